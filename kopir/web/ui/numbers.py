"""Numbers as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

_MARKS = {"en": (",", ".")}
_USUAL = ("\N{NO-BREAK SPACE}", ",")


def say_number(value: object) -> str:
    """`23 335` and `4,5` in Kazakh and Russian, `23,335` and `4.5` in English; words pass unchanged."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    group, point = _marks()
    return f"{value:,}".translate({ord(","): group, ord("."): point})


def thousands() -> str:
    """What stands between thousands, for numbers that a page counts itself."""
    return _marks()[0]


def _marks() -> tuple[str, str]:
    return _MARKS.get((get_language() or "kk")[:2], _USUAL)


def share(value: float, largest: float) -> str:
    """Part of the largest as a percentage for a width attribute; something above zero stays visible."""
    if largest <= 0 or value <= 0:
        return "0%"
    return f"{max(1.0, min(100.0, 100 * value / largest)):.1f}%"
