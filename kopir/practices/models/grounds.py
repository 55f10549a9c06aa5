"""On which provisions of the Regulation a card stands, and what they said when somebody looked last."""

from __future__ import annotations

from django.db import models

from kopir.base.privacy import classes
from kopir.practices.models.cards import Card
from kopir.regulation.models import Norm


class Ground(models.Model):
    """`seen`: SHA-256 of the provision's texts when the card was written or last looked through; another one in force means
    that the law has changed."""

    PRIVACY = classes(open="card norm address seen")

    card = models.ForeignKey(Card, models.CASCADE, related_name="grounds")
    norm = models.ForeignKey(Norm, models.PROTECT, related_name="+")
    address = models.CharField(max_length=60)
    seen = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["card", "norm", "address"], name="ground_once_a_card")]

    def __str__(self) -> str:
        return f"{self.norm_id}:{self.address}"
