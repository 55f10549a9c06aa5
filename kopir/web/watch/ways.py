"""Every resolution of a finding as one row: its form, who may, what it does, what is said before and after.

The page of a finding and the pages of its resolutions are drawn from this table; the acts and rules decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.acts import findings as acts
from kopir.regulation.acts import resolving
from kopir.regulation.findings import RULES
from kopir.regulation.forms import resolving as forms
from kopir.regulation.forms.resolving import About, Resolving
from kopir.regulation.models import Duty, Finding, FunctionLink
from kopir.regulation.queries import resolving as queries
from kopir.regulation.words import Contradiction, LinkState, Resolution

if TYPE_CHECKING:
    from kopir.base.errors import Words


class Look:
    """A finding as one actor sees it; what it needs is read once."""

    def __init__(self, by: Actor, finding: Finding) -> None:
        self.by, self.finding = by, finding

    @cached_property
    def duties(self) -> list[Duty]:
        return queries.duties_of(self.finding)

    @cached_property
    def near(self) -> list[Post]:
        return queries.near(self.finding)

    @cached_property
    def link(self) -> FunctionLink | None:
        return queries.link_of(self.finding)

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        return RULES[Contradiction(self.finding.rule)].resolutions

    def about(self, resolution: Resolution | None) -> About:
        """What the form of a resolution offers; without one whom to ask."""
        if resolution is None:
            return About(posts=queries.who_can(self.finding, self.near))
        return About(
            posts=queries.choices(self.finding, resolution, self.near),
            duties=self.duties,
            steps=queries.steps_of(self.finding, self.duties) if resolution == Resolution.ASSIGN_STEP else (),
            sectors=queries.sectors_of(self.finding) if resolution == Resolution.WIDEN_MANDATE else (),
            ranks=queries.higher_ranks(self.finding),
        )

    def permit(self, resolution: Resolution) -> Permit:
        return resolving.may_carry_out(self.by, self.finding, resolution, self.link)


Do = Callable[[Look, dict[str, Any]], object]


@dataclass(frozen=True)
class Way:
    """`do` answers True when the finding is gone by it; None when it was never meant to go at once."""

    form: type[Resolving]
    about: Words
    button: Words
    do: Do


def _grant(look: Look, given: dict[str, Any]) -> bool:
    return resolving.give_power(look.finding, by=look.by, **given)


def _step(look: Look, given: dict[str, Any]) -> bool:
    step = given["step"]
    duty = next(duty for duty in look.duties if duty.pk == step.duty_id)
    return resolving.assign_step(look.finding, by=look.by, duty=duty, **given)


def _rank(look: Look, given: dict[str, Any]) -> bool:
    return resolving.raise_rank(look.finding, by=look.by, **given)


def _delegate(look: Look, given: dict[str, Any]) -> bool:
    return resolving.delegate(look.finding, by=look.by, **given)


def _owner(look: Look, given: dict[str, Any]) -> bool:
    return resolving.name_owner(look.finding, by=look.by, **given)


def _mandate(look: Look, given: dict[str, Any]) -> bool:
    place = queries.place_of(look.finding)
    assert place is not None
    return resolving.widen_mandate(look.finding, by=look.by, place=place, **given)


def _judge(look: Look, given: dict[str, Any]) -> bool:
    assert look.link is not None
    return resolving.judge(look.finding, by=look.by, link=look.link, judgement=LinkState(given["judgement"]))


def _send_up(look: Look, given: dict[str, Any]) -> None:
    acts.send_up(look.finding, by=look.by, reason=given["reason"])


WAYS: dict[Resolution, Way] = {
    Resolution.GRANT_POWER: Way(
        forms.GrantForm,
        _("The post gets the power from the day you name. The order is kept in the journal and on the page of the post."),
        _("Give the power"),
        _grant,
    ),
    Resolution.ASSIGN_STEP: Way(
        forms.StepForm,
        _("A post that has the power does this one step; the owner of the duty stays its owner. Both are told."),
        _("Give the step"),
        _step,
    ),
    Resolution.RAISE_RANK: Way(
        forms.RankForm,
        _("Record the rank that the staff list gives the post now. Köpir does not change the staff list."),
        _("Record the rank"),
        _rank,
    ),
    Resolution.DELEGATE: Way(
        forms.DelegateForm,
        _("Another post does the duties until a day; then they come back by themselves."),
        _("Delegate"),
        _delegate,
    ),
    Resolution.NAME_OWNER: Way(
        forms.OwnerForm,
        _("From the day you name only this post owns these duties in the body; their due days come to it."),
        _("Name the owner"),
        _owner,
    ),
    Resolution.WIDEN_MANDATE: Way(
        forms.MandateForm,
        _("The post answers for the place in these sectors from today; new matters go to it."),
        _("Widen what it answers for"),
        _mandate,
    ),
    Resolution.JUDGE_LINK: Way(
        forms.LinkForm,
        _(
            "What you say is remembered: different work is not found again. The same work stays a contradiction until one owner "
            "is named."
        ),
        _("Record the judgement"),
        _judge,
    ),
    Resolution.SEND_UP: Way(
        forms.SendUpForm,
        _("The nearest held post above is told that your post cannot do the duty, and must answer what is to be done."),
        _("Send it up"),
        _send_up,
    ),
}  # fmt: skip
ASKED_ONLY = (Resolution.LENGTHEN_TERM,)
"""Changes of the text itself: proposed, never carried out from here."""


@dataclass(frozen=True)
class Offer:
    """A resolution on the page: done at once (`url`), done elsewhere, asked for (`ask_url`), or only named with the reason."""

    resolution: Resolution
    url: str = ""
    ask_url: str = ""
    reason: Words = ""


def offers(look: Look) -> Iterator[Offer]:
    """In the order of the rule, the most direct first."""
    asks = rules.may_ask_resolution(look.by, look.finding)
    for resolution in look.resolutions:
        permit = look.permit(resolution)
        asked = reverse("watch:ask", args=[look.finding.pk, resolution]) if asks and resolution != Resolution.SEND_UP else ""
        if permit and resolution not in ASKED_ONLY:
            yield Offer(resolution, _address(look.finding, resolution))
        else:
            yield Offer(resolution, ask_url=asked, reason="" if asked else permit.reason)


def _address(finding: Finding, resolution: Resolution) -> str:
    if resolution == Resolution.APPOINT and finding.post is not None:
        return reverse("data:appoint", args=[finding.post.ref])
    return reverse("watch:resolve", args=[finding.pk, resolution])
