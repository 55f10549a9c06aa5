"""What an installation knows about itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopir.base.privacy import classes


class Installation(models.Model):
    """One row: what this installation is for."""

    class Purpose(models.TextChoices):
        REAL = "real", _("real")
        DEMONSTRATION = "demonstration", _("demonstration")

    PRIVACY = classes(open="purpose name_kk name_ru name_en begun_at contact")

    purpose = models.CharField(max_length=20, choices=Purpose)
    name_kk = models.CharField(max_length=200, blank=True)
    name_ru = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    contact = models.EmailField(blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.purpose

    @classmethod
    def whom_to_write(cls) -> str:
        """The address of the administrators; empty while none is given."""
        return cls.objects.values_list("contact", flat=True).first() or ""

    @classmethod
    def is_demonstration(cls) -> bool:
        return cls.objects.filter(purpose=cls.Purpose.DEMONSTRATION).exists()


class JobRun(models.Model):
    """When a repeated job ran last and when it is next due; one row a job, so that only one worker runs it at a time.

    `seen_at`: when its worker was last known to live; a worker that was killed is replaced soon after.
    """

    PRIVACY = classes(open="name due_at started_at seen_at finished_at problem failures")

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was carried out: sent again, because its answer was lost, it is not carried out a second time.

    `digest`: of the form's key and of all it held, so that a text changed after going back is a new one.
    """

    PRIVACY = classes(open="at", secret="digest")

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.digest[:12]
