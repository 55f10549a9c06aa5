"""The five official criteria: each expert's scores, the council's conclusion, remarks and those not accepted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kopir.base.privacy import classes
from kopir.effects.models.cards import Effect
from kopir.effects.words import Criterion
from kopir.interactions.models import LANGUAGE_CHOICES
from kopir.posts.models import Post


class Evaluation(models.Model):
    """One evaluation of a card by an expert council. `conclusions`: the council's words, by criterion. Approved it is frozen:
    `hash` over its scores and words."""

    PRIVACY = classes(open="effect post council conclusions language held_on approved_at hash is_demonstration")

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="evaluations")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    council = models.CharField(max_length=300)
    conclusions = models.JSONField(default=dict)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    held_on = models.DateField()
    approved_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-held_on", "-pk"]

    @property
    def journal_label(self) -> str:
        return self.effect.journal_label

    def __str__(self) -> str:
        return f"evaluation {self.pk} of {self.effect_id}"


class Score(models.Model):
    """`expert`: a role or a number in the council, never a name."""

    PRIVACY = classes(open="evaluation expert criterion points")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="scores")
    expert = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=14, choices=Criterion)
    points = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["expert", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "expert", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="points_from_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.criterion}: {self.points}"


class Remark(models.Model):
    """A remark or proposal of the council; when it is not accepted the reason stands beside it."""

    PRIVACY = classes(open="evaluation text language accepted because")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="remarks")
    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    accepted = models.BooleanField(null=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
