"""What happens to a published card: doubt, renewal, withdrawal."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.practices import rules, telling
from kopir.practices.acts.grounds import look_again
from kopir.practices.flow import CARD
from kopir.practices.models import Card
from kopir.practices.words import CardState, Doubt

YEAR = timedelta(days=365)


def next_year() -> date:
    return timezone.localdate() + YEAR


def _demand_reason(reason: str) -> None:
    if len(reason.strip()) < 3:
        raise Refused("no_reason", _("Say why, in a sentence."), field="reason")


def contest(card: Card, *, by: Actor, reason: str) -> Card:
    """The reason stands in public; the card stays readable, marked, until its owner renews or withdraws it."""
    with act(rules.may_contest, by=by, subject=card, reason=reason):
        _demand_reason(reason)
        CARD.move(card, "doubt")
        card.doubt = Doubt.CONTESTED
        card.save()
        telling.tell_doubted(card)
    return card


def fall_due(*, by: Actor = SYSTEM) -> int:
    """Cards whose review date has passed."""
    rows = Card.objects.filter(state=CardState.PUBLISHED, review_on__lt=timezone.localdate()).select_related("owner")
    found = list(rows.prefetch_related("texts"))
    for card in found:
        with act(rules.may_fall_due, by=by, subject=card):
            CARD.move(card, "doubt")
            card.doubt = Doubt.DATE_PASSED
            card.save()
            telling.tell_doubted(card)
    return len(found)


def renew(card: Card, *, by: Actor, review_on: date | None = None, reason: str = "") -> Card:
    """The owner has looked through it and it still holds. After a contest, and when the law has changed, it says why."""
    with act(rules.may_renew, by=by, subject=card, reason=reason) as entry:
        if card.doubt in (Doubt.CONTESTED, Doubt.LAW_CHANGED):
            _demand_reason(reason)
        day = review_on or next_year()
        if day <= timezone.localdate():
            raise Refused("past", _("The review date must lie ahead."), field="review_on")
        CARD.move(card, "renew")
        card.doubt, card.review_on = "", day
        card.save()
        look_again(card.grounds.all())
        entry.fact(due=day)
    return card


def withdraw(card: Card, *, by: Actor, reason: str) -> Card:
    """Its address stays and says why it was withdrawn."""
    with act(rules.may_withdraw, by=by, subject=card, reason=reason):
        _demand_reason(reason)
        CARD.move(card, "withdraw")
        card.doubt, card.withdrawn_because = "", reason.strip()[:2000]
        card.save()
    return card
