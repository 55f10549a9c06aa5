"""A share of few with its uncertainty: the interval after Wilson, and the guard that keeps small numbers from looking exact."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

SMALLEST = 5
"""Fewer known results than this give counts, never a percentage."""
Z = 1.959964
"""Of the normal distribution, for 95 of a hundred."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; `low` and `high` in percent, whole numbers, with 95 % confidence."""

    part: int
    whole: int

    @property
    def is_shown(self) -> bool:
        return self.whole >= SMALLEST

    @property
    def percent(self) -> int:
        return round(100 * self.part / self.whole) if self.whole else 0

    @property
    def low(self) -> int:
        return round(100 * wilson(self.part, self.whole)[0])

    @property
    def high(self) -> int:
        return round(100 * wilson(self.part, self.whole)[1])


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Lower and upper end, between 0 and 1; nothing known gives the whole range."""
    if whole == 0:
        return 0.0, 1.0
    found, square = part / whole, Z * Z
    middle = (found + square / (2 * whole)) / (1 + square / whole)
    half = Z * sqrt(found * (1 - found) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)
