"""The matter moves between posts. Until the receiver accepts, the sender stays accountable."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.interactions import clock, rules
from kopir.interactions.flow import HAND_OFF
from kopir.interactions.models import HandOff, Matter
from kopir.interactions.telling import tell_authors, tell_informed, tell_post
from kopir.interactions.words import Direction, HandOffKind, HandOffState, Side
from kopir.journal.acts import Draft, act
from kopir.notices.words import Weight
from kopir.organisations.words import Tier
from kopir.posts.models import Post, Power
from kopir.posts.queries import answering_post
from kopir.posts.words import PostState

TIER_HEIGHT = {
    "": 0,
    Tier.RURAL_DISTRICT: 1,
    Tier.DISTRICT: 2,
    Tier.REGION_MANAGEMENT: 3,
    Tier.REGION: 4,
    Tier.CENTRAL: 5,
}


def direction_between(sender: Post, receiver: Post) -> Direction:
    """Up to a superior or a higher tier, down to an inferior or a lower one, else sideways."""
    if sender.superior_id == receiver.pk:
        return Direction.UP
    if receiver.superior_id == sender.pk:
        return Direction.DOWN
    heights = TIER_HEIGHT[receiver.organisation.tier] - TIER_HEIGHT[sender.organisation.tier]
    return Direction.UP if heights > 0 else Direction.DOWN if heights < 0 else Direction.SIDEWAYS


def demand_reason(reason: str) -> str:
    """Rule of the product: who hands over, refuses, pauses or waives says why."""
    if len(reason.strip()) < 3:
        raise Refused("no_reason", _("Say why, in a sentence."), field="reason")
    return reason.strip()


def hand_over(matter: Matter, *, by: Actor, to: Post, reason: str) -> HandOff:
    """Offer the matter to another post."""
    with act(rules.may_hand_over, by=by, subject=matter, reason=reason) as entry:
        offered = _offer(matter, to, demand_reason(reason), HandOffKind.HAND_OVER)
        _write_offer(matter, offered, entry)
    return offered


def raise_up(matter: Matter, *, by: Actor, power: Power, reason: str, to: Post | None = None) -> HandOff:
    """Offer the matter to the post above (or another higher one), naming the power that is missing here."""
    with act(rules.may_raise, by=by, subject=matter, reason=reason) as entry:
        assert matter.accountable is not None
        target = to or matter.accountable.superior
        if target is None:
            raise Refused(
                "nobody_above",
                _("There is no post above this one."),
                _("Tell an administrator: this is a gap."),
            )
        if direction_between(matter.accountable, target) != Direction.UP:
            raise Refused("not_above", _("A matter can be raised only to a higher post."), field="to")
        if matter.accountable.powers.filter(pk=power.pk).exists():
            raise Refused("has_power", _("The post has this power itself."), field="power")
        offered = _offer(matter, target, demand_reason(reason), HandOffKind.RAISE, power)
        _write_offer(matter, offered, entry)
        entry.fact(power=power.names)
    return offered


def _offer(matter: Matter, to: Post, reason: str, kind: HandOffKind, power: Power | None = None) -> HandOff:
    assert matter.accountable is not None and matter.procedure is not None
    if to.pk == matter.accountable_id:
        raise Refused("same_post", _("The matter is with this post already."), field="to")
    if to.state == PostState.ENDED or answering_post(to) is None:
        raise Refused(
            "vacant",
            _("Nobody holds that post, nor stands in for it."),
            _("Choose another post."),
            field="to",
        )
    return HandOff.objects.create(
        matter=matter,
        kind=kind,
        direction=direction_between(matter.accountable, to),
        from_post=matter.accountable,
        to_post=to,
        missing_power=power,
        reason=reason,
        due_on=clock.due_after(matter.procedure.hand_off_days),
    )


def _write_offer(matter: Matter, offered: HandOff, entry: Draft) -> None:
    entry.also(offered)
    entry.fact(to=offered.to_post.names, sender=offered.from_post.names, due=offered.due_on)
    clock.wait_for(matter, Side.RECEIVER, offered.to_post)
    due = offered.due_on.isoformat() if offered.due_on else ""
    tell_post(offered.to_post, matter, "offered", offered.pk, sender=offered.from_post.names, due=due)
    tell_authors(
        matter,
        "moves",
        offered.pk,
        weight=Weight.NEWS,
        to=offered.to_post.names,
        sender=offered.from_post.names,
    )


def _decide(hand_off: HandOff, move: str, answer: str = "") -> None:
    HAND_OFF.move(hand_off, move)
    hand_off.answer, hand_off.decided_at = answer.strip(), timezone.now()
    hand_off.save()


def accept(hand_off: HandOff, *, by: Actor) -> Matter:
    """The receiver takes the matter: from this moment it answers for it."""
    matter = _locked(hand_off)
    with act(rules.may_accept, by=by, subject=hand_off, parent=matter) as entry:
        _demand_running(matter)
        _decide(hand_off, "accept")
        entry.watch(matter)
        _move_to(matter, hand_off.to_post)
        entry.is_open = matter.is_public
        tell_post(hand_off.from_post, matter, "accepted", hand_off.pk, by=hand_off.to_post.names)
        tell_authors(matter, "new_holder", hand_off.pk, to=hand_off.to_post.names)
        tell_informed(matter, "new_holder", hand_off.pk, to=hand_off.to_post.names)
    return matter


def _locked(hand_off: HandOff) -> Matter:
    return Matter.objects.select_related("accountable__organisation", "procedure").get(pk=hand_off.matter_id)


def _demand_running(matter: Matter) -> None:
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update(of=("self",)))
    if not matter.is_running:
        raise Refused("not_now", _("The matter is not open any more."))


def _move_to(matter: Matter, post: Post) -> None:
    """Change who answers; joined matters follow their target."""
    matter.accountable = post
    matter.save()
    Matter.objects.filter(joined_into=matter).update(accountable=post)
    clock.wait_for(matter, Side.POST, post)


def refuse(hand_off: HandOff, *, by: Actor, reason: str) -> Matter:
    """The receiver does not take it; the sender goes on answering for it."""
    matter = _locked(hand_off)
    with act(rules.may_refuse, by=by, subject=hand_off, parent=matter, reason=reason) as entry:
        _decide(hand_off, "refuse", demand_reason(reason))
        entry.is_open = matter.is_public
        clock.wait_for(matter, Side.POST, matter.accountable)
        tell_post(hand_off.from_post, matter, "refused", hand_off.pk, by=hand_off.to_post.names)
    return matter


def take_back(hand_off: HandOff, *, by: Actor) -> Matter:
    """The sender changes its mind before the receiver answers."""
    matter = _locked(hand_off)
    with act(rules.may_take_back, by=by, subject=hand_off, parent=matter) as entry:
        _decide(hand_off, "take_back")
        entry.is_open = matter.is_public
        clock.wait_for(matter, Side.POST, matter.accountable)
        tell_post(hand_off.to_post, matter, "taken_back", hand_off.pk, weight=Weight.NEWS)
    return matter


def lapse(hand_off: HandOff, *, by: Actor = SYSTEM) -> Matter:
    """No answer in time: the matter stays with the sender, and the level above the silent post is alarmed."""
    matter = _locked(hand_off)
    with act(rules.may_lapse, by=by, subject=hand_off, parent=matter) as entry:
        _decide(hand_off, "lapse")
        entry.is_open = matter.is_public
        entry.fact(to=hand_off.to_post.names, sender=hand_off.from_post.names)
        clock.wait_for(matter, Side.POST, matter.accountable)
        tell_post(hand_off.from_post, matter, "lapsed", hand_off.pk, by=hand_off.to_post.names)
        tell_post(hand_off.to_post.superior, matter, "lapsed_below", hand_off.pk, by=hand_off.to_post.names)
    return matter


def return_down(matter: Matter, *, by: Actor, decision: str) -> HandOff:
    """The post above has decided (given the power, or the answer); the matter goes back to whoever raised it."""
    with act(rules.may_return_down, by=by, subject=matter, reason=decision) as entry:
        raised = matter.hand_offs.filter(kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED, to_post=matter.accountable).latest(
            "pk"
        )
        back = move_at_once(matter, raised.from_post, demand_reason(decision), HandOffKind.RETURN, entry)
        tell_post(raised.from_post, matter, "returned", back.pk, by=raised.to_post.names)
        tell_authors(matter, "new_holder", back.pk, to=raised.from_post.names)
    return back


def move_at_once(matter: Matter, to: Post, reason: str, kind: HandOffKind, entry: Draft) -> HandOff:
    """A move that asks nobody's consent: back to whoever raised it, up after a contest, by decision on an objection."""
    assert matter.accountable is not None
    sender = matter.accountable
    moved = HandOff.objects.create(
        matter=matter,
        kind=kind,
        direction=direction_between(sender, to),
        from_post=sender,
        to_post=to,
        reason=reason,
        state=HandOffState.ACCEPTED,
        decided_at=timezone.now(),
    )
    _move_to(matter, to)
    entry.also(moved)
    entry.fact(to=to.names, sender=sender.names)
    return moved


def object_to_route(matter: Matter, *, by: Actor, text: str) -> Matter:
    """The author objects, once, to the post that was chosen; the post above decides."""
    with act(rules.may_object, by=by, subject=matter, reason=text) as entry:
        assert matter.procedure is not None and matter.received_at is not None and matter.accountable is not None
        last_day = clock.due_after(matter.procedure.objection_days, timezone.localdate(matter.received_at))
        if timezone.localdate() > last_day:
            raise Refused("not_now_late", _("The time to object has passed."), _("Write a message to the post instead."))
        matter.objection, matter.objected_at = demand_reason(text), timezone.now()
        matter.save()
        entry.fact(to=matter.accountable.names)
        tell_post(matter.accountable.superior or matter.accountable, matter, "objected", matter.pk)
    return matter


def settle_objection(matter: Matter, *, by: Actor, to: Post, answer: str) -> Matter:
    """The post above keeps the post (`to` is the present one) or names another, with a reason."""
    with act(rules.may_settle_objection, by=by, subject=matter, reason=answer) as entry:
        matter.objection_answer = demand_reason(answer)
        matter.save()
        entry.fact(to=to.names)
        if to.pk != matter.accountable_id:
            _withdraw_offers(matter, entry)
            move_at_once(matter, to, answer, HandOffKind.SETTLEMENT, entry)
            tell_post(
                to,
                matter,
                "matter_came",
                f"settled-{matter.pk}",
                due=matter.due_on.isoformat() if matter.due_on else "",
            )
        tell_authors(matter, "objection_settled", matter.pk, to=to.names)
    return matter


def _withdraw_offers(matter: Matter, entry: Draft) -> None:
    for offer in matter.hand_offs.filter(state=HandOffState.OFFERED):
        entry.watch(offer)
        _decide(offer, "take_back")


def reroute(matter: Matter, *, by: Actor, to: Post, reason: str) -> Matter:
    """An administrator gives a matter that nobody answers for any more to a living post."""
    with act(rules.may_reroute, by=by, subject=matter, reason=reason) as entry:
        if answering_post(to) is None:
            raise Refused(
                "vacant",
                _("Nobody holds that post, nor stands in for it."),
                _("Choose another post."),
                field="to",
            )
        _withdraw_offers(matter, entry)
        moved = move_at_once(matter, to, demand_reason(reason), HandOffKind.REROUTE, entry)
        tell_post(
            to,
            matter,
            "matter_came",
            f"rerouted-{moved.pk}",
            weight=Weight.LEGAL,
            due=str(matter.due_on or ""),
        )
        tell_authors(matter, "new_holder", moved.pk, to=to.names)
    return matter
