"""A post accepts or declines. The proposal is accepted when all that were asked accept, declined as soon as one declines."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.interactions.models import Matter
from kopir.interactions.telling import authors
from kopir.interactions.words import RUNNING, Visibility
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.synergy import rules
from kopir.synergy.acts.proposing import numbers_of
from kopir.synergy.flow import PROPOSAL
from kopir.synergy.models import Asked, Proposal
from kopir.synergy.words import Reply


def accept(asked: Asked, *, by: Actor, reason: str = "") -> Proposal:
    """The post will work on the matters together with the others."""
    return _answer(asked, by, Reply.ACCEPTED, reason)


def decline(asked: Asked, *, by: Actor, reason: str) -> Proposal:
    if not reason.strip():
        raise Refused("incomplete", _("Say why not, so that others can learn from it."), field="reason")
    return _answer(asked, by, Reply.DECLINED, reason)


def _answer(asked: Asked, by: Actor, reply: Reply, reason: str) -> Proposal:
    proposal = asked.proposal
    rule: Rule = rules.may_accept if reply == Reply.ACCEPTED else rules.may_decline
    with act(rule, by=by, subject=proposal, reason=reason, permit_on=asked) as entry:
        asked.refresh_from_db()  # the proposal is locked now: a second press finds the answer given
        rule(by, asked).demand()
        entry.watch(asked)
        asked.reply, asked.reason, asked.at = reply, reason.strip()[:2000], timezone.now()
        asked.save()
        _settle(proposal, reply)
    return proposal


def _settle(proposal: Proposal, reply: Reply) -> None:
    waits = proposal.asked.filter(reply=Reply.WAITING).exists()
    if reply == Reply.ACCEPTED and waits:
        return
    PROPOSAL.move(proposal, "accept" if reply == Reply.ACCEPTED else "decline")
    proposal.decided_at = timezone.now()
    proposal.save()
    if reply == Reply.ACCEPTED:
        _tell_agreed(proposal)


def _tell_agreed(proposal: Proposal) -> None:
    """The posts; and the authors, who are told of such matters only as anybody may read."""
    rows = Matter.objects.filter(pk__in=proposal.members.values("matter")).select_related("author").order_by("pk")
    open_ones = list(rows.filter(visibility=Visibility.PUBLIC, state__in=RUNNING))
    facts = {"numbers": numbers_of(open_ones)}
    path = f"/watch/synergy/{proposal.pk}/"
    for asked in proposal.asked.select_related("post"):
        key = f"synergy-agreed:{proposal.pk}:post:{asked.post_id}"
        tell("synergy.agreed", key=key, path=path, weight=Weight.WORK, facts=facts, post=asked.post, subject=proposal)
    if len(open_ones) < 2:
        return
    for one in {author.pk: author for matter in open_ones for author in authors(matter)}.values():
        key = f"synergy-join:{proposal.pk}:organisation:{one.pk}"
        tell("synergy.join", key=key, path=path, weight=Weight.NEWS, facts=facts, organisation=one, subject=proposal)
