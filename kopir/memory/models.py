"""What was taken from memory, and what was not: facts of matters, never of persons."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kopir.base.privacy import classes
from kopir.interactions.models import Matter
from kopir.posts.models import Post
from kopir.practices.models import Adoption, Card, Way


class Opening(models.Model):
    """For `matter` somebody opened a practice card or an `earlier` matter: its author while writing it, or, with `post`, the
    post that answers for it. Who of them it was is written nowhere, and only the day. It goes with the draft."""

    PRIVACY = classes(restricted="matter card earlier post on")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="openings")
    card = models.ForeignKey(Card, models.CASCADE, null=True, related_name="openings")
    earlier = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    on = models.DateField(auto_now_add=True)

    is_public = False

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(card__isnull=True) ^ Q(earlier__isnull=True), name="opened_is_one"),
            models.UniqueConstraint(fields=["matter", "card"], name="card_opened_once_a_matter"),
            models.UniqueConstraint(fields=["matter", "earlier"], name="earlier_opened_once_a_matter"),
        ]

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"opening {self.pk} for {self.matter_id}"


class Solution(models.Model):
    """The post that answers for a matter says: it was solved by adopting a practice."""

    PRIVACY = classes(open="matter adoption post at")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="solution")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="solutions")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"{self.matter_id} by {self.adoption_id}"


class Unfit(models.Model):
    """A suggested way of interaction that does not fit this matter, says the post that answers. It is not suggested again."""

    PRIVACY = classes(open="matter way post at", restricted="reason")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    way = models.ForeignKey(Way, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "unfit"
        constraints = [models.UniqueConstraint(fields=["matter", "way"], name="way_unfit_once_a_matter")]

    @property
    def is_public(self) -> bool:
        return self.matter.is_public

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"way {self.way_id} not in {self.matter_id}"


class Comparison(models.Model):
    """Each public matter is compared once with those solved before it came. `earlier`: the nearest that it repeats."""

    PRIVACY = classes(open="matter earlier on")

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="comparison")
    earlier = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+")
    on = models.DateField(auto_now_add=True)

    @property
    def journal_label(self) -> str:
        return self.matter.journal_label

    def __str__(self) -> str:
        return f"comparison of {self.matter_id}"
