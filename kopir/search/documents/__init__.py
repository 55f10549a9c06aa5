"""From the rows of the other rooms to documents of the search. Each maker takes keys and answers what is to be found of them;
a key for which nothing comes back is not to be found (a draft, a merged organisation) and leaves the index.

How a further kind is registered stands in findable.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kopir.search.documents import bodies, effects, law, matters, places, practices  # noqa: F401 — each registers its kinds
from kopir.search.documents.findable import REGISTERED
from kopir.search.documents.made import LONGEST_TEXT, Made, in_small_letters, joined
from kopir.search.words import Kind

__all__ = ["LONGEST_TEXT", "REGISTERED", "Made", "in_small_letters", "joined", "keys_of", "make", "those_of"]


def make(kind: Kind, keys: Sequence[str]) -> list[Made]:
    """What is to be found of these rows, in no order. A few queries, however many keys."""
    return list(REGISTERED[kind].make(keys))


def keys_of(kind: Kind, after: str, most: int) -> list[str]:
    """Keys of the next rows behind `after` that are to be found, in the order of the table; "" begins."""
    rows = REGISTERED[kind].rows().order_by("pk")
    rows = rows.filter(pk__gt=after) if after else rows
    return [str(key) for key in rows.values_list("pk", flat=True)[:most]]


def those_of(kind: Kind, keys: Collection[str]) -> set[str]:
    """Which of these keys are to be found."""
    return {str(key) for key in REGISTERED[kind].rows().filter(pk__in=keys).values_list("pk", flat=True)}
