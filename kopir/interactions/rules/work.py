"""Who may hand a matter over, work on it, and pause or extend its term."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, is_system, permission, when
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.rules.conditions import (
    being_worked_on,
    for_accountable,
    for_receiver,
    is_running,
    no_open_hand_off,
    part_is,
    speaks_for,
)
from kopir.interactions.words import HandOffKind, HandOffState, Letter


@permission("interactions.hand_over")
def may_hand_over(by: Actor, matter: Matter) -> Permit:
    """The accountable post, while nothing is offered already."""
    return for_accountable(by, matter) & being_worked_on(matter) & no_open_hand_off(matter)


@permission("interactions.raise")
def may_raise(by: Actor, matter: Matter) -> Permit:
    """The accountable post, while nothing is offered already."""
    return may_hand_over(by, matter)


@permission("interactions.accept")
def may_accept(by: Actor, hand_off: HandOff) -> Permit:
    """The post that was offered the matter."""
    return for_receiver(by, hand_off)


@permission("interactions.refuse")
def may_refuse(by: Actor, hand_off: HandOff) -> Permit:
    """The post that was offered the matter."""
    return for_receiver(by, hand_off)


@permission("interactions.take_back")
def may_take_back(by: Actor, hand_off: HandOff) -> Permit:
    """The post that made the offer."""
    return when(
        speaks_for(by, hand_off.from_post),
        "not_sender",
        _("Only the post that made the offer may take it back."),
    )


@permission("interactions.lapse")
def may_lapse(by: Actor, hand_off: HandOff) -> Permit:
    """Köpir itself, when the time to answer has passed."""
    return is_system(by)


@permission("interactions.return_down")
def may_return_down(by: Actor, matter: Matter) -> Permit:
    """The post a matter was raised to, once it answers for it."""
    raised = matter.hand_offs.filter(kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED, to_post=matter.accountable)
    return for_accountable(by, matter) & being_worked_on(matter) & when(
        raised.exists(), "not_now_not_raised", _("This matter was not raised to your post."), _("Hand it over instead.")
    ) & no_open_hand_off(matter)  # fmt: skip


@permission("interactions.assign")
def may_assign(by: Actor, matter: Matter) -> Permit:
    """The accountable post."""
    return for_accountable(by, matter) & being_worked_on(matter)


@permission("interactions.finish_part")
def may_finish_part(by: Actor, part: Part) -> Permit:
    """The post that does the work, or the accountable one that gave it."""
    own = speaks_for(by, part.post) or speaks_for(by, part.matter.accountable)
    return when(own, "no_part", _("Your post has no part in this matter.")) & part_is(part, Letter.RESPONSIBLE)


@permission("interactions.ask_opinion")
def may_ask_opinion(by: Actor, matter: Matter) -> Permit:
    """The accountable post."""
    return for_accountable(by, matter) & being_worked_on(matter)


@permission("interactions.give_opinion")
def may_give_opinion(by: Actor, part: Part) -> Permit:
    """The post that was asked."""
    asked = when(speaks_for(by, part.post), "not_asked", _("Only the post that was asked may give this opinion."))
    return asked & part_is(part, Letter.CONSULTED)


@permission("interactions.waive_opinion")
def may_waive_opinion(by: Actor, part: Part) -> Permit:
    """The accountable post, with a reason."""
    return for_accountable(by, part.matter) & part_is(part, Letter.CONSULTED)


@permission("interactions.inform")
def may_inform(by: Actor, matter: Matter) -> Permit:
    """The accountable post."""
    return for_accountable(by, matter) & is_running(matter)


@permission("interactions.stop_informing")
def may_stop_informing(by: Actor, part: Part) -> Permit:
    """The informed post itself, or the accountable one."""
    own = speaks_for(by, part.post) or speaks_for(by, part.matter.accountable)
    return when(own, "no_part", _("Your post has no part in this matter.")) & part_is(part, Letter.INFORMED)


@permission("interactions.pause")
def may_pause(by: Actor, matter: Matter) -> Permit:
    """The accountable post, once at a time."""
    paused = matter.pauses.filter(ends_on=None).exists()
    return for_accountable(by, matter) & being_worked_on(matter) & when(not paused, "not_now", _("The term is paused already."))


@permission("interactions.resume")
def may_resume(by: Actor, matter: Matter) -> Permit:
    """The accountable post; Köpir itself when the author has written."""
    paused = matter.pauses.filter(ends_on=None).exists()
    return (for_accountable(by, matter) | is_system(by)) & when(paused, "not_now", _("The term is not paused."))


@permission("interactions.extend")
def may_extend(by: Actor, matter: Matter) -> Permit:
    """The accountable post."""
    return for_accountable(by, matter) & being_worked_on(matter)
