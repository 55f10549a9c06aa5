"""Numbers and periods as people write them, and what a value of each kind must be."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.effects.adding import POOLS, divided
from kopir.effects.sheets import Wrong
from kopir.effects.words import Kind
from kopir.notices.texts import say_day

FOUR = Decimal("0.0001")
LARGEST = Decimal(10) ** 15
NEAR = Decimal("0.06")
"""A share or mean that was typed may be rounded to one digit."""
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


# ---- Numbers -------------------------------------------------------------------------------------------------------


def number(text: str, column: str) -> Decimal | None:
    """`1 234,5` and `1234.5`; empty is None. Raises Wrong."""
    plain = _SPACES.sub("", text).replace(",", ".").removesuffix("%")
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise Wrong(column, _("This is not a number: “%(text)s”.") % {"text": text[:40]}) from None
    if not found.is_finite() or abs(found) >= LARGEST:
        raise Wrong(column, _("This number is too large."))
    return found.quantize(FOUR)


def whole_number(text: str, column: str) -> int | None:
    found = number(text, column)
    if found is None:
        return None
    if found != found.to_integral_value() or found < 0:
        raise Wrong(column, _("This must be a whole number, not less than nothing."))
    return int(found)


@dataclass(frozen=True, slots=True)
class Numbers:
    value: Decimal
    part: Decimal | None = None
    whole: Decimal | None = None


def checked(kind: str, value: Decimal | None, part: Decimal | None, whole: Decimal | None) -> Numbers:
    """What a value of this kind must be; a share and a mean follow from part and whole. Raises Wrong."""
    if kind in POOLS:
        return _pooled(kind, value, part, whole)
    if value is None:
        raise Wrong("value", _("Give the value."))
    if kind == Kind.PEOPLE and (value < 0 or value != value.to_integral_value()):
        raise Wrong("value", _("People are counted in whole numbers."))
    if kind == Kind.YES_NO and value not in (0, 1):
        raise Wrong("value", _("Write 1 for yes and 0 for no."))
    return Numbers(value)


def _pooled(kind: str, value: Decimal | None, part: Decimal | None, whole: Decimal | None) -> Numbers:
    if part is None and whole is None:
        if value is None:
            raise Wrong("part", _("Give the part and the whole; the value follows from them."))
        if kind == Kind.SHARE and not 0 <= value <= 100:
            raise Wrong("value", _("A share lies between 0 and 100 percent."))
        return Numbers(value)
    if part is None:
        raise Wrong("part", _("Give the part and the whole; the value follows from them."))
    if whole is None or whole <= 0:
        raise Wrong("whole", _("Say of how many: at least one."))
    if kind == Kind.SHARE and not 0 <= part <= whole:
        raise Wrong("part", _("The part cannot be larger than the whole."))
    found = divided(part, whole, kind).quantize(FOUR)
    if value is not None and abs(value - found) > max(NEAR, abs(found) / 1000):
        words = _("%(value)s does not follow from the part and the whole, which give %(found)s.")
        raise Wrong("value", words % {"value": amount(value), "found": amount(found)})
    return Numbers(found, part, whole)


def amount(value: Decimal | int | None, digits: int = 2) -> str:
    """As people read it in their language: no needless zeros."""
    if value is None:
        return "–"
    rounded = round(Decimal(value), digits)
    plain = rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
    decimals = max(-int(plain.as_tuple().exponent), 0)
    return number_format(plain, decimal_pos=decimals, use_l10n=True, force_grouping=True)


# ---- Periods -------------------------------------------------------------------------------------------------------


def period(text: str, column: str = "period") -> tuple[date, date]:
    """`2026`, `2026-Q2`, `2026-05`, `2026-05-14` or `2026-05-14/2026-06-30`. Raises Wrong."""
    plain = text.strip().upper()
    try:
        since, slash, until = plain.partition("/")
        if slash:
            return _in_order(date.fromisoformat(since.strip()), date.fromisoformat(until.strip()), column)
        if match := _QUARTER.fullmatch(plain):
            year, last = int(match[1]), int(match[2]) * 3
            return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
        if match := _MONTH.fullmatch(plain):
            year, month = int(match[1]), int(match[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        if _DAY.fullmatch(plain):
            return date.fromisoformat(plain), date.fromisoformat(plain)
        if re.fullmatch(r"\d{4}", plain):
            return date(int(plain), 1, 1), date(int(plain), 12, 31)
    except ValueError:
        pass
    said = _("This is not a period: “%(text)s”. Write 2026, 2026-Q2, 2026-05 or 2026-05-14/2026-06-30.")
    raise Wrong(column, said % {"text": text[:40]})


def _in_order(since: date, until: date, column: str) -> tuple[date, date]:
    if until < since:
        raise Wrong(column, _("The period ends before it begins."))
    return since, until


def period_code(since: date, until: date) -> str:
    """What `period` reads."""
    for text in (str(since.year), f"{since.year}-Q{(since.month + 2) // 3}", f"{since:%Y-%m}", since.isoformat()):
        if period(text) == (since, until):
            return text
    return f"{since}/{until}"


def period_name(since: date, until: date) -> str:
    """In words: “2026”, “2nd quarter of 2026”, “May 2026”, or both days."""
    code = period_code(since, until)
    if "/" in code:
        return f"{_day(since)} – {_day(until)}"
    if "Q" in code:
        return _("quarter %(quarter)s of %(year)s") % {"quarter": code[-1], "year": since.year}
    if _MONTH.fullmatch(code):
        return date_format(since, "YEAR_MONTH_FORMAT")
    return code if len(code) == 4 else _day(since)


def _day(day: date) -> str:
    return say_day(day.isoformat(), get_language() or "kk")


__all__ = ["Numbers", "amount", "checked", "number", "period", "period_code", "period_name", "whole_number"]
