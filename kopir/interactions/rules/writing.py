"""Who may write a matter, send it, and object to its post."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.interactions.models import Matter
from kopir.interactions.rules.conditions import (
    being_worked_on,
    for_author,
    for_first_author,
    for_participant,
    is_running,
    speaks_for,
)
from kopir.interactions.words import MatterState
from kopir.posts.queries import answering_post


@permission("interactions.draft")
def may_draft(by: Actor, matter: Matter) -> Permit:
    """A member of an organisation, for that organisation."""
    return when(
        by.is_member and by.organisation_id == matter.author_id,
        "not_member",
        _("A matter is written for an organisation."),
        _("Ask to act for your organisation on your account page; a member of it or an administrator confirms."),
    )


@permission("interactions.edit_draft")
def may_edit_draft(by: Actor, matter: Matter) -> Permit:
    """A member of the organisation that wrote it, until it is sent."""
    return for_first_author(by, matter) & when(
        matter.state == MatterState.DRAFT,
        "not_now",
        _("Only a draft can be edited."),
        _("Write a message in the matter."),
    )


@permission("interactions.discard")
def may_discard(by: Actor, matter: Matter) -> Permit:
    """Whoever may edit the draft."""
    return may_edit_draft(by, matter)


@permission("interactions.submit")
def may_submit(by: Actor, matter: Matter) -> Permit:
    """A member of the organisation that wrote it."""
    return for_first_author(by, matter)


@permission("interactions.take_to_state_system")
def may_take_to_state_system(by: Actor, matter: Matter) -> Permit:
    """A member of the organisation that wrote it."""
    return for_first_author(by, matter)


@permission("interactions.join")
def may_join(by: Actor, matter: Matter) -> Permit:
    """The author of the matter that joins another."""
    return for_first_author(by, matter)


@permission("interactions.attach")
def may_attach(by: Actor, matter: Matter) -> Permit:
    """To a draft: its author. Later: authors and posts with a part, while the matter is open."""
    if matter.state == MatterState.DRAFT:
        return for_first_author(by, matter)
    return (for_author(by, matter) | for_participant(by, matter)) & is_running(matter)


@permission("interactions.detach")
def may_detach(by: Actor, matter: Matter) -> Permit:
    """From a draft only: what was sent stays."""
    return may_edit_draft(by, matter)


@permission("interactions.object")
def may_object(by: Actor, matter: Matter) -> Permit:
    """The author, once, while the matter is open and the time for it has not passed (see acts)."""
    return for_first_author(by, matter) & being_worked_on(matter) & when(
        not matter.objection, "not_now_objected", _("The author has objected already; this can be done once."),
        _("The post above decides. Write a message in the matter if something is missing."),
    )  # fmt: skip


@permission("interactions.settle_objection")
def may_settle_objection(by: Actor, matter: Matter) -> Permit:
    """The post above the accountable one; an administrator when there is none."""
    superior = matter.accountable.superior if matter.accountable else None
    decides = speaks_for(by, superior) or (by.is_administrator and (superior is None or answering_post(superior) is None))
    return when(decides, "not_superior", _("The post above decides on an objection.")) & when(
        bool(matter.objection) and not matter.objection_answer,
        "not_now",
        _("No objection waits for a decision."),
    )
