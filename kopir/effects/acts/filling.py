"""A card's measurements as a sheet: it goes out with what is asked, is filled in anywhere, and comes in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.incoming import Rows
from kopir.effects import rules
from kopir.effects.acts.measuring import Given, PartOf, measure_value, submit_measurement
from kopir.effects.adding import POOLS
from kopir.effects.models import Effect, Measure, Measurement
from kopir.effects.sheets import Outcome, Rejected, Row, Wrong, demand_fits, read
from kopir.effects.values import checked, number, period, period_code, whole_number
from kopir.effects.words import Group, Kind, MeasurementState
from kopir.territories.models import Territory

NEEDED = ("indicator", "territory", "period")
COLUMNS = (
    "indicator", "name", "unit", "territory", "place", "period", "value", "part", "whole", "overlap_low", "overlap_high",
    *Group.values, "source", "note", "state",
)  # fmt: skip
"""`name`, `unit`, `place` and `state` are for people; nothing is read from them."""
NUMBERS = ("value", "part", "whole")
ASKED = ("overlap_low", "overlap_high", *Group.values, "source", "note")
"""What else is written into a row by hand."""
MOST_ASKED = 200
LAST_PERIODS = 4


@dataclass
class Filled(Outcome):
    submitted: int = 0


# ---- Out -----------------------------------------------------------------------------------------------------------


def sheet_of(effect: Effect, rows: Sequence[Measurement], language: str) -> list[Sequence[Any]]:
    """What was measured, and below it empty lines for the quarters that ended and were not measured yet."""
    measures = list(effect.measures.select_related("indicator").order_by("order", "pk"))
    lines: list[Sequence[Any]] = [COLUMNS]
    lines += [_line(row, language) for row in rows]
    known = {(row.measure_id, row.territory_id, row.starts_on, row.ends_on) for row in rows}
    places = {row.territory_id: row.territory for row in rows}
    if not places and effect.territory is not None:
        places = {effect.territory_id: effect.territory}  # type: ignore[dict-item]
    for measure in measures:
        for place in places.values():
            for since, until in _quarters(effect):
                if (measure.pk, place.pk, since, until) not in known:
                    lines.append(_asked(measure, place, since, until, language))
    return lines[: MOST_ASKED + len(rows) + 1]


def _quarters(effect: Effect) -> Iterator[tuple[date, date]]:
    """The last quarters that ended, not before the work began, the oldest first."""
    today = timezone.localdate()
    found: list[tuple[date, date]] = []
    since = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    while len(found) < LAST_PERIODS:
        until = since - timedelta(days=1)
        since = date(until.year, until.month - 2, 1)
        found.append((since, until))
    begun = effect.starts_on or date(today.year - 1, 1, 1)
    yield from reversed([pair for pair in found if pair[1] >= begun])


def _head(measure: Measure, place: Territory, code: str, language: str) -> list[Any]:
    row = measure.indicator
    names = (row.name(language).text, getattr(row, f"unit_{language}") or row.unit.text)
    return [f"{row.library}:{row.code}", *names, place.code, place.name(language).text, code]


def _line(row: Measurement, language: str) -> list[Any]:
    groups = {one.group: one.value for one in row.breakdowns.all()}
    pooled = row.measure.indicator.kind in POOLS and row.part is not None
    numbers = [None if pooled else row.value, row.part, row.whole, row.overlap_low, row.overlap_high]
    numbers += [groups.get(code) for code in Group.values]
    return [
        *_head(row.measure, row.territory, period_code(row.starts_on, row.ends_on), language),
        *("" if one is None else float(one) for one in numbers), row.source, row.note, row.state,
    ]  # fmt: skip


def _asked(measure: Measure, place: Territory, since: date, until: date, language: str) -> list[Any]:
    empty = [""] * (len(COLUMNS) - 6)
    return [*_head(measure, place, period_code(since, until), language), *empty]


# ---- In ------------------------------------------------------------------------------------------------------------


def fill_in(effect: Effect, rows: Sequence[Row], *, by: Actor, submit: bool = False, dry_run: bool = False) -> Filled:
    """Every row that can be taken becomes a draft, or is submitted at once; the others are named with what is wrong, and of
    those taken what was left out. Rows that nothing was written into are passed over, rows that say what is there already
    change nothing."""
    rules.may_choose_measure(by, effect).demand()
    with transaction.atomic():
        run = _Run(effect, by, submit)
        for row in rows:
            run.take(row)
        if dry_run:
            transaction.set_rollback(True)
    return run.outcome


class _Run:
    def __init__(self, effect: Effect, by: Actor, submit: bool) -> None:
        self.by, self.submit, self.outcome = by, submit, Filled()
        measures = list(effect.measures.select_related("indicator", "effect"))
        self.measures = {f"{one.indicator.library}:{one.indicator.code}": one for one in measures}
        self.measures |= {one.indicator.code: one for one in measures}
        self.places = Territory.objects.filter(ends_on=None).in_bulk()
        self.seen: set[tuple[int, str, date, date]] = set()

    def take(self, row: Row) -> None:
        if not any(row[name] for name in NUMBERS):
            if row.lost or row.is_longer or any(row[name] for name in ASKED):
                self._reject(row, "value", _no_number(row))
            return
        self.outcome.read += 1
        try:
            with transaction.atomic():
                demand_fits(row)
                self._take(row)
            self.outcome.note(row)
        except Wrong as wrong:
            self._reject(row, wrong.column, wrong.reason)
        except Refused as refusal:
            self._reject(row, (refusal.field or "").removeprefix("part_"), f"{refusal.reason} {refusal.next_step}".strip())

    def _reject(self, row: Row, column: str, reason: str) -> None:
        self.outcome.rejected.append(Rejected(row.number, row["indicator"][:60], column, reason))

    def _take(self, row: Row) -> None:
        measure = self.measures.get(row["indicator"])
        if measure is None:
            raise Wrong("indicator", _("The card has no indicator “%(code)s”.") % {"code": row["indicator"][:60]})
        given = self._given(row, measure)
        key = (measure.pk, given.territory.pk, given.since, given.until)
        if key in self.seen:
            raise Wrong("period", _("This value stands already in an earlier row of the file."))
        self.seen.add(key)
        there = Measurement.objects.filter(
            measure=measure, territory=given.territory, starts_on=given.since, ends_on=given.until
        ).first()
        if there is not None and _says_same(there, measure, given):
            self.outcome.unchanged += 1
        else:
            found = measure_value(measure, by=self.by, given=given)
            self.outcome.created += there is None
            self.outcome.updated += there is not None
            there = found
        if self.submit and there.state in (MeasurementState.DRAFT, MeasurementState.RETURNED):
            submit_measurement(there, by=self.by)
            self.outcome.submitted += 1

    def _given(self, row: Row, measure: Measure) -> Given:
        place = self.places.get(row["territory"])
        if place is None:
            raise Wrong("territory", _("There is no territory with the code %(code)s.") % {"code": row["territory"][:20] or "–"})
        since, until = period(row["period"])
        value, part, whole = (number(row[name], name) for name in ("value", "part", "whole"))
        low, high = (whole_number(row[name], name) for name in ("overlap_low", "overlap_high"))
        parts = self._parts(row, measure)
        return Given(place, since, until, value, part, whole, low, high, row["note"], row["source"], parts)

    def _parts(self, row: Row, measure: Measure) -> tuple[PartOf, ...]:
        """Of counts and sums; the groups of a share or mean need two numbers and are written on the page."""
        found = [(group, number(row[group.value], group.value)) for group in Group]
        given = tuple(PartOf(group, value) for group, value in found if value is not None)
        if given and measure.indicator.kind in (*POOLS, Kind.YES_NO):
            raise Wrong(given[0].group, _("Groups of this indicator are written on its page, not in the sheet."))
        return given


def _no_number(row: Row) -> str:
    """Why nothing is taken from a row into which something was written."""
    return " ".join([_("The row has no number to take."), *dict.fromkeys(done for _column, _value, done in row.lost)])


def _says_same(row: Measurement, measure: Measure, given: Given) -> bool:
    numbers = checked(measure.indicator.kind, given.value, given.part, given.whole)
    groups = {one.group: one.value for one in row.breakdowns.all()}
    return (row.value, row.part, row.whole, row.overlap_low, row.overlap_high, row.source, row.note) == (
        numbers.value, numbers.part, numbers.whole, given.overlap_low, given.overlap_high, given.source, given.note
    ) and groups == {one.group: one.value for one in given.parts}  # fmt: skip


def read_filled(path: Path) -> Rows[Row]:
    """Raises Refused when it is no such sheet."""
    return read(path, NEEDED, COLUMNS)


__all__ = ["COLUMNS", "NEEDED", "Filled", "fill_in", "read_filled", "sheet_of"]
