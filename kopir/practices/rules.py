"""Who may write, review, publish, doubt, adopt and answer. Every answer carries its reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, acts_for_a_side, administers, is_system, permission, when
from kopir.interactions.models import Matter
from kopir.interactions.words import NOT_RECEIVED
from kopir.practices.models import Adoption, Ask, Block, Card, Evidence, Import, Proposal, Review
from kopir.practices.words import BEING_WRITTEN, CardKind, CardState, ImportState

# ---- Conditions ----------------------------------------------------------------------------------------------------


def writes(by: Actor, card: Card) -> Permit:
    """Whoever holds the post that owns the card, or acts for the organisation that writes it."""
    own = by.is_official and by.post_id == card.owner_id
    wrote = by.is_member and card.author_id is not None and by.organisation_id == card.author_id
    words = _("Only the post that owns the card and the organisation that writes it may do this.")
    return when(own or wrote, "not_writer", words)


def owns(by: Actor, card: Card) -> Permit:
    words = _("Only whoever holds the post that owns the card may do this.")
    return when(by.is_official and by.post_id == card.owner_id, "not_owner", words)


def is_one(by: Actor, row: Review | Adoption) -> bool:
    """The actor is the post or the organisation of the row."""
    if by.is_official:
        return row.post_id is not None and by.post_id == row.post_id
    return by.is_member and row.organisation_id is not None and by.organisation_id == row.organisation_id


def being_written(card: Card) -> Permit:
    return when(
        card.state in BEING_WRITTEN,
        "not_now",
        _("What is published is not changed any more."),
        _("Begin a new card that replaces this one."),
    )


def running(card: Card) -> Permit:
    return when(card.is_running, "not_now", _("The card is not published, or it was withdrawn."))


def another(by: Actor, card: Card) -> Permit:
    return when(not writes(by, card), "own_card", _("This is your own card."))


# ---- Writing -------------------------------------------------------------------------------------------------------


@permission("practices.draft")
def may_draft(by: Actor, subject: object) -> Permit:
    """Whoever holds a post or acts for an organisation."""
    return acts_for_a_side(by)


@permission("practices.write")
def may_write(by: Actor, card: Card) -> Permit:
    """Its writers, until it is published."""
    return writes(by, card) & being_written(card)


@permission("practices.discard")
def may_discard(by: Actor, card: Card) -> Permit:
    """Its writers, until it is published."""
    return writes(by, card) & being_written(card)


@permission("practices.keep_block")
def may_keep_block(by: Actor, block: Block) -> Permit:
    """Whoever holds the post that keeps the building block."""
    return when(
        by.is_official and by.post_id == block.post_id,
        "not_holder",
        _("Only the post that keeps it may do this."),
    )


# ---- Review and publication ----------------------------------------------------------------------------------------


@permission("practices.ask_review")
def may_ask_review(by: Actor, card: Card) -> Permit:
    """Its writers, while it is a draft."""
    draft = when(card.state == CardState.DRAFT, "not_now", _("Only a draft is sent for review."))
    return writes(by, card) & draft


@permission("practices.review")
def may_review(by: Actor, review: Review) -> Permit:
    """Whoever was asked."""
    return when(is_one(by, review), "not_asked", _("Only whoever was asked may answer this."))


@permission("practices.publish")
def may_publish(by: Actor, card: Card) -> Permit:
    """Its writers, once both reviews are there."""
    ready = when(
        card.state == CardState.REVIEWED,
        "not_reviewed",
        _("Both reviews are needed first: of a post of another territory, and of the other side."),
        _("Ask for them on the page of the card."),
    )
    return writes(by, card) & ready


@permission("practices.contest")
def may_contest(by: Actor, card: Card) -> Permit:
    """Any post or organisation but its writers, while it is published."""
    published = when(
        card.state == CardState.PUBLISHED,
        "not_now",
        _("The card is not published, or it is in review already."),
    )
    return acts_for_a_side(by) & another(by, card) & published


@permission("practices.fall_due")
def may_fall_due(by: Actor, subject: object) -> Permit:
    """Köpir itself, when the review date has passed."""
    return is_system(by)


@permission("practices.note_law")
def may_note_law(by: Actor, subject: object) -> Permit:
    """Köpir itself, when a provision that the card points at reads otherwise."""
    return is_system(by)


@permission("practices.renew")
def may_renew(by: Actor, card: Card) -> Permit:
    """Whoever holds the post that owns it."""
    return owns(by, card) & running(card)


@permission("practices.withdraw")
def may_withdraw(by: Actor, card: Card) -> Permit:
    """Its writers, and co-ordination."""
    return (ALLOWED if by.oversees and not by.is_system else writes(by, card)) & running(card)


# ---- Evidence ------------------------------------------------------------------------------------------------------


@permission("practices.give_evidence")
def may_give_evidence(by: Actor, subject: Card | Adoption) -> Permit:
    """Of a card its writers, of an adoption whoever adopted it; not once the card is withdrawn."""
    card = subject if isinstance(subject, Card) else subject.card
    alive = when(card.state != CardState.WITHDRAWN, "not_now", _("The card was withdrawn."))
    if isinstance(subject, Card):
        return writes(by, subject) & alive
    return when(is_one(by, subject), "not_adopter", _("Only whoever adopted it may do this.")) & alive


@permission("practices.remove_evidence")
def may_remove_evidence(by: Actor, evidence: Evidence) -> Permit:
    """Whoever may give it."""
    return may_give_evidence(by, evidence.adoption or evidence.card)


@permission("practices.expire_evidence")
def may_expire_evidence(by: Actor, subject: object) -> Permit:
    """Köpir itself, when evidence has run out."""
    return is_system(by)


# ---- Spreading -----------------------------------------------------------------------------------------------------


@permission("practices.say_used")
def may_say_used(by: Actor, card: Card) -> Permit:
    """Any post or organisation but its writers."""
    return acts_for_a_side(by) & another(by, card) & running(card)


@permission("practices.adopt")
def may_adopt(by: Actor, card: Card) -> Permit:
    """Any post or organisation but its writers, when the practice worked."""
    words = _("This card tells of what did not work; there is nothing to adopt.")
    worked = when(card.kind == CardKind.WORKED, "did_not_work", words)
    return acts_for_a_side(by) & another(by, card) & running(card) & worked


def adopted(by: Actor, adoption: Adoption) -> Permit:
    return when(is_one(by, adoption), "not_adopter", _("Only whoever adopted it may do this."))


@permission("practices.report_result")
def may_report_result(by: Actor, adoption: Adoption) -> Permit:
    """Whoever adopted it."""
    return adopted(by, adoption)


@permission("practices.join_group")
def may_join_group(by: Actor, adoption: Adoption) -> Permit:
    """Whoever adopted it."""
    return adopted(by, adoption)


@permission("practices.remind_adopters")
def may_remind_adopters(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("practices.ask_pioneer")
def may_ask_pioneer(by: Actor, card: Card) -> Permit:
    """Any post or organisation but its writers."""
    return acts_for_a_side(by) & another(by, card) & running(card)


@permission("practices.answer_ask")
def may_answer_ask(by: Actor, ask: Ask) -> Permit:
    """The card's writers, once."""
    return writes(by, ask.card) & when(ask.answered_at is None, "not_now", _("It is answered already."))


@permission("practices.mark_read")
def may_mark_read(by: Actor, card: Card) -> Permit:
    """Any signed-in person, of a public card: reading is learning, whatever one acts for."""
    signed = when(by.is_signed_in, "not_signed_in", _("Sign in first, so that your progress is kept."))
    return signed & when(card.is_public, "not_now", _("The card is not published, or it was withdrawn."))


@permission("practices.propose")
def may_propose(by: Actor, subject: object) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("practices.answer_proposal")
def may_answer_proposal(by: Actor, proposal: Proposal) -> Permit:
    """Whoever holds the post it was made to."""
    return when(
        by.is_official and by.post_id == proposal.post_id,
        "not_holder",
        _("Only whoever holds the post may do this."),
    )


# ---- Old knowledge from files ---------------------------------------------------------------------------------------


def looks_after(by: Actor, row: Import) -> Permit:
    own = by.is_official and by.post_id == row.owner_id
    wrote = by.is_member and row.author_id is not None and by.organisation_id == row.author_id
    words = _("Only the post or the organisation that handed the file in may do this.")
    return when(own or wrote or by.is_system, "not_importer", words)


@permission("practices.import")
def may_import(by: Actor, subject: object) -> Permit:
    """Whoever holds a post or acts for an organisation; the command line for a post."""
    return ALLOWED if by.is_system else acts_for_a_side(by)


@permission("practices.begin_import")
def may_begin_import(by: Actor, row: Import) -> Permit:
    """Whoever handed the file in, once."""
    waits = when(row.state == ImportState.PREPARED, "not_now", _("This import has begun already."))
    return looks_after(by, row) & waits


@permission("practices.import_rows")
def may_import_rows(by: Actor, row: Import) -> Permit:
    """Köpir itself, while the import is under way."""
    return is_system(by) & when(row.state == ImportState.RUNNING, "not_now", _("This import is not under way."))


@permission("practices.keep_import")
def may_keep_import(by: Actor, row: Import) -> Permit:
    """Whoever handed the file in, of a trial that is done."""
    done = when(row.state == ImportState.DONE, "not_now", _("The import is not done yet."))
    return looks_after(by, row) & trial(row) & done


@permission("practices.forget_import")
def may_forget_import(by: Actor, row: Import) -> Permit:
    """Whoever handed the file in, while it is a trial or has not begun."""
    return looks_after(by, row) & (ALLOWED if row.state == ImportState.PREPARED else trial(row))


def trial(row: Import) -> Permit:
    return when(
        row.is_trial,
        "not_trial",
        _("The cards of this import are kept for good."),
        _("Throw away single drafts on their own pages."),
    )


# ---- Ways of interaction -------------------------------------------------------------------------------------------


@permission("practices.load_reference")
def may_load_reference(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)


@permission("practices.name_way")
def may_name_way(by: Actor, matter: Matter) -> Permit:
    """Whoever holds the post that answers for the matter."""
    received = when(matter.state not in NOT_RECEIVED, "not_now", _("The matter is not sent yet."))
    mine = by.is_official and by.post_id == matter.accountable_id
    return when(mine, "not_accountable", _("Only the post that answers for the matter may do this.")) & received
