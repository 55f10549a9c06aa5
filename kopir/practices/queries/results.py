"""What came of matters: whether an author confirmed that they were solved, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kopir.interactions.models import AuthorWord, Matter, Outcome
from kopir.interactions.words import OutcomeKind, Word


@dataclass(frozen=True, slots=True)
class Result:
    """`confirmed`: solved in whole or in part, and an author said so. `days`: calendar days from receipt to the outcome."""

    confirmed: bool
    days: int
    kind: int | None
    sector: int | None


COLUMNS = ("matter_id", "pk", "kind", "at", "matter__received_at", "matter__kind_id", "matter__sector_id")


def results(matters: Collection[int] | QuerySet[Matter]) -> dict[int, Result]:
    """By matter: its last outcome once an author has spoken of it, or silence was recorded. Two queries, of a few columns."""
    outcomes = Outcome.objects.filter(matter__in=matters).order_by("round").values_list(*COLUMNS)
    last: dict[int, tuple[Any, ...]] = {row[0]: row[1:] for row in outcomes}
    words: dict[int, set[str]] = defaultdict(set)
    said = AuthorWord.objects.filter(outcome__matter__in=matters).values_list("outcome_id", "word")
    for outcome_id, word in said:
        words[outcome_id].add(word)
    return {matter: _result(*row[1:], words=words[row[0]]) for matter, row in last.items() if words[row[0]]}


def _result(
    outcome: str, at: datetime, received_at: datetime | None, kind: int | None, sector: int | None, words: set[str]
) -> Result:
    """Where several authors spoke, one contest is enough for "not confirmed"."""
    solved = outcome in (OutcomeKind.SOLVED, OutcomeKind.PARTLY)
    confirmed = solved and Word.CONFIRMED in words and Word.CONTESTED not in words
    return Result(confirmed, (at - received_at).days if received_at else 0, kind, sector)
