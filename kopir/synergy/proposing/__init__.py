"""Which matters may be worked on together: each module knows one reason and answers with candidates.

A further reason is one more function in `REASONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kopir.synergy.proposing.candidates import Candidate, Described, described
from kopir.synergy.proposing.offers import needs_and_offers
from kopir.synergy.proposing.people import same_people
from kopir.synergy.proposing.practices import one_practice

REASONS: tuple[Callable[[Sequence[Described]], list[Candidate]], ...] = (same_people, needs_and_offers, one_practice)

__all__ = ["REASONS", "Candidate", "candidates", "described"]


def candidates() -> list[Candidate]:
    """All groups that could be proposed now, the most telling first."""
    matters = described()
    found = [one for reason in REASONS for one in reason(matters)]
    return sorted(found, key=lambda one: (-one.weight, one.key))
