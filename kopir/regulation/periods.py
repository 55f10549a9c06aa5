"""When a duty that comes round by the calendar is due. Pure: no database.

Each occurrence of the rule (RFC 5545) ends a period, and the next one begins the day after. The duty is due on that day, or on
the next working day when it is a day off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.terms import WorkingCalendar
from kopir.base.tongue import localised
from kopir.notices.texts import say_day

_ONE_DAY = timedelta(days=1)
_FIRST = datetime(2000, 1, 1)
_LOOK_BACK = 9  # years: 29 February can be eight years away


@dataclass(frozen=True, slots=True)
class Period:
    """`end`: the day that the rule names; `due_on`: the working day on which it must be done. Both ends are included."""

    start: date
    end: date
    due_on: date

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.end


@lru_cache(maxsize=512)
def occurrences(rule: str, since: date, until: date) -> tuple[date, ...]:
    """The days that the rule names between two days, both included. ValueError when it is no rule."""
    found = rrulestr(rule, dtstart=_FIRST)
    days = found.between(datetime.combine(since, time()), datetime.combine(until, time()), inc=True)
    return tuple(dict.fromkeys(moment.date() for moment in days))


def periods(rule: str, since: date, until: date, calendar: WorkingCalendar) -> Iterator[Period]:
    """Periods that end between two days, both included, in order. The first of a rule begins with its first year."""
    days = occurrences(rule, since, until)
    if not days:
        return
    before = _before(rule, days[0])
    for day in days:
        yield Period(before + _ONE_DAY, day, calendar.next_working(day))
        before = day


def of_year(rule: str, year: int, calendar: WorkingCalendar) -> list[Period]:
    return list(periods(rule, date(year, 1, 1), date(year, 12, 31), calendar))


def _before(rule: str, day: date) -> date:
    """The occurrence before a day."""
    for years in (1, 2, _LOOK_BACK):
        earlier = occurrences(rule, date(max(day.year - years, 2000), 1, 1), day - _ONE_DAY)
        if earlier:
            return earlier[-1]
    return date(day.year, 1, 1) - _ONE_DAY


def explain(period: Period, calendar: WorkingCalendar, language: str) -> list[str]:
    """Why the duty is due on this day, in sentences of `language`."""
    with override(language):
        return [one_stop(words) for words in _sentences(period, calendar, language)]


def one_stop(words: str) -> str:
    """A date in Russian ends with a full stop of its own: `25 марта 2027 г.`"""
    return words.replace("..", ".")


def _sentences(period: Period, calendar: WorkingCalendar, language: str) -> Iterator[str]:
    end, due = (say_day(day.isoformat(), language) for day in (period.end, period.due_on))
    yield _("The rule names this day: %(day)s.") % {"day": end}
    if period.is_moved:
        why = _day_off(period.end, calendar, language)
        yield _("That is a day off (%(why)s), so the last day is the next working day: %(day)s.") % {"why": why, "day": due}
    else:
        yield _("It is a working day, so it is the last day.")
    start = say_day(period.start.isoformat(), language)
    yield _("It counts for the time from %(start)s to %(end)s.") % {"start": start, "end": end}
    if period.due_on > calendar.known_until:
        known = say_day(calendar.known_until.isoformat(), language)
        yield _("Days off are known only up to %(date)s; the last day may still move.") % {"date": known}


def _day_off(day: date, calendar: WorkingCalendar, language: str) -> str:
    if calendar.why(day) == "holiday":
        return localised(calendar.names(day), language).text or _("a day off")
    return _("Saturday") if day.weekday() == 5 else _("Sunday")
