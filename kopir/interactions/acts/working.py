"""Work on a matter: letters that drive something, and the clock."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.interactions import clock, rules
from kopir.interactions.acts.handing import demand_reason
from kopir.interactions.models import ClockExtension, ClockPause, Matter, Part
from kopir.interactions.telling import tell_authors, tell_post
from kopir.interactions.words import Letter, PartState, Side
from kopir.journal.acts import Draft, act
from kopir.notices.words import Weight
from kopir.posts.models import Post
from kopir.posts.queries import answering_post


def _demand_living(post: Post, matter: Matter, letter: str) -> None:
    if answering_post(post) is None:
        raise Refused(
            "vacant",
            _("Nobody holds that post, nor stands in for it."),
            _("Choose another post."),
            field="to",
        )
    if post.pk == matter.accountable_id:
        raise Refused("same_post", _("The matter is with this post already."), field="to")
    if matter.parts.filter(post=post, letter=letter, state=PartState.ACTIVE).exists():
        raise Refused("not_now_twice", _("That post has this part already."), field="to")


def _give_part(matter: Matter, entry: Draft, post: Post, letter: Letter, question: str = "", due: date | None = None) -> Part:
    _demand_living(post, matter, letter)
    part = Part.objects.create(
        matter=matter, post=post, letter=letter, asked_by=matter.accountable, question=question, due_on=due
    )
    entry.also(part)
    entry.fact(to=post.names, due=due)
    return part


def _end_part(part: Part, state: PartState) -> None:
    part.state, part.ended_at = state, timezone.now()
    part.save()


def assign(matter: Matter, *, by: Actor, to: Post, task: str, due: date | None = None) -> Part:
    """R: the matter is in that post's queue as well; the accountable post goes on answering for it."""
    with act(rules.may_assign, by=by, subject=matter) as entry:
        part = _give_part(matter, entry, to, Letter.RESPONSIBLE, demand_reason(task), due)
        tell_post(to, matter, "assigned", part.pk, due=due.isoformat() if due else "")
    return part


def finish_part(part: Part, *, by: Actor, answer: str = "") -> Part:
    """The work given is done."""
    with act(rules.may_finish_part, by=by, subject=part, parent=part.matter) as entry:
        part.answer = answer.strip()
        _end_part(part, PartState.DONE)
        entry.is_open = part.matter.is_public
        tell_post(part.matter.accountable, part.matter, "part_done", part.pk, by=part.post.names)
    return part


def ask_opinion(matter: Matter, *, by: Actor, of: Post, question: str, days: int | None = None) -> Part:
    """C: an opinion with its own term; the matter cannot be answered until it comes or is waived with a reason."""
    with act(rules.may_ask_opinion, by=by, subject=matter) as entry:
        assert matter.procedure is not None
        due = clock.due_after(days or matter.procedure.opinion_days)
        part = _give_part(matter, entry, of, Letter.CONSULTED, demand_reason(question), due)
        tell_post(of, matter, "opinion_asked", part.pk, due=due.isoformat())
    return part


def give_opinion(part: Part, *, by: Actor, text: str) -> Part:
    with act(rules.may_give_opinion, by=by, subject=part, parent=part.matter) as entry:
        part.answer = demand_reason(text)
        _end_part(part, PartState.DONE)
        entry.is_open = part.matter.is_public
        tell_post(part.matter.accountable, part.matter, "opinion_given", part.pk, by=part.post.names)
    return part


def waive_opinion(part: Part, *, by: Actor, reason: str) -> Part:
    """Go on without an opinion that was asked."""
    with act(rules.may_waive_opinion, by=by, subject=part, parent=part.matter, reason=reason) as entry:
        part.waiver_reason = demand_reason(reason)
        _end_part(part, PartState.WAIVED)
        entry.is_open = part.matter.is_public
        entry.fact(to=part.post.names)
        tell_post(part.post, part.matter, "opinion_waived", part.pk, weight=Weight.NEWS)
    return part


def inform(matter: Matter, *, by: Actor, post: Post) -> Part:
    """I: notices and the weekly digest."""
    with act(rules.may_inform, by=by, subject=matter) as entry:
        part = _give_part(matter, entry, post, Letter.INFORMED)
        tell_post(post, matter, "for_information", part.pk, weight=Weight.NEWS)
    return part


def stop_informing(part: Part, *, by: Actor) -> Part:
    with act(rules.may_stop_informing, by=by, subject=part, parent=part.matter) as entry:
        _end_part(part, PartState.ENDED)
        entry.is_open = part.matter.is_public
        entry.fact(to=part.post.names)
    return part


def pause(matter: Matter, *, by: Actor, reason: str) -> ClockPause:
    """From today the term does not run: the matter waits for its author."""
    with act(rules.may_pause, by=by, subject=matter, reason=reason) as entry:
        made = ClockPause.objects.create(
            matter=matter,
            starts_on=timezone.localdate(),
            reason=demand_reason(reason),
            post=matter.accountable,
        )
        entry.also(made)
        clock.set_due(matter)
        matter.save()
        clock.wait_for(matter, Side.AUTHOR)
        tell_authors(matter, "paused", made.pk, weight=Weight.LEGAL)
    return made


def resume(matter: Matter, *, by: Actor = SYSTEM) -> Matter:
    """The term runs again from today; a pause that began today leaves no trace in the count."""
    with act(rules.may_resume, by=by, subject=matter) as entry:
        running = matter.pauses.get(ends_on=None)
        entry.watch(running)
        running.ends_on = timezone.localdate()
        running.save()
        clock.set_due(matter)
        matter.save()
        entry.fact(due=matter.due_on)
        clock.wait_for(matter, Side.POST, matter.accountable)
        tell_authors(matter, "resumed", running.pk, weight=Weight.LEGAL, due=str(matter.due_on))
    return matter


def extend(matter: Matter, *, by: Actor, days: int, reason: str, legal_ground: str = "") -> ClockExtension:
    """Add working days, with a reason; the author is told."""
    with act(rules.may_extend, by=by, subject=matter, reason=reason) as entry:
        if not 1 <= days <= 60:
            raise Refused("days", _("Give a number of working days from 1 to 60."), field="days")
        made = ClockExtension.objects.create(
            matter=matter,
            days=days,
            reason=demand_reason(reason),
            legal_ground=legal_ground.strip()[:300],
            post=matter.accountable,
        )
        entry.also(made)
        clock.set_due(matter)
        matter.save()
        entry.fact(days=days, due=matter.due_on)
        tell_authors(matter, "extended", made.pk, weight=Weight.LEGAL, days=days, due=str(matter.due_on or ""))
    return made
