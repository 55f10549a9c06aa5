"""Who is told what about effects. Every notice opens the page on which something can be done."""

from kopir.effects.telling.asking import (
    tell_asked,
    tell_differ,
    tell_parties,
)
from kopir.effects.telling.cards import (
    names_of,
    other_side,
    page_of,
    tell_confirmed,
    tell_evaluated,
    tell_expired,
    tell_judged,
    tell_party,
    tell_published,
    tell_tested,
    tell_to_judge,
)

__all__ = [
    "names_of",
    "other_side",
    "page_of",
    "tell_asked",
    "tell_confirmed",
    "tell_differ",
    "tell_evaluated",
    "tell_expired",
    "tell_judged",
    "tell_parties",
    "tell_party",
    "tell_published",
    "tell_tested",
    "tell_to_judge",
]
