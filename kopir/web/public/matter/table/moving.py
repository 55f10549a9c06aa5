"""The matter moves between posts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from kopir.interactions import acts, rules
from kopir.interactions import forms as shapes
from kopir.web.public.matter.action import Action


def moving() -> Iterator[Action]:
    yield Action(
        "accept",
        "hand",
        "receiver",
        rules.may_accept,
        _("Accept the matter"),
        _("Accept this matter?"),
        _("From that moment your post answers for it; the term goes on as it is."),
        _("The matter is yours now."),
        lambda row, by, data: acts.accept(row, by=by),
        on="hand_off",
    )
    yield Action(
        "refuse",
        "hand",
        "receiver",
        rules.may_refuse,
        _("Refuse the matter"),
        _("Why do you not take it over?"),
        _("It stays with the post that offered it; your reason stands in the story."),
        _("You have refused. The matter stays with the sender."),
        lambda row, by, data: acts.refuse(row, by=by, **data),
        shapes.Reason,
        on="hand_off",
        kind="secondary",
    )
    yield Action(
        "take-back",
        "hand",
        "sender",
        rules.may_take_back,
        _("Take the offer back"),
        _("Take the offer back?"),
        _("The matter is no longer offered to the other post; it stays with you."),
        _("The offer is taken back."),
        lambda row, by, data: acts.take_back(row, by=by),
        on="hand_off",
    )
    yield Action(
        "return-down",
        "hand",
        "post",
        rules.may_return_down,
        _("Return with a decision"),
        _("What have you decided?"),
        _("The matter goes back at once to the post that raised it, with your decision."),
        _("The matter is back with the post that raised it."),
        lambda row, by, data: acts.return_down(row, by=by, **data),
        shapes.Decision,
    )
    yield Action(
        "hand-over",
        "hand",
        "post",
        rules.may_hand_over,
        _("Hand over to another post"),
        _("To whom do you hand it over?"),
        _("Until the other post accepts, yours goes on answering for the matter."),
        _("Offered. Until it is accepted, your post answers."),
        lambda row, by, data: acts.hand_over(row, by=by, to=data["to"], reason=data["reason"]),
        shapes.HandOver,
        posts="near",
    )
    yield Action(
        "raise",
        "hand",
        "post",
        rules.may_raise,
        _("Raise for lack of a power"),
        _("Which power is missing?"),
        _("The post above decides and can return the matter with its decision. Which power was missing is counted."),
        _("Raised. Until it is accepted, your post answers."),
        lambda row, by, data: acts.raise_up(row, by=by, power=data["power"], reason=data["reason"], to=data["to"]),
        shapes.Raise,
        posts="above",
    )
    yield Action(
        "settle-objection",
        "hand",
        "above oversight",
        rules.may_settle_objection,
        _("Decide on the objection"),
        _("Which post answers?"),
        _("The author objects to the post that was chosen. Keep it or name another; the author is told why."),
        _("Decided. The author is told."),
        lambda row, by, data: acts.settle_objection(row, by=by, to=data["to"], answer=data["answer"]),
        shapes.Settle,
        posts="keep",
    )
    yield Action(
        "reroute",
        "hand",
        "oversight",
        rules.may_reroute,
        _("Give to a living post"),
        _("Which post shall answer?"),
        _("Nobody holds the post of this matter, nor stands in for it. It moves at once."),
        _("The matter has a post again."),
        lambda row, by, data: acts.reroute(row, by=by, to=data["to"], reason=data["reason"]),
        shapes.Reroute,
        posts="near",
    )
