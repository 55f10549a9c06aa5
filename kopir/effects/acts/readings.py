"""Readings of indicators from outside come in from a sheet: life quality, plans, places to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.effects import rules
from kopir.effects.models import Indicator, Reading
from kopir.effects.sheets import Outcome, Rejected, Row, Wrong, demand_fits
from kopir.effects.values import checked, number, period
from kopir.journal.acts import Draft, write
from kopir.journal.changes import Values, snapshot
from kopir.organisations.register import cleaning
from kopir.territories.models import Territory

NEEDED = ("indicator", "territory", "period", "value", "source", "date")
ALSO = ("library", "part", "whole")
"""Where the source gives them."""
LONGEST_SOURCE = 300
Key = tuple[int, str, date, date]


def import_readings(rows: Sequence[Row], *, by: Actor, dry_run: bool = False, is_demonstration: bool = False) -> Outcome:
    """A value of the same indicator, place and period that differs is replaced, and the journal keeps both. The same rows a
    second time write nothing."""
    with transaction.atomic():
        rules.may_import_readings(by, None).demand()
        run = _Run(by, is_demonstration, Outcome(len(rows)))
        run.take(rows)
        if dry_run:
            transaction.set_rollback(True)
    return run.outcome


class _Run:
    def __init__(self, by: Actor, is_demonstration: bool, outcome: Outcome) -> None:
        self.by, self.is_demonstration, self.outcome = by, is_demonstration, outcome
        self.today = timezone.localdate()
        self.places = set(Territory.objects.values_list("code", flat=True))
        self.indicators: dict[str, list[Indicator]] = {}
        for indicator in Indicator.objects.all():
            for name in (indicator.code, f"{indicator.library}:{indicator.code}"):
                self.indicators.setdefault(name, []).append(indicator)

    def take(self, rows: Sequence[Row]) -> None:
        wanted: dict[Key, Reading] = {}
        for row in rows:
            try:
                demand_fits(row)
                self._take(row, wanted)
                self.outcome.note(row)
            except Wrong as wrong:
                self.outcome.rejected.append(Rejected(row.number, row["indicator"][:60], wrong.column, wrong.reason))
        self._write(wanted)

    def _take(self, row: Row, wanted: dict[Key, Reading]) -> None:
        reading = self._reading(row)
        key = (reading.indicator_id, reading.territory_id, reading.starts_on, reading.ends_on)
        if key in wanted:
            raise Wrong("period", _("This value stands already in an earlier row of the file."))
        wanted[key] = reading

    def _reading(self, row: Row) -> Reading:
        indicator = self._indicator(row)
        code = row["territory"]
        if code not in self.places:
            raise Wrong("territory", _("There is no territory with the code %(code)s.") % {"code": code[:20] or "–"})
        since, until = period(row["period"])
        numbers = checked(indicator.kind, *(number(row[name], name) for name in ("value", "part", "whole")))
        if not row["source"]:
            raise Wrong("source", _("Say where it was taken from."))
        if len(row["source"]) > LONGEST_SOURCE:
            raise Wrong("source", _("The value is longer than %(limit)d characters.") % {"limit": LONGEST_SOURCE})
        return Reading(
            indicator=indicator, territory_id=code, starts_on=since, ends_on=until, value=numbers.value, part=numbers.part,
            whole=numbers.whole, source=row["source"], source_date=self._date(row),
            is_demonstration=self.is_demonstration,
        )  # fmt: skip

    def _date(self, row: Row) -> date:
        on = cleaning.day(row["date"]) or _last_day(row["date"])
        if on > self.today:
            raise Wrong("date", _("The date lies ahead."))
        return on

    def _indicator(self, row: Row) -> Indicator:
        """By code, with its library before it or in a column of its own where the code alone is not enough."""
        name = f"{row['library']}:{row['indicator']}" if row["library"] else row["indicator"]
        found = self.indicators.get(name, [])
        if not found:
            raise Wrong("indicator", _("There is no indicator “%(code)s”.") % {"code": name[:60]})
        if len(found) > 1:
            said = _("Several libraries have an indicator “%(code)s”; name the library too.")
            raise Wrong("library", said % {"code": name[:60]})
        return found[0]

    def _write(self, wanted: dict[Key, Reading]) -> None:
        known = self._known(wanted)
        new, drafts = [], []
        for key, reading in wanted.items():
            there = known.get(key)
            before: Values = {}
            if there is None:
                new.append(reading)
            else:
                before = snapshot(there)
                for name in ("value", "part", "whole", "source", "source_date"):
                    setattr(there, name, getattr(reading, name))
                if snapshot(there) == before:
                    self.outcome.unchanged += 1
                    continue
                there.save()
                self.outcome.updated += 1
            row = there or reading
            drafts.append(Draft(rules.may_import_readings.name, self.by, row, facts={"source": reading.source}, _before=before))
        insert(new)
        self.outcome.created += len(new)
        write(drafts)

    def _known(self, wanted: dict[Key, Reading]) -> dict[Key, Reading]:
        indicators = {key[0] for key in wanted}
        rows = Reading.objects.filter(indicator__in=indicators).select_related("indicator")
        return {(row.indicator_id, row.territory_id, row.starts_on, row.ends_on): row for row in rows}


def _last_day(text: str) -> date:
    try:
        return period(text, "date")[1]
    except Wrong:
        raise Wrong("date", _("This is not a date: “%(text)s”. Write 2026-05-14 or 14.05.2026.") % {"text": text[:40]}) from None


__all__ = ["ALSO", "NEEDED", "import_readings"]
