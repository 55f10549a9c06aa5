"""Holidays that every installation begins with: dates from the `holidays` package, put right by the law.

- Constitution Day: no longer on 30 August from 2026; on 15 March from 2027 (new Constitution, referendum of 15 March 2026).
- A holiday on a weekend makes the next working day a day off (Labour Code, Art 84 and 85), but not 7 January and Kurban Ait.
- Kurban Ait of years ahead is an estimate by the moon, and transfers are decided by the Government each year, so
  an estimate is marked as a draft and everything can be edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.calendar import rules
from kopir.calendar.models import CalendarDay
from kopir.calendar.words import DayKind
from kopir.journal.acts import act

YEARS_AHEAD = 2
SOURCE = "Закон РК от 13.12.2001 № 267-II «О праздниках»; ТК РК, ст. 84, 85"
ESTIMATE = "Құрбан айт: есептелген күн, ресми шешіммен нақтыланады / расчётная дата, уточняется решением / estimated date"
NEXT_CONSTITUTION_DAY = (3, 15)
DECIDED = {date(2026, 5, 27)}  # days of Kurban Ait that the package calls estimated and that were announced since

_NAMES = {
    "New Year's Day": ("Жаңа жыл", "Новый год"),
    "Orthodox Christmas": ("Православиелік Рождество", "Православное Рождество"),
    "International Women's Day": ("Халықаралық әйелдер күні", "Международный женский день"),
    "Nowruz Holiday": ("Наурыз мейрамы", "Наурыз мейрамы"),
    "Kazakhstan's People Solidarity Holiday": (
        "Қазақстан халқының бірлігі мерекесі",
        "Праздник единства народа Казахстана",
    ),
    "Defender of the Fatherland Day": ("Отан қорғаушы күні", "День защитника Отечества"),
    "Victory Day": ("Жеңіс күні", "День Победы"),
    "Capital Day": ("Астана күні", "День столицы"),
    "Constitution Day": ("Қазақстан Республикасының Конституциясы күні", "День Конституции Республики Казахстан"),
    "Republic Day": ("Республика күні", "День Республики"),
    "Independence Day": ("Тәуелсіздік күні", "День независимости"),
    "Eid al-Adha": ("Құрбан айттың бірінші күні", "Первый день Курбан айта"),
}
_MOVED = (" (демалыс ауыстырылды)", " (перенос выходного)", " (day off moved)")
_WORKED = ("Ауыстырылған жұмыс күні", "Рабочий день в порядке переноса", "Working day in exchange for a day off")
_EXCHANGED = ("Ауыстырылған демалыс күні", "Выходной день в порядке переноса", "Day off in exchange for a working day")


def load_reference(*, by: Actor) -> int:
    """Add the days of last year, this one and two ahead; how many were added.

    A year that has any day already is left alone: an administrator may have put it right.
    """
    this = timezone.localdate().year
    with transaction.atomic():
        known = set(CalendarDay.objects.values_list("date__year", flat=True))
        years = [year for year in range(this - 1, this + YEARS_AHEAD + 1) if year not in known]
        return sum(_add(year, by) for year in years)


def _add(year: int, by: Actor) -> int:
    """One entry a year; its subject is 1 January."""
    first, *others = days_of(year)
    with act(rules.may_load, by=by, subject=first) as entry:
        first.save()
        CalendarDay.objects.bulk_create(others)
        entry.fact(year=year, days=1 + len(others))
    return 1 + len(others)


def days_of(year: int) -> Iterator[CalendarDay]:
    """The days of one year that differ from the week, not saved, in order."""
    import holidays  # heavy, and needed once in an installation

    found = holidays.country_holidays("KZ", years=year, language="en_US")
    named = {day: name for day, name in found.items() if day.year == year and not _is_old_constitution_day(day, name)}
    if year >= 2027:
        _add_constitution_day(named)
    for day, name in sorted(named.items()):
        yield _day_off(day, name)
    worked = getattr(found, "weekend_workdays", ())
    yield from (_row(day, DayKind.WORKING, _WORKED) for day in sorted(worked) if day.year == year)


def _is_old_constitution_day(day: date, name: str) -> bool:
    return day.year >= 2026 and name.startswith("Constitution Day") and day.month in (8, 9)


def _add_constitution_day(named: dict[date, str]) -> None:
    """For versions of the package that do not know it; with its day off moved from a weekend."""
    day = date(min(named).year, *NEXT_CONSTITUTION_DAY)
    if day in named:
        return
    named[day] = "Constitution Day"
    if day.weekday() > 4:
        named[_next_working(day, named)] = "Constitution Day (observed)"


def _next_working(day: date, off: Iterable[date]) -> date:
    while day.weekday() > 4 or day in off:
        day += timedelta(days=1)
    return day


def _day_off(day: date, name: str) -> CalendarDay:
    if name.startswith("Day off"):
        return _row(day, DayKind.HOLIDAY, _EXCHANGED)
    plain, _, mark = name.partition(" (")
    kk, ru = _NAMES.get(plain, (plain, plain))
    english = "Kurban Ait" if plain == "Eid al-Adha" else plain
    words = (kk, ru, english)
    if mark.startswith("observed"):
        words = (kk + _MOVED[0], ru + _MOVED[1], english + _MOVED[2])
    return _row(day, DayKind.HOLIDAY, words, is_estimate=mark.startswith("estimated") and day not in DECIDED)


def _row(day: date, kind: str, words: tuple[str, str, str], *, is_estimate: bool = False) -> CalendarDay:
    """`words` in the order kk, ru, en."""
    row = CalendarDay(date=day, kind=kind, source=ESTIMATE if is_estimate else SOURCE, is_draft=is_estimate)
    for language, name in zip(LANGUAGES, words, strict=True):
        setattr(row, f"name_{language}", name)
    return row
