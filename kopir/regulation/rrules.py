"""Rules of when a duty comes round (RFC 5545): checked when they are entered, said in words wherever they are shown.

Only what falls on whole days and never ends is taken: FREQ (yearly, monthly, weekly), INTERVAL, BYMONTH, BYMONTHDAY, BYDAY.
"""

from __future__ import annotations

from datetime import datetime

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from kopir.base.errors import Refused

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY")
_PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY")
_EXAMPLE = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"
_LONGEST = 200
_FIRST = datetime(2000, 1, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def checked(rule: str) -> str:
    """The rule in capital letters without spaces. Raises Refused that says what is wrong and shows a rule that is right."""
    text = "".join(rule.split()).upper().removeprefix("RRULE:").strip(";")
    parts = parts_of(text)
    _demand(bool(text), _("Write when the duty comes round."))
    _demand(len(text) <= _LONGEST, _("The rule is too long."))
    unknown = [name for name in parts if name not in _PARTS]
    _demand(not unknown, _("%(part)s is not used here.") % {"part": ", ".join(unknown)[:60]})
    frequency = parts.get("FREQ", "")
    _demand(frequency in _FREQUENCIES, _("FREQ must be YEARLY, MONTHLY or WEEKLY."))
    _demand(_names_a_day(parts), _("The rule must name the day: BYMONTHDAY with BYMONTH for a year, or BYDAY."))
    try:
        found = rrulestr(text, dtstart=_FIRST).after(_FIRST, inc=True)
    except (ValueError, KeyError, IndexError, TypeError):
        found = None
    _demand(found is not None, _("The rule cannot be understood, or no day fits it."))
    return text


def parts_of(rule: str) -> dict[str, str]:
    return {name: value for name, _sign, value in (part.partition("=") for part in rule.split(";") if part)}


def _names_a_day(parts: dict[str, str]) -> bool:
    if parts.get("FREQ") == "YEARLY":
        return bool(parts.get("BYMONTH")) and bool(parts.get("BYMONTHDAY") or parts.get("BYDAY"))
    return bool(parts.get("BYMONTHDAY") or parts.get("BYDAY"))


def _demand(holds: bool, reason: str) -> None:
    if not holds:
        step = _("A rule that is right: %(rule)s (every quarter, by the 25th of its last month).") % {"rule": _EXAMPLE}
        raise Refused("wrong_rule", reason, step, field="rrule")


# ---- In words ------------------------------------------------------------------------------------------------------


def in_words(rule: str, language: str) -> str:
    """`every quarter, by the 25th of its last month`; the rule itself when it is of no usual kind."""
    with override(language):
        parts = parts_of(rule)
        interval, months = parts.get("INTERVAL", "1"), _numbers(parts.get("BYMONTH", ""))
        days = _numbers(parts.get("BYMONTHDAY", ""))
        usual = len(days) == 1 and days[0] >= -1 and not parts.get("BYDAY") and interval == "1"
        if usual and parts["FREQ"] == "YEARLY" and months and (days[0] > 0 or _quarter(months)):
            return _in_months(months, days[0])
        if usual and parts["FREQ"] == "MONTHLY" and not months:
            return _every_month(days[0])
        if parts.get("FREQ") == "WEEKLY" and interval == "1" and parts.get("BYDAY", "") in DAYS and not months:
            return _every_week(parts["BYDAY"])
        return _("by the calendar rule %(rule)s") % {"rule": rule}


def _numbers(text: str) -> list[int]:
    return sorted(int(one) for one in text.split(",") if one.lstrip("+-").isdecimal())


def _quarter(months: list[int]) -> int | None:
    """Which month of the quarter, when it is the same one of each."""
    return {"3 6 9 12": 3, "2 5 8 11": 2, "1 4 7 10": 1}.get(" ".join(map(str, months)))


def _in_months(months: list[int], day: int) -> str:
    quarter = _quarter(months)
    if quarter:
        return _quarterly(quarter, day)
    dates = ", ".join(_date(month, day) for month in months)
    if len(months) == 1:
        return _("every year, by %(date)s") % {"date": dates}
    if len(months) == 12:
        return _every_month(day)
    return _("every year, by these days: %(dates)s") % {"dates": dates}


def _quarterly(month: int, day: int) -> str:
    if day == -1:
        words = {
            1: _("every quarter, by the last day of its first month"),
            2: _("every quarter, by the last day of its second month"),
            3: _("every quarter, by its last day"),
        }
        return words[month]
    words = {
        1: _("every quarter, by day %(day)d of its first month"),
        2: _("every quarter, by day %(day)d of its second month"),
        3: _("every quarter, by day %(day)d of its last month"),
    }
    return words[month] % {"day": day}


def _every_month(day: int) -> str:
    return _("every month, by its last day") if day == -1 else _("every month, by day %(day)d") % {"day": day}


def _every_week(day: str) -> str:
    words = {
        "MO": _("every week, by Monday"),
        "TU": _("every week, by Tuesday"),
        "WE": _("every week, by Wednesday"),
        "TH": _("every week, by Thursday"),
        "FR": _("every week, by Friday"),
        "SA": _("every week, by Saturday"),
        "SU": _("every week, by Sunday"),
    }
    return words[day]


def _date(month: int, day: int) -> str:
    months = {
        1: pgettext("by the date", "%(day)s January"), 2: pgettext("by the date", "%(day)s February"),
        3: pgettext("by the date", "%(day)s March"), 4: pgettext("by the date", "%(day)s April"),
        5: pgettext("by the date", "%(day)s May"), 6: pgettext("by the date", "%(day)s June"),
        7: pgettext("by the date", "%(day)s July"), 8: pgettext("by the date", "%(day)s August"),
        9: pgettext("by the date", "%(day)s September"), 10: pgettext("by the date", "%(day)s October"),
        11: pgettext("by the date", "%(day)s November"), 12: pgettext("by the date", "%(day)s December"),
    }  # fmt: skip
    return months[month] % {"day": day}
