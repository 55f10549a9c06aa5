"""Which matters may be worked on together: each module knows one reason and answers with candidates.

A further reason, such as one practice and three places that ask for it, is one more function in `REASONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kopir.synergy.proposing.candidates import Candidate, Described, described
from kopir.synergy.proposing.offers import needs_and_offers
from kopir.synergy.proposing.people import same_people

REASONS: tuple[Callable[[Sequence[Described]], list[Candidate]], ...] = (same_people, needs_and_offers)

__all__ = ["REASONS", "Candidate", "candidates", "described"]


def candidates() -> list[Candidate]:
    """All groups that could be proposed now, the most telling first."""
    matters = described()
    found = [one for reason in REASONS for one in reason(matters)]
    return sorted(found, key=lambda one: (-one.weight, one.key))
