"""A letter that was given up, or of which nobody knows whether it went, is sent again by a person's decision only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.notices import rules
from kopir.notices.models import Letter
from kopir.notices.words import DeliveryState


def resend(letter: Letter, *, by: Actor) -> Letter:
    """Put it among the waiting ones with all its attempts. It keeps its Message-ID, so a second copy is known as such."""
    with act(rules.may_resend, by=by, subject=letter, parent=letter.notice):
        letter.state, letter.attempts, letter.problem = DeliveryState.WAITING, 0, ""
        letter.next_at = timezone.now()
        letter.save()
    return letter


def resend_all(letters: Iterable[Letter], *, by: Actor) -> int:
    """One act a letter; answers how many. Who sent one of them again in the meantime does not matter."""
    count = 0
    for letter in letters:
        try:
            resend(letter, by=by)
        except Refused as refusal:
            if refusal.code != "not_now":
                raise
        else:
            count += 1
    return count
