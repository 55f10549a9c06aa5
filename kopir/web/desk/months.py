"""A year as twelve grids of weeks, with what is due on each day."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS_ABBR

from kopir.base.terms import WorkingCalendar
from kopir.calendar.queries import working_calendar
from kopir.regulation.models import Obligation


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month; None stands in the grid for a day of another month."""

    day: date
    is_off: bool
    rows: list[Obligation]


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    name: str
    weeks: list[list[Cell | None]]
    days: list[Cell] = field(default_factory=list)
    """Only those on which something is due."""


def weekdays() -> list[str]:
    return [str(WEEKDAYS_ABBR[number]) for number in range(7)]


def months_of(year: int, rows: Iterable[Obligation]) -> list[Month]:
    by_day: dict[date, list[Obligation]] = defaultdict(list)
    for row in rows:
        by_day[row.due_on].append(row)
    known = working_calendar()
    return [_month(year, number, by_day, known) for number in range(1, 13)]


def _month(year: int, number: int, by_day: dict[date, list[Obligation]], known: WorkingCalendar) -> Month:
    weeks = [
        [Cell(day, not known.is_working(day), by_day.get(day, [])) if day.month == number else None for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    days = [cell for week in weeks for cell in week if cell and cell.rows]
    return Month(number, str(MONTHS[number]), weeks, days)
