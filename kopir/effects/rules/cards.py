"""Who may write, publish and withdraw a card, say what they think of its effect, and give and judge evidence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, acts_for_a_side, is_system, permission, when
from kopir.effects.models import ChainStep, Effect, PieceUse
from kopir.effects.rules.parties import (
    alive,
    in_draft,
    is_party,
    party_of,
    published,
    writes,
)
from kopir.effects.words import Party, Tested


@permission("effects.draft")
def may_draft(by: Actor, subject: object) -> Permit:
    """Whoever holds a post or acts for an organisation."""
    return acts_for_a_side(by)


@permission("effects.write")
def may_write(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, until it is withdrawn; what was published as the plan stays as it is."""
    return writes(by, effect) & alive(effect)


@permission("effects.write_chain")
def may_write_chain(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, while it is a draft."""
    return writes(by, effect) & in_draft(effect)


@permission("effects.test_assumption")
def may_test_assumption(by: Actor, step: ChainStep) -> Permit:
    """Either party, of a step with an assumption that was not tested yet."""
    there = when(step.assumption != "", "no_assumption", _("There is no assumption here."))
    waiting = when(step.tested == Tested.OPEN, "not_now", _("It was tested already."))
    return is_party(by, step.effect) & alive(step.effect) & there & waiting


@permission("effects.count_money")
def may_count_money(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, until it is withdrawn."""
    return writes(by, effect) & alive(effect)


@permission("effects.name_gain")
def may_name_gain(by: Actor, effect: Effect) -> Permit:
    """Either party: what a body gained it knows best itself."""
    return is_party(by, effect) & alive(effect)


@permission("effects.discard")
def may_discard(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, while it is a draft."""
    return writes(by, effect) & in_draft(effect)


@permission("effects.publish")
def may_publish(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, while it is a draft."""
    return writes(by, effect) & in_draft(effect)


@permission("effects.withdraw")
def may_withdraw(by: Actor, effect: Effect) -> Permit:
    """The party that wrote it, and co-ordination."""
    return (ALLOWED if by.oversees and not by.is_system else writes(by, effect)) & published(effect)


@permission("effects.confirm")
def may_confirm(by: Actor, effect: Effect) -> Permit:
    """Either party, of a published card."""
    return is_party(by, effect) & published(effect)


# ---- Evidence ------------------------------------------------------------------------------------------------------


def giver_of(use: PieceUse) -> Party:
    """Which party gave the piece to this card. A piece of a third one counts as the writer's."""
    effect, piece = use.effect, use.piece
    if piece.giver_post_id is not None and piece.giver_post_id == effect.post_id:
        return Party.POST
    if piece.giver_organisation_id is not None and piece.giver_organisation_id == effect.organisation_id:
        return Party.ORGANISATION
    return Party(effect.begun_by)


def used_now(use: PieceUse) -> Permit:
    return when(use.removed_at is None, "not_now", _("It was taken back already."))


@permission("effects.give_piece")
def may_give_piece(by: Actor, effect: Effect) -> Permit:
    """Either party, until the card is withdrawn."""
    return is_party(by, effect) & alive(effect)


@permission("effects.take_back_piece")
def may_take_back_piece(by: Actor, use: PieceUse) -> Permit:
    """The party that gave it."""
    words = _("Only the party that gave it may take it back.")
    mine = when(party_of(by, use.effect) == giver_of(use), "not_giver", words)
    return mine & alive(use.effect) & used_now(use)


@permission("effects.judge_piece")
def may_judge_piece(by: Actor, use: PieceUse) -> Permit:
    """The party that did not give it."""
    party = party_of(by, use.effect)
    words = _("Evidence is judged by the party that did not give it.")
    other = when(party is not None and party != giver_of(use), "own_evidence", words)
    return other & alive(use.effect) & used_now(use)


@permission("effects.expire_pieces")
def may_expire_pieces(by: Actor, subject: object) -> Permit:
    """Köpir itself, when evidence has run out."""
    return is_system(by)
