"""Who may close a matter, say a word on it, reopen it; and who may edit how matters are worked on."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, is_system, permission, when
from kopir.interactions.models import AnswerTemplate, Matter, MatterKind
from kopir.interactions.rules.conditions import (
    being_worked_on,
    for_accountable,
    for_author,
    for_first_author,
    is_author,
    is_running,
    no_open_hand_off,
    speaks_for,
)
from kopir.interactions.words import Letter, MatterState, OutcomeKind, PartState
from kopir.posts.queries import answering_post


@permission("interactions.answer")
def may_answer(by: Actor, matter: Matter) -> Permit:
    """The accountable post, when no offer and no asked opinion is open."""
    waited = matter.parts.filter(letter=Letter.CONSULTED, state=PartState.ACTIVE).exists()
    return for_accountable(by, matter) & being_worked_on(matter) & no_open_hand_off(matter) & when(
        not waited, "not_now_opinion", _("An opinion that was asked has not come yet."),
        _("Wait for it, or record why you do not wait."),
    )  # fmt: skip


@permission("interactions.give_word")
def may_give_word(by: Actor, matter: Matter) -> Permit:
    """Every author, on the outcome that was declared."""
    waits = when(matter.state == MatterState.ANSWERED, "not_now", _("No outcome waits for the author's word."))
    return for_author(by, matter) & waits


@permission("interactions.fall_silent")
def may_fall_silent(by: Actor, matter: Matter) -> Permit:
    """Köpir itself, when the time for a word has passed."""
    return is_system(by)


@permission("interactions.withdraw")
def may_withdraw(by: Actor, matter: Matter) -> Permit:
    """The first author, when nobody has joined: others' matters hang on it."""
    alone = not matter.joined_matters.exists()
    return for_first_author(by, matter) & is_running(matter) & when(
        alone, "not_now_joined", _("Other organisations have joined this matter."),
        _("Write to the parties; the matter goes on for those who joined."),
    )  # fmt: skip


@permission("interactions.close_unanswered")
def may_close_unanswered(by: Actor, matter: Matter) -> Permit:
    """The first author, once the term has passed."""
    late = matter.due_on is not None and timezone.localdate() > matter.due_on
    return (
        for_first_author(by, matter)
        & being_worked_on(matter)
        & when(
            late,
            "not_now_term",
            _("The term has not passed yet."),
            _("The date is on the page of the matter."),
        )
    )


@permission("interactions.reopen")
def may_reopen(by: Actor, matter: Matter) -> Permit:
    """An author within the time for it; the accountable post and the post above it at any time; not what was withdrawn."""
    last = matter.outcomes.order_by("round").last()
    withdrawn = last is not None and last.kind in (OutcomeKind.WITHDRAWN, OutcomeKind.JOINED)
    superior = matter.accountable.superior if matter.accountable else None
    own = is_author(by, matter) or speaks_for(by, matter.accountable) or speaks_for(by, superior)
    return when(own, "no_part", _("Only a party of the matter may reopen it.")) & when(
        not withdrawn, "not_now", _("A withdrawn matter cannot be reopened."), _("Write a new one.")
    )


@permission("interactions.reroute")
def may_reroute(by: Actor, matter: Matter) -> Permit:
    """An administrator, when nobody holds the post nor stands in for it."""
    unowned = matter.accountable is None or answering_post(matter.accountable) is None
    return (
        administers(by)
        & is_running(matter)
        & when(
            unowned,
            "not_now_owned",
            _("The matter has a post that answers for it."),
            _("Ask that post to hand it over."),
        )
    )


@permission("interactions.edit_procedure")
def may_edit_procedure(by: Actor, kind: MatterKind) -> Permit:
    """An administrator, and Köpir itself when it sets itself up."""
    return administers(by)


@permission("interactions.edit_template")
def may_edit_template(by: Actor, template: AnswerTemplate) -> Permit:
    """A post edits its own typical answers; an administrator those of all."""
    own = by.is_official and template.post_id is not None and template.post_id == by.post_id
    return when(
        own or by.is_administrator or by.is_system,
        "not_own",
        _("These typical answers belong to another post."),
    )


@permission("interactions.check_conservation")
def may_check_conservation(by: Actor, subject: object) -> Permit:
    """Köpir itself, every hour."""
    return is_system(by)
