"""What a round came to. The matter repeats the last outcome and word, for what is counted: nobody else writes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from kopir.interactions.models import AuthorWord, Matter, Outcome
from kopir.interactions.words import OutcomeKind, Word

TENTH_OF_A_DAY = timedelta(days=1) / 10


def declare(matter: Matter, kind: OutcomeKind, statement: str = "", **more: Any) -> Outcome:
    """The outcome of the matter's round. The caller saves the matter."""
    values = {"language": matter.language} | more
    outcome = Outcome.objects.create(matter=matter, round=matter.round, kind=kind, statement=statement, **values)
    matter.outcome, matter.word = outcome.kind, None
    if matter.round == 1 and outcome.post is not None:
        matter.first_answered_at = outcome.at
        matter.answered_in = answered_in(matter.received_at, outcome.at)
    return outcome


def answered_in(received_at: datetime | None, answered_at: datetime) -> int | None:
    """Tenths of days; nothing for a matter that was never received."""
    return round((answered_at - received_at) / TENTH_OF_A_DAY) if received_at else None


def keep_word(outcome: Outcome, organisation_id: int | None, word: Word, text: str = "") -> AuthorWord:
    """What an author says of an outcome. The matter stays to be saved by the caller, if more of it changes."""
    matter = outcome.matter
    if organisation_id == matter.author_id:
        matter.word = word
        matter.save(update_fields=["word"])
    return AuthorWord.objects.create(outcome=outcome, organisation_id=organisation_id, word=word, text=text)
