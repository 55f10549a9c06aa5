"""Long lists of rows with names (`kopir.base.fields.Named`): found by words, read page after page in the reader's alphabet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from kopir.base.fold import spellings
from kopir.base.tongue import base_language

MOST_WORDS = 8
MOST_COUNTED = 10_000

Row = TypeVar("Row")
Kept = TypeVar("Kept", bound=Model)


def names_hold(text: str) -> Q:
    """Every word must stand in some name, in one of its spellings."""
    found = Q()
    for word in text.split()[:MOST_WORDS]:
        either = Q()
        for spelling in spellings(word):
            either |= Q(folded__contains=spelling)
        found &= either
    return found


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`after` and `before` are the keys of the neighbouring pages, empty where there is none."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""
    before: str = ""


def page_of(rows: QuerySet[Kept], language: str, *, after: str, before: str, limit: int) -> Page[Kept]:
    """In the order of the reader's alphabet. A key is `<sort key>~<id>`; one that is broken begins from the start."""
    return page_by(f"sort_{base_language(language)}", rows, after=after, before=before, limit=limit)


def page_by(sort: str, rows: QuerySet[Kept], *, after: str, before: str, limit: int) -> Page[Kept]:
    """The same in the order of another column."""
    if before and (passed := _passed(sort, before, back=True)) is not None:
        found = list(rows.filter(passed).order_by(f"-{sort}", "-pk")[: limit + 1])
        more, found = len(found) > limit, found[:limit][::-1]
        return Page(found, _key(found[-1], sort) if found else "", _key(found[0], sort) if more else "")
    passed = _passed(sort, after)
    found = list((rows.filter(passed) if passed is not None else rows).order_by(sort, "pk")[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    begun = _key(found[0], sort) if found and passed is not None else ""
    return Page(found, _key(found[-1], sort) if more else "", begun)


def count_up_to(rows: QuerySet[Kept], limit: int = MOST_COUNTED) -> int:
    """How many rows there are; `limit + 1` stands for more than `limit`: nobody waits until a million are counted."""
    return rows.order_by().values("pk")[: limit + 1].count()


def _key(row: Any, sort: str) -> str:
    return f"{getattr(row, sort)}~{row.pk}"


def _passed(sort: str, key: str, *, back: bool = False) -> Q | None:
    value, _tilde, number = key.rpartition("~")
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    step = "lt" if back else "gt"
    return Q(**{f"{sort}__{step}": value}) | Q(**{sort: value, f"pk__{step}": int(number)})
