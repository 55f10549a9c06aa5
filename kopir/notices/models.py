"""The outbox: who is told what, by which channel, once. A row is written in the transaction of the act it tells of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kopir.base.privacy import classes
from kopir.notices.words import DeliveryState, Weight, plainly
from kopir.organisations.models import Organisation
from kopir.people.models import Person
from kopir.posts.models import Post


class Notice(models.Model):
    """Something a post, an organisation or a person is told; shown in Köpir to whoever holds the post or acts for the
    organisation now. `key` is unique: the same thing is never told twice. `facts` fill the words of `text`
    (see `tell`). Exactly one recipient is set."""

    PRIVACY = classes(
        restricted="key text weight facts path post organisation created_at subject_kind subject_id",
        personal="person",
    )

    key = models.CharField(max_length=160, unique=True)
    text = models.CharField(max_length=80)
    weight = models.CharField(max_length=10, choices=Weight)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    """Address without the language prefix; the notice opens exactly that page."""
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="notices")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="notices")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="notices")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["person", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, organisation__isnull=True, person__isnull=True)
                | Q(post__isnull=True, organisation__isnull=False, person__isnull=True)
                | Q(post__isnull=True, organisation__isnull=True, person__isnull=False),
                name="notice_has_one_recipient",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Reading(models.Model):
    """A person has seen a notice."""

    PRIVACY = classes(restricted="notice at", personal="person")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "person"], name="notice_read_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} by {self.person_id}"


class Letter(models.Model):
    """An e-mail to one person about one notice. `sending` is set before the mail server is spoken to and `sent` after;
    a process that dies between leaves `unsure`, and a person decides, so nothing is sent twice by itself."""

    PRIVACY = classes(restricted="notice key state attempts next_at sent_at problem", personal="person")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="letters")
    person = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"])]

    is_public = False

    def __str__(self) -> str:
        return self.key

    @property
    def why(self) -> str:
        """What hindered it, in the reader's language."""
        return plainly(self.problem)


class Preference(models.Model):
    """What a person wants by e-mail. Legal terms always come."""

    PRIVACY = classes(restricted="work news digest", personal="person")

    person = models.OneToOneField(Person, models.CASCADE, related_name="notice_preference")
    work = models.BooleanField(default=True)
    news = models.BooleanField(default=False)
    digest = models.BooleanField(default=True)

    is_public = False

    def __str__(self) -> str:
        return f"preference {self.pk}"
