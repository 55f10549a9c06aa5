"""What was spent, and what the state body gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.effects import rules
from kopir.effects.models import Effect, Gain, Goal, Indicator, Money
from kopir.journal.acts import act
from kopir.organisations.words import FundingSource

FIRST_YEAR = 1991


@dataclass(frozen=True, slots=True)
class Spent:
    """Whole tenge of one year from one source."""

    year: int
    source: FundingSource
    tenge: int


def count_money(effect: Effect, *, by: Actor, rows: Sequence[Spent]) -> Effect:
    """In place of what stood there. Two lines of the same year and source become one."""
    with act(rules.may_count_money, by=by, subject=effect) as entry:
        sums: dict[tuple[int, str], int] = {}
        for row in rows:
            _demand_money(row)
            sums[row.year, row.source] = sums.get((row.year, row.source), 0) + row.tenge
        effect.money.all().delete()
        Money.objects.bulk_create(
            Money(effect=effect, year=year, source=source, tenge=tenge) for (year, source), tenge in sums.items()
        )
        entry.fact(tenge=sum(sums.values()))
    return effect


def _demand_money(row: Spent) -> None:
    if not FIRST_YEAR <= row.year <= timezone.localdate().year + 5:
        raise Refused("year", _("The year cannot be right."), field="year")
    if row.tenge < 0:
        raise Refused("tenge", _("A sum is not less than nothing."), field="tenge")


def name_gain(
    effect: Effect,
    *,
    by: Actor,
    goal: Goal | None = None,
    indicator: Indicator | None = None,
    words: str = "",
    language: str = "kk",
    url: str = "",
) -> Gain:
    """A goal or indicator of the library or of the body's own plan, or a sentence, with a link where there is one."""
    gain = Gain(effect=effect, goal=goal, indicator=indicator, language=language, url=url)
    with act(rules.may_name_gain, by=by, subject=effect) as entry:
        gain.words = hide_personal_numbers(words.strip())[0][:500]
        if goal is None and indicator is None and not gain.words:
            said = _("Choose a goal or an indicator of a plan, or say it in a sentence.")
            raise Refused("no_gain", said, field="words")
        gain.save()
        entry.also(gain)
    return gain


def remove_gain(gain: Gain, *, by: Actor) -> None:
    with act(rules.may_name_gain, by=by, subject=gain.effect):
        gain.delete()
