"""Conditions that the rules of effects share: the two parties of a card, and who of them wrote it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, when
from kopir.effects.models import Effect
from kopir.effects.words import EffectState, Party


def party_of(by: Actor, effect: Effect) -> Party | None:
    """For which side of the card the actor speaks; None for a stranger."""
    if by.is_official and effect.post_id is not None and by.post_id == effect.post_id:
        return Party.POST
    if by.is_member and effect.organisation_id is not None and by.organisation_id == effect.organisation_id:
        return Party.ORGANISATION
    return None


def is_party(by: Actor, effect: Effect) -> Permit:
    words = _("Only the two parties of the card may do this.")
    return when(party_of(by, effect) is not None, "not_party", words)


def writes(by: Actor, effect: Effect) -> Permit:
    words = _("Only the party that wrote the card may do this.")
    return when(party_of(by, effect) == effect.begun_by, "not_writer", words)


def is_other(by: Actor, effect: Effect) -> Permit:
    """The party that did not write it: it judges, accepts and returns."""
    party = party_of(by, effect)
    words = _("Only the other party of the card may do this: nobody judges what is their own.")
    return when(party is not None and party != effect.begun_by, "not_other", words)


def in_draft(effect: Effect) -> Permit:
    return when(effect.state == EffectState.DRAFT, "not_now", _("This may be changed only in a draft."))


def published(effect: Effect) -> Permit:
    return when(effect.state == EffectState.PUBLISHED, "not_now", _("The card is not published, or it was withdrawn."))


def alive(effect: Effect) -> Permit:
    """Drafts and published ones."""
    return when(effect.state != EffectState.WITHDRAWN, "not_now", _("The card was withdrawn."))


__all__ = [
    "alive",
    "in_draft",
    "is_other",
    "is_party",
    "party_of",
    "published",
    "writes",
]
