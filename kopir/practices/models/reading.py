"""What a person has read: the progress of the reading lists."""

from __future__ import annotations

from django.db import models

from kopir.base.privacy import classes
from kopir.people.models import Person
from kopir.practices.models.cards import Card


class ReadMark(models.Model):
    """Seen by the person alone; nobody else learns who read what."""

    PRIVACY = classes(restricted="card at", personal="person")

    card = models.ForeignKey(Card, models.CASCADE, related_name="read_marks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    is_public = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "person"], name="card_read_once")]

    def __str__(self) -> str:
        return f"read {self.card_id}"
