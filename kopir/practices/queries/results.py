"""What came of matters: whether an author confirmed that they were solved, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

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


def results(matters: Collection[int] | QuerySet[Matter]) -> dict[int, Result]:
    """By matter: its last outcome once an author has spoken of it, or silence was recorded. Two queries."""
    last: dict[int, Outcome] = {}
    for outcome in Outcome.objects.filter(matter__in=matters).select_related("matter").order_by("round"):
        last[outcome.matter_id] = outcome
    words: dict[int, set[str]] = defaultdict(set)
    said = AuthorWord.objects.filter(outcome__matter__in=matters).values_list("outcome_id", "word")
    for outcome_id, word in said:
        words[outcome_id].add(word)
    return {pk: _result(outcome, words[outcome.pk]) for pk, outcome in last.items() if words[outcome.pk]}


def _result(outcome: Outcome, words: set[str]) -> Result:
    """Where several authors spoke, one contest is enough for "not confirmed"."""
    solved = outcome.kind in (OutcomeKind.SOLVED, OutcomeKind.PARTLY)
    confirmed = solved and Word.CONFIRMED in words and Word.CONTESTED not in words
    matter = outcome.matter
    days = (outcome.at - matter.received_at).days if matter.received_at else 0
    return Result(confirmed, days, matter.kind_id, matter.sector_id)
