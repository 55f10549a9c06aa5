"""A share and a median of few with their uncertainty, and the guard that keeps small numbers from looking exact."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from statistics import median

SMALLEST = 5
"""Fewer known results than this give counts, never a percentage."""
CONFIDENCE = 0.95
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


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of `values`. `low` and `high`: the nearest two of the values between which the median of all such cases lies
    with 95 % confidence, whatever their distribution; of five values, the smallest and the largest (94 %). Whole numbers."""

    values: tuple[float, ...] = ()

    @property
    def is_shown(self) -> bool:
        return len(self.values) >= SMALLEST

    @property
    def middle(self) -> int:
        return round(median(self.values)) if self.values else 0

    @property
    def low(self) -> int:
        return round(sorted(self.values)[outer(len(self.values))]) if self.values else 0

    @property
    def high(self) -> int:
        return round(sorted(self.values, reverse=True)[outer(len(self.values))]) if self.values else 0


def outer(number: int) -> int:
    """How many values may be left out at each end: the chance that so few lie below the true median is that of coins."""
    chance, left = 0.0, 0
    while left < number // 2:
        chance += comb(number, left) / 2**number
        if chance > (1 - CONFIDENCE) / 2:
            break
        left += 1
    return max(left - 1, 0)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Lower and upper end, between 0 and 1; nothing known gives the whole range."""
    if whole == 0:
        return 0.0, 1.0
    found, square = part / whole, Z * Z
    middle = (found + square / (2 * whole)) / (1 + square / whole)
    half = Z * sqrt(found * (1 - found) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)
