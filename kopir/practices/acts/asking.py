"""A question to the pioneer, an invitation to a visit, and the answer."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.journal.acts import act
from kopir.practices import rules, telling
from kopir.practices.models import Ask, Card
from kopir.practices.words import AskKind


def ask_pioneer(
    card: Card,
    *,
    by: Actor,
    text: str,
    language: str,
    kind: AskKind = AskKind.QUESTION,
    wished_on: date | None = None,
) -> Ask:
    ask = Ask(card=card, kind=kind, language=language, person_id=by.person_id, wished_on=wished_on)
    with act(rules.may_ask_pioneer, by=by, subject=card) as entry:
        ask.text = _demand_words(text, "text")
        if wished_on is not None and wished_on < timezone.localdate():
            raise Refused("past", _("The day has passed."), field="wished_on")
        ask.post_id = by.post_id if by.is_official else None
        ask.organisation_id = by.organisation_id if by.is_member else None
        ask.save()
        entry.also(ask)
        telling.tell_asked(ask)
    return ask


def _demand_words(text: str, field: str) -> str:
    cleaned = kept_words(text, 4000)
    if len(cleaned) < 3:
        raise Refused("no_words", _("Write a sentence."), field=field)
    return cleaned


def answer_ask(ask: Ask, *, by: Actor, answer: str) -> Ask:
    with act(rules.may_answer_ask, by=by, subject=ask, parent=ask.card):
        ask.answer, ask.answered_at = _demand_words(answer, "answer"), timezone.now()
        ask.save()
        telling.tell_answered(ask)
    return ask
