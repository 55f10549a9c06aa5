"""The small country some time after its matters were closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kopir.effects.acts.checking import load_check_terms
from kopir.effects.models import Check, CheckTerm
from kopir.effects.words import Party
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from tests.effects.world import Effects, fresh


class Later(Effects):
    """Terms have been in force for years."""

    def __post_init__(self) -> None:
        super().__post_init__()
        load_check_terms()
        CheckTerm.objects.update(starts_on=timezone.localdate() - timedelta(days=2000))

    def closed(self, days: int = 0, **values: Any) -> Matter:
        """Solved, confirmed by its author, and closed so many days ago."""
        matter = self.answered(**values)
        matters.give_word(fresh(matter), by=self.author, word="confirmed")
        return self.aged(matter, days)

    def aged(self, matter: Matter, days: int) -> Matter:
        Matter.objects.filter(pk=matter.pk).update(closed_at=timezone.now() - timedelta(days=days))
        return fresh(matter)

    def of_post(self, row: Any) -> Check:
        return row.checks.get(party=Party.POST)

    def of_organisation(self, row: Any) -> Check:
        return row.checks.get(party=Party.ORGANISATION, organisation_id=self.author.organisation_id)


__all__ = ["Later", "fresh"]
