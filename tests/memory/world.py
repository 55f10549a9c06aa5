"""The small country with finished matters to be reminded of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import Matter, Outcome
from kopir.memory.models import Comparison
from tests.practices.world import Memory


class Past(Memory):
    """`solved` matters took as many days as they are told to, and ended some days ago."""

    def solved(self, days: int = 10, ended: int = 30, **values: Any) -> Matter:
        matter = self.received(**values)
        self.answer(matter)
        acts.give_word(matter, by=self.author, word="confirmed")
        return self.moved(matter, days, ended)

    def moved(self, matter: Matter, days: int, ended: int) -> Matter:
        end = timezone.now() - timedelta(days=ended)
        received: datetime = end - timedelta(days=days)
        Outcome.objects.filter(matter=matter).update(at=end)
        Matter.objects.filter(pk=matter.pk).update(received_at=received, answered_at=end, closed_at=end)
        return Matter.objects.get(pk=matter.pk)

    def usual(self, *days: int) -> None:
        """Similar ones that were solved without memory."""
        for number in days:
            self.solved(number)

    def repeats(self, matter: Matter, earlier: Matter) -> None:
        Comparison.objects.create(matter=matter, earlier=earlier)
