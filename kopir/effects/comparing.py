"""Honest comparison as arithmetic: how large a difference is, how sure it is, and when nothing can be said. Reads no database.

Intervals hold with 95 percent certainty. Where the numbers do not allow one there is none, and the reason is a word for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import mean, stdev

CONFIDENCE = 0.95
FEWEST_PLACES = 3
"""Fewer places than this give no interval."""


class NoInterval(StrEnum):
    """Why there is none."""

    COUNTED = "counted"
    """A full count is no sample."""
    NO_WHOLE = "no_whole"
    """Of how many is not known."""
    NO_SPREAD = "no_spread"
    """How far single values lie apart is not known."""
    FEW = "few"
    """Too few places."""


@dataclass(frozen=True, slots=True)
class Difference:
    """After less before, or here less elsewhere. `low` and `high` are the ends of the interval, or both None with `why_none`."""

    value: float
    low: float | None = None
    high: float | None = None
    why_none: NoInterval | None = None

    @property
    def may_be_chance(self) -> bool:
        """Nothing lies within the interval too."""
        return self.low is not None and self.high is not None and self.low <= 0 <= self.high


def shares(part: int, whole: int, later_part: int, later_whole: int) -> Difference:
    """Two shares of different people, in percentage points. The interval of the difference is made of the two Wilson intervals
    (Newcombe 1998, method 10)."""
    before, after = part / whole, later_part / later_whole
    low, high = _wilson(part, whole)
    later_low, later_high = _wilson(later_part, later_whole)
    value = after - before
    down = sqrt((after - later_low) ** 2 + (high - before) ** 2)
    up = sqrt((later_high - after) ** 2 + (before - low) ** 2)
    return Difference(100 * value, 100 * (value - down), 100 * (value + up))


def _wilson(part: int, whole: int) -> tuple[float, float]:
    from scipy.stats import binomtest  # heavy, and needed only for a comparison

    found = binomtest(part, whole).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def against_places(change: float, others: Sequence[float]) -> Difference:
    """How much more one place changed than others did: its change less their mean. The interval is that of one more place of the
    same kind (Student's t with the spread of the others), so one place among few that differ widely proves nothing."""
    value = change - mean(others)
    if len(others) < FEWEST_PLACES:
        return Difference(value, why_none=NoInterval.FEW)
    half = _t(len(others) - 1) * stdev(others) * sqrt(1 + 1 / len(others))
    return Difference(value, value - half, value + half)


def _t(freedom: int) -> float:
    from scipy.stats import t  # heavy, and needed only for a comparison

    return float(t.ppf((1 + CONFIDENCE) / 2, freedom))


__all__ = ["CONFIDENCE", "FEWEST_PLACES", "Difference", "NoInterval", "against_places", "shares"]
