"""What a matter repeats of its outcomes and words, against the rows themselves."""

from __future__ import annotations

from typing import Any

from kopir.interactions.models import Matter


def not_as_the_rows() -> list[tuple[Any, ...]]:
    """(number, what the matter says, what the rows say) of each matter that differs."""
    matters = Matter.objects.prefetch_related("outcomes__words").order_by("pk")
    return [(row.number, said, rows) for row in matters if (said := _said(row)) != (rows := _of_rows(row))]


def _said(matter: Matter) -> tuple[Any, ...]:
    return matter.outcome, matter.word, matter.first_answered_at, matter.answered_in


def _of_rows(matter: Matter) -> tuple[Any, ...]:
    rounds = {one.round: one for one in matter.outcomes.all()}
    last, first = rounds.get(matter.round), rounds.get(1)
    words = {one.organisation_id: one.word for one in last.words.all()} if last else {}
    answered = first.at if first is not None and first.post_id else None
    tenths = answered and matter.received_at and round((answered - matter.received_at).total_seconds() / 8640)
    return last.kind if last else None, words.get(matter.author_id), answered, tenths
