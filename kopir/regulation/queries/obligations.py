"""Obligations of a post: what is due, late, later and done; what waits for a check; what cannot be done for want of a power."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.interactions.models import Matter
from kopir.interactions.queries import to_answer
from kopir.interactions.words import RUNNING
from kopir.posts.models import GrantedPower, Post, Power
from kopir.posts.queries import living
from kopir.regulation.events import MATTER
from kopir.regulation.models import Duty, Feed, NeededPower, Obligation, Proof
from kopir.regulation.queries.duties import duties_on, owners
from kopir.regulation.words import ObligationState, ProofState

DUE, DONE, MISSED = ObligationState.DUE, ObligationState.DONE, ObligationState.MISSED
SOON_DAYS = 14
LOOKED_BACK = timedelta(days=183)
WEEK = timedelta(days=7)
LIMIT = 300


# ---- Conditions ----------------------------------------------------------------------------------------------------


def due_between(since: date, until: date) -> QuerySet[Obligation]:
    """To be done on these days, without a proof that waits for its check."""
    return Obligation.objects.filter(state=DUE, due_on__range=(since, until)).exclude(_waits_for_check())


def _waits_for_check() -> Q:
    return Q(Exists(Proof.objects.filter(obligation=OuterRef("pk"), state=ProofState.SUBMITTED)))


def overdue(today: date) -> QuerySet[Obligation]:
    """To be done, and the day has passed: not what was given in time for a check, nor a matter whose term is paused."""
    given = Proof.objects.filter(obligation=OuterRef("pk"), state=ProofState.SUBMITTED, given_at__date__lte=OuterRef("due_on"))
    paused = Matter.objects.filter(state__in=RUNNING, due_on=None).annotate(key=Cast("pk", CharField()))
    rows = Obligation.objects.filter(state=DUE, due_on__lt=today).exclude(Exists(given))
    return rows.exclude(subject_kind=MATTER, subject_id__in=paused.values("key"))


def obligations_visible_to(by: Actor) -> QuerySet[Obligation]:
    """Those of the own body and of the posts directly below; oversight sees all. What is open of them stands on the pages
    of posts, for everybody."""
    rows = Obligation.objects.select_related("duty__norm", "post__organisation", "post__superior")
    if by.oversees:
        return rows
    if not by.is_official:
        return rows.none()
    near = Q(post__organisation=by.organisation_id) | Q(post=by.post_id) | Q(post__superior=by.post_id)
    return rows.filter(near)


def obligation_for(by: Actor, pk: int) -> Obligation:
    found = obligations_visible_to(by).filter(pk=pk).first()
    if found is None:
        raise Refused("no_such_obligation", _("There is no such duty to be done."), hidden=True)
    return found


# ---- The page of a post's duties -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Duties:
    """This week, late, later, done (the last ones first), waived or fallen away. `answers`: those with a matter as their
    occasion that are neither late nor near, since matters have a queue of their own; they come one by one in dozens."""

    week: list[Obligation] = field(default_factory=list)
    late: list[Obligation] = field(default_factory=list)
    later: list[Obligation] = field(default_factory=list)
    done: list[Obligation] = field(default_factory=list)
    waived: list[Obligation] = field(default_factory=list)
    answers: list[Obligation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """`code`: of one duty; `since`, `until`: by the day on which it is due (a year from today on, and half a year back)."""

    code: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    def narrow(self, rows: QuerySet[Obligation], today: date) -> QuerySet[Obligation]:
        since, until = self.since or today - LOOKED_BACK, self.until or today + timedelta(days=366)
        rows = rows.filter(due_on__range=(since, until))
        rows = rows.filter(duty__code=self.code) if self.code else rows
        return rows.filter(state=self.state) if self.state else rows


def of_post(post_id: int, chosen: DutyFilter | None = None) -> list[Obligation]:
    """In the order of days, with how many proofs wait for a check. One query."""
    rows = Obligation.objects.filter(post=post_id).select_related("duty__norm", "post")
    rows = (chosen or DutyFilter()).narrow(rows, timezone.localdate())
    waiting = Count("proofs", filter=Q(proofs__state=ProofState.SUBMITTED))
    return list(rows.annotate(to_check=waiting).order_by("due_on", "duty__order", "pk")[: LIMIT * 4])


def parted(rows: Sequence[Obligation], today: date | None = None) -> Duties:
    day = today or timezone.localdate()
    found = Duties()
    for row in rows:
        _part(found, row, day).append(row)
    for some in (found.done, found.answers):
        some.sort(key=lambda row: (row.done_on or row.due_on, row.pk), reverse=True)
    return found


def _part(found: Duties, row: Obligation, today: date) -> list[Obligation]:
    if row.state == MISSED or (row.state == DUE and row.due_on < today):
        return found.late
    if row.state == DUE and row.due_on <= today + WEEK:
        return found.week
    if row.subject_kind == MATTER:
        return found.answers
    if row.state == DUE:
        return found.later
    return found.done if row.state == DONE else found.waived


def below(by: Actor) -> list[Obligation]:
    """Missed at the posts directly below, the last ones first."""
    rows = Obligation.objects.filter(post__superior=by.post_id, state=MISSED).select_related("duty", "post")
    return list(rows.order_by("-due_on", "post_id", "pk")[:LIMIT])


def of_year(post_id: int, year: int) -> list[Obligation]:
    """What comes round by the calendar, for the plan and the calendar of a year. One query."""
    rows = Obligation.objects.filter(post=post_id, due_on__year=year, subject_kind="")
    return list(rows.select_related("duty__norm", "post").order_by("due_on", "duty__order", "pk"))


def proofs_of(obligation: Obligation) -> list[Proof]:
    rows = obligation.proofs.select_related("given_by", "checked_by", "obligation__post")
    return list(rows.order_by("-given_at", "-pk"))


# ---- What waits for somebody ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DutyTask:
    """`what`: prove or check."""

    what: str
    obligation: Obligation
    proof: Proof | None = None

    @property
    def due_on(self) -> date:
        return self.obligation.due_on

    @property
    def is_overdue(self) -> bool:
        return self.due_on < timezone.localdate()


def duty_tasks(by: Actor) -> list[DutyTask]:
    """What the post must prove within two weeks or has missed in the last half-year, and proofs of others that wait for its
    check. Two queries. A matter that waits for the post's answer stands in the queue by itself."""
    if not by.is_official or by.post_id is None:
        return []
    checks = [DutyTask("check", proof.obligation, proof) for proof in proofs_to_check(by)]
    return [DutyTask("prove", row) for row in _to_prove(by.post_id)] + checks


def _to_prove(post_id: int) -> QuerySet[Obligation]:
    today = timezone.localdate()
    answered = to_answer([post_id]).annotate(key=Cast("pk", CharField())).values("key")
    soon = Q(state=DUE, due_on__lte=today + timedelta(days=SOON_DAYS)) & ~Q(subject_kind=MATTER)
    late = Q(state=MISSED, due_on__gte=today - LOOKED_BACK) & ~Q(subject_kind=MATTER, subject_id__in=answered)
    rows = Obligation.objects.filter(soon | late, post=post_id).exclude(_waits_for_check())
    return with_names(rows, "duty", "post", also=["post__ref"]).order_by("due_on", "duty__order", "pk")


def proofs_to_check(by: Actor) -> list[Proof]:
    """Proofs that wait for a second person and whose check this actor may do, the oldest first. One query."""
    rows = Proof.objects.filter(state=ProofState.SUBMITTED).exclude(giver=by.person_id)
    if not by.oversees:
        near = Q(obligation__post__superior=by.post_id) | Q(obligation__post__organisation=by.organisation_id)
        rows = rows.filter(near) if by.is_official else rows.none()
    also = ("obligation__due_on", "obligation__duty__code", "obligation__post__ref")
    named = with_names(rows, "obligation__duty", "obligation__post", also=also)
    return list(named.order_by("given_at", "pk")[:LIMIT])


def proof_for(by: Actor, pk: int) -> Proof:
    found = Proof.objects.filter(pk=pk, obligation__in=obligations_visible_to(by)).first()
    if found is None:
        raise Refused("no_such_proof", _("There is no such proof."), hidden=True)
    return Proof.objects.select_related("obligation__duty", "obligation__post__superior", "given_by").get(pk=found.pk)


# ---- What cannot be done -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lacking:
    duty: Duty
    powers: list[Power]


def lacking_powers(post: Post) -> list[Lacking]:
    """Own duties that need a power the post does not have."""
    today = timezone.localdate()
    owned = owners(today)
    codes = {code for (_body, code), posts in owned.items() if any(row.pk == post.pk for row in posts)}
    duties = [duty for duty in duties_on(today) if duty.code in codes]
    granted = GrantedPower.objects.filter(post=post).values("power")
    needed = NeededPower.objects.filter(duty__in=duties).exclude(power__in=granted).select_related("power")
    by_duty: dict[int, list[Power]] = {}
    for row in needed.order_by("power__order"):
        by_duty.setdefault(row.duty_id, []).append(row.power)
    return [Lacking(duty, by_duty[duty.pk]) for duty in duties if duty.pk in by_duty]


# ---- Figures and feeds ---------------------------------------------------------------------------------------------


def counts_by_state() -> dict[str, int]:
    """All obligations by state; states without any are zero."""
    rows = Obligation.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return {**dict.fromkeys(ObligationState.values, 0), **dict(rows)}


def counts_of_post(post_id: int, since: date, until: date) -> dict[str, int]:
    """By state, of what was due on these days; `in_time` are those of `done` that were done by their day."""
    rows = Obligation.objects.filter(post=post_id, due_on__range=(since, until))
    by_state = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    in_time = rows.filter(state=DONE, done_on__lte=F("due_on")).count()
    return {**dict.fromkeys(ObligationState.values, 0), **by_state, "in_time": in_time}


def feeds_of(by: Actor) -> list[Feed]:
    """Open calendar addresses of the post, the last one first."""
    return list(Feed.objects.filter(post=by.post_id, closed_at=None).order_by("-made_at", "-pk"))


def living_feed(token: str) -> Feed | None:
    """Not closed, and its owner still holds the post or stands in for its holder."""
    feed = Feed.objects.select_related("post").filter(token_hash=token_hash(token), closed_at=None).first()
    if feed is None or not living().filter(post=feed.post_id, person=feed.person_id).exists():
        return None
    return feed


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def for_calendar(post_id: int, today: date) -> list[Obligation]:
    """Of the last three months and the next fifteen."""
    rows = Obligation.objects.filter(post=post_id, due_on__range=(today - timedelta(days=92), today + timedelta(days=457)))
    return list(rows.select_related("duty").order_by("due_on", "pk"))
