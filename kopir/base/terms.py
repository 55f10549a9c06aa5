"""Terms in working days that can pause, be extended and explain their own arithmetic. Pure: no database.

The rule (Administrative Procedure and Process Code of 29 June 2020 No 350-VI, Art 76, and the custom of
counting): the day of receipt is day 0; what comes on a day off counts as received on the next working day,
what comes after closing time counts as received that day; the term ends with the N-th working day, 23:59:59
local time. Paused days do not count; an extension adds working days.

Dates are local calendar dates; a number of days is always a number of *working* days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS_ALT
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from kopir.base.tongue import localised

ALMATY = ZoneInfo("Asia/Almaty")
_ONE_DAY = timedelta(days=1)

Why = Literal["receipt", "working", "moved_working", "weekend", "holiday", "paused"]


@dataclass(frozen=True)
class DayRule:
    """One date that differs from the week. `names`: language → name; `source`: the act that says so."""

    date: date
    kind: Literal["holiday", "working"]
    names: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


class WorkingCalendar:
    """Monday to Friday, corrected by day rules. After `known_until` only the week is known."""

    def __init__(self, rules: Iterable[DayRule], known_until: date) -> None:
        self.rules = {rule.date: rule for rule in rules}
        self.known_until = known_until
        self._moved = sorted(day for day in self.rules if self.is_working(day) != (day.weekday() < 5))

    def is_working(self, day: date) -> bool:
        rule = self.rules.get(day)
        return rule.kind == "working" if rule else day.weekday() < 5

    def next_working(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; `start` itself for 0, whether it is a working day or not."""
        if n < 0:
            raise ValueError("a term cannot be negative")
        day = start
        while n:
            day += _ONE_DAY
            n -= self.is_working(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and with `b`; negative when `b` is earlier. Fast for any distance."""
        if b < a:
            return -self.working_days_between(b, a)
        moved = self._moved[bisect_right(self._moved, a) : bisect_right(self._moved, b)]
        return _weekdays_until(b) - _weekdays_until(a) + sum(1 if self.is_working(day) else -1 for day in moved)

    def why(self, day: date) -> Why:
        if self.is_working(day):
            return "working" if day.weekday() < 5 else "moved_working"
        return "holiday" if day in self.rules else "weekend"

    def names(self, day: date) -> Mapping[str, str]:
        rule = self.rules.get(day)
        return rule.names if rule else {}


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from 1 January of year 1, a Monday, to `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


@dataclass(frozen=True)
class Pause:
    """`start`: the first day that does not count; `end`: the day the clock runs again, None while it stands.

    So a pause that starts and ends on one day takes nothing away.
    """

    start: date
    end: date | None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a pause cannot end before it starts")

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Extension:
    working_days: int
    reason: str = ""
    legal_ground: str = ""

    def __post_init__(self) -> None:
        if self.working_days < 1:
            raise ValueError("an extension adds at least one working day")


@dataclass(frozen=True)
class Day:
    """One line of the arithmetic. `number`: 0 for the day of receipt, 1… for counted days, else None."""

    date: date
    counted: bool
    number: int | None
    why: Why
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """A reckoned term. `due_on` is None while an open pause keeps the last day unknown.

    `starts_on` is day 0; `working_days` is the whole length with extensions; `days` runs without gaps from
    `received_on` to `due_on`, or to the first day of the open pause.
    """

    received_on: date
    starts_on: date
    due_on: date | None
    working_days: int
    days: tuple[Day, ...] = field(repr=False)
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    zone: ZoneInfo
    calendar: WorkingCalendar = field(repr=False, compare=False)

    @cached_property
    def counted(self) -> list[date]:
        return [day.date for day in self.days if day.counted]

    @property
    def due_at(self) -> datetime | None:
        """The last second of the last day, in the zone of the term."""
        return datetime.combine(self.due_on, time(23, 59, 59), self.zone) if self.due_on else None

    @property
    def is_provisional(self) -> bool:
        """Whether the calendar does not reach as far as the term."""
        return (self.due_on or self.days[-1].date) > self.calendar.known_until

    def working_days_left(self, today: date) -> int:
        """Counted days after `today`; 0 on the last day; when overdue, minus the working days past it."""
        if self.due_on is not None and today > self.due_on:
            return -self.calendar.working_days_between(self.due_on, today)
        return self.working_days - bisect_right(self.counted, today)

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and today > self.due_on

    def share_used(self, today: date) -> float:
        """0 to 1: counted days up to and with `today` of all."""
        if not self.working_days:
            return float(today >= self.starts_on)
        return bisect_right(self.counted, today) / self.working_days

    def explain(self, language: str) -> list[str]:
        """The arithmetic in plain sentences of `language`, one step each, the last day near the end."""
        with override(language):
            return list(_sentences(self, language))


def reckon(
    received: datetime,
    working_days: int,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    zone: ZoneInfo = ALMATY,
) -> Term:
    """The term of what was `received` (an aware moment). Overlapping pauses count once.

    Raises ValueError for a moment without a zone or a negative length.
    """
    if received.tzinfo is None:
        raise ValueError("the moment of receipt needs a time zone")
    if working_days < 0:
        raise ValueError("a term cannot be negative")
    received_on = received.astimezone(zone).date()
    starts_on = calendar.next_working(received_on)
    total = working_days + sum(extension.working_days for extension in extensions)
    days = _receipt(received_on, starts_on, calendar) + _count(starts_on, total, calendar, pauses)
    stands = days[-1].why == "paused"
    return Term(
        received_on=received_on,
        starts_on=starts_on,
        due_on=None if stands else days[-1].date,
        working_days=total,
        days=tuple(days),
        pauses=tuple(sorted(pauses, key=lambda pause: pause.start)),
        extensions=tuple(extensions),
        zone=zone,
        calendar=calendar,
    )


def _receipt(received_on: date, starts_on: date, calendar: WorkingCalendar) -> list[Day]:
    """The days off on which it came, if any, and day 0."""
    waited = [received_on + _ONE_DAY * n for n in range((starts_on - received_on).days)]
    idle = [Day(day, False, None, calendar.why(day), calendar.names(day)) for day in waited]
    return [*idle, Day(starts_on, False, 0, "receipt")]


def _count(start: date, total: int, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> list[Day]:
    """Days after `start` until `total` have counted or an open pause begins."""
    days: list[Day] = []
    day, number = start, 0
    while number < total:
        day += _ONE_DAY
        pause = _longest_pause(day, pauses)
        if pause:
            days.append(Day(day, False, None, "paused"))
            if pause.end is None:
                break
            continue
        working = calendar.is_working(day)
        number += working
        days.append(Day(day, working, number if working else None, calendar.why(day), calendar.names(day)))
    return days


def _longest_pause(day: date, pauses: Sequence[Pause]) -> Pause | None:
    covering = [pause for pause in pauses if pause.covers(day)]
    return max(covering, key=lambda pause: pause.end or date.max, default=None)


# ---- Words -----------------------------------------------------------------------------------------------


def _sentences(term: Term, language: str) -> Iterable[str]:
    yield _rule(term)
    yield _received(term, language)
    yield from (_extended(extension) for extension in term.extensions)
    yield from (_paused(pause, term) for pause in term.pauses if _touches(pause, term))
    yield from _counted(term)
    yield from _not_counted(term, language)
    yield _last_day(term)
    if term.is_provisional:
        yield _("Days off are known only up to %(date)s; the last day may still move.") % {
            "date": _words(term.calendar.known_until)
        }


def _words(day: date) -> str:
    month = str(MONTHS_ALT[day.month])
    month = month if (get_language() or "en").startswith("en") else month.lower()
    return pgettext("date", "%(day)d %(month)s %(year)d") % {"day": day.day, "month": month, "year": day.year}


def _days(number: int) -> str:
    return ngettext("%(number)d working day", "%(number)d working days", number) % {"number": number}


def _rule(term: Term) -> str:
    own = term.working_days - sum(extension.working_days for extension in term.extensions)
    return _("Rule: %(days)s; the day of receipt is not counted.") % {"days": _days(own)}


def _received(term: Term, language: str) -> str:
    values = {"received": _words(term.received_on), "starts": _words(term.starts_on)}
    if term.received_on == term.starts_on:
        return _("Received: %(received)s, a working day.") % values
    values["name"] = localised(term.days[0].name, language).text or _("a day off")
    return _("Received: %(received)s (%(name)s), so counted as received on the next working day: %(starts)s.") % values


def _extended(extension: Extension) -> str:
    said = "; ".join(text for text in (extension.reason, extension.legal_ground) if text)
    if not said:
        return _("Extended: %(days)s.") % {"days": _days(extension.working_days)}
    return _("Extended: %(days)s. Ground: %(ground)s") % {
        "days": _days(extension.working_days),
        "ground": said,
    }


def _touches(pause: Pause, term: Term) -> bool:
    return any(day.why == "paused" and pause.covers(day.date) for day in term.days)


def _paused(pause: Pause, term: Term) -> str:
    if pause.end is None:
        words = _("Paused: since %(start)s.") % {"start": _words(pause.start)}
    else:
        first = max(pause.start, term.starts_on + _ONE_DAY)
        number = term.calendar.working_days_between(first - _ONE_DAY, pause.end - _ONE_DAY)
        words = _("Paused: since %(start)s, running again since %(end)s, %(days)s not counted.") % {
            "start": _words(pause.start),
            "end": _words(pause.end),
            "days": _days(number),
        }
    return words + (" " + _("Reason: %(reason)s") % {"reason": pause.reason} if pause.reason else "")


def _counted(term: Term) -> Iterable[str]:
    if not term.counted:
        return
    yield _("Counted: %(days)s, %(first)s – %(last)s.") % {
        "days": _days(len(term.counted)),
        "first": _words(term.counted[0]),
        "last": _words(term.counted[-1]),
    }
    moved = [_words(day.date) for day in term.days if day.why == "moved_working"]
    if moved:
        yield _("Counted although a weekend, made working days: %(list)s.") % {"list": "; ".join(moved)}


def _not_counted(term: Term, language: str) -> Iterable[str]:
    after = term.days[bisect_left([day.date for day in term.days], term.starts_on) :]
    weekends = sum(day.why == "weekend" for day in after)
    groups = [_("Saturdays and Sundays: %(number)d") % {"number": weekends}] if weekends else []
    for day in after:
        if day.why == "holiday":
            name = localised(day.name, language).text or _("a day off")
            groups.append(f"{_words(day.date)}, {name}")
    if groups:
        yield _("Not counted: %(list)s.") % {"list": "; ".join(groups)}


def _last_day(term: Term) -> str:
    if term.due_on is None:
        left = term.working_days - len(term.counted)
        return _("The last day is not set while the term is paused; left: %(days)s.") % {"days": _days(left)}
    return _("Last day: %(date)s, until the end of the day.") % {"date": _words(term.due_on)}
