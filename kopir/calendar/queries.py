"""Reads of the working calendar. All of them are public."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Literal, cast

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from kopir.base.terms import DayRule, WorkingCalendar
from kopir.base.tongue import LANGUAGES
from kopir.calendar.models import CalendarDay


def working_calendar() -> WorkingCalendar:
    """The calendar as it stands now. It is built once for each state of the table; asking for the state is one query."""
    state = CalendarDay.objects.aggregate(Max("changed_at"), Max("pk"), Count("pk"))
    return _calendar(tuple(state.values()))


@lru_cache(maxsize=4)
def _calendar(state: tuple[Any, ...]) -> WorkingCalendar:
    rules = [_rule(day) for day in CalendarDay.objects.all()]
    last = max((rule.date.year for rule in rules), default=timezone.localdate().year - 1)
    return WorkingCalendar(rules, known_until=date(last, 12, 31))


def _rule(day: CalendarDay) -> DayRule:
    names = {language: getattr(day, f"name_{language}") for language in LANGUAGES}
    return DayRule(day.date, cast(Literal["holiday", "working"], str(day.kind)), names, day.source)


def working_days_from_now(n: int) -> date:
    """The n-th working day after today."""
    return working_calendar().add_working_days(timezone.localdate(), n)


def days_of(year: int) -> QuerySet[CalendarDay]:
    """The days of a year that differ from the week, in order."""
    return CalendarDay.objects.filter(date__year=year)


def day_for(day: date) -> CalendarDay | None:
    """What is set for the date, if anything."""
    return CalendarDay.objects.filter(date=day).first()
