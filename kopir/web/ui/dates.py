"""Dates in words, in the reader's language, always by the clock of Kazakhstan."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.timezone import is_aware
from django.utils.translation import get_language

CLOCK = ZoneInfo("Asia/Almaty")  # one zone for the whole country since 1 March 2024

_MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
_PATTERNS = {"kk": "{year} ж. {day} {month}", "ru": "{day} {month} {year} г.", "en": "{day} {month} {year}"}


def local(moment: date) -> date:
    """A moment as the clock on the wall shows it; a plain day stays what it is."""
    return moment.astimezone(CLOCK) if isinstance(moment, datetime) and is_aware(moment) else moment


def say_day(moment: date, language: str | None = None) -> str:
    """`2026 ж. 23 қараша`, `23 ноября 2026 г.`, `23 November 2026`."""
    code = (language or get_language() or "kk")[:2]
    day = local(moment)
    months = _MONTHS.get(code, _MONTHS["en"]).split()
    words = _PATTERNS.get(code, _PATTERNS["en"]).format(year=day.year, month=months[day.month - 1], day=day.day)
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def say_moment(moment: date, language: str | None = None) -> str:
    """The day and, if the moment has one, the hour: `23 November 2026, 14:05`."""
    hour = f", {local(moment):%H:%M}" if isinstance(moment, datetime) else ""
    return say_day(moment, language) + hour
