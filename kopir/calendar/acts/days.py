"""Days set and removed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.calendar import rules
from kopir.calendar.models import CalendarDay
from kopir.journal.acts import act


def set_day(day: date, *, by: Actor, kind: str, names: Mapping[str, str], source: str, is_draft: bool = False) -> CalendarDay:
    """Make the date a day off or a working day, whatever it was. Terms that run are reckoned anew by it."""
    row = CalendarDay.objects.filter(date=day).first() or CalendarDay(date=day)
    with act(rules.may_edit, by=by, subject=row):
        row.kind, row.source, row.is_draft = kind, source, is_draft
        for language in LANGUAGES:
            setattr(row, f"name_{language}", names.get(language, ""))
        row.save()
    return row


def remove_day(row: CalendarDay, *, by: Actor, reason: str = "") -> None:
    """The date follows the week again. The journal keeps what it was."""
    with act(rules.may_remove, by=by, subject=row, reason=reason) as entry:
        entry.fact(date=row.date, kind=row.kind, source=row.source)
        number = row.pk
        row.delete()
        row.pk = number  # the entry says which row it was
