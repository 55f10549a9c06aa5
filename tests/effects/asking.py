"""The small country some time after its matters were closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kopir.effects.acts.checking import load_check_terms
from kopir.effects.models import Check, CheckTerm
from kopir.effects.words import Party
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.regulation.models import Duty, Norm, Obligation
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

    def done_duty(self, days: int) -> Obligation:
        """Of the district's post, done so many days ago."""
        norm = Norm.objects.filter(ref="list").first() or Norm(ref="list", kind="working_list", is_draft=True)
        norm.set_names("Міндеттер тізімі", "Перечень обязанностей", "List of duties")
        norm.save()
        duty = Duty.objects.filter(code="meet").first() or Duty(
            code="meet", norm=norm, address="meet", evidence="minutes", starts_on=date(2020, 1, 1), trigger="period",
            rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20",
        )  # fmt: skip
        duty.set_names("кездесу өткізу", "проводить встречи", "hold meetings")
        duty.save()
        day = timezone.localdate() - timedelta(days=days)
        return Obligation.objects.create(
            duty=duty, post=self.district_post, period_start=day, period_end=day, due_on=day, state="done", done_on=day
        )

    def of_post(self, row: Any) -> Check:
        return row.checks.get(party=Party.POST)

    def of_organisation(self, row: Any) -> Check:
        return row.checks.get(party=Party.ORGANISATION, organisation_id=self.author.organisation_id)


__all__ = ["Later", "fresh"]
