"""Spheres in which NGOs work: editable, dated data; marked draft until checked against the text in force."""

from __future__ import annotations

from django.db import models

from kopir.base.fields import Named
from kopir.base.privacy import classes


class Sector(Named):
    PRIVACY = classes(
        open=f"{Named.OPEN_NAMES} code short_kk short_ru short_en order starts_on ends_on is_draft source source_date"
    )

    code = models.CharField(max_length=10, unique=True)
    short_kk = models.CharField(max_length=60, blank=True)
    short_ru = models.CharField(max_length=60, blank=True)
    short_en = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_draft = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    source_date = models.DateField(null=True)

    class Meta:
        ordering = ["order", "code"]


class OutsideCode(models.Model):
    """What a sector is called in an outside vocabulary (`icnptso`, later others)."""

    PRIVACY = classes(open="sector vocabulary code title")

    sector = models.ForeignKey(Sector, models.CASCADE, related_name="outside_codes")
    vocabulary = models.CharField(max_length=30)
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sector", "vocabulary", "code"], name="outside_code_once_a_sector")]

    def __str__(self) -> str:
        return f"{self.vocabulary}:{self.code}"
