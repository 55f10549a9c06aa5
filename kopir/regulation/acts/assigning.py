"""Who does a duty by decision: the one owner, a step given to another post, a delegation for a time."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.organisations.models import Organisation
from kopir.posts.models import Post, in_force
from kopir.regulation import rules
from kopir.regulation.models import Assignment, Duty, DutyStep, in_force_duties
from kopir.regulation.words import AssignmentKind


def name_owner(
    duty: Duty, body: Organisation, post: Post, *, by: Actor, legal_basis: str, starts_on: date | None = None
) -> Assignment:
    """Of all posts of the body only this one owns the duty from a day on; an earlier decision ends the day before."""
    row = Assignment(duty_code=duty.code, body=body, post=post, kind=AssignmentKind.OWNER)
    return _assign(row, duty, by=by, legal_basis=legal_basis, starts_on=starts_on)


def give_step(
    duty: Duty, step: DutyStep, body: Organisation, post: Post, *, by: Actor, legal_basis: str, starts_on: date | None = None
) -> Assignment:
    """Another post does one step; the owner of the duty stays its owner."""
    row = Assignment(duty_code=duty.code, body=body, post=post, kind=AssignmentKind.STEP, step_order=step.order)
    return _assign(row, duty, by=by, legal_basis=legal_basis, starts_on=starts_on)


def delegate(
    duty: Duty, owner: Post, post: Post, *, by: Actor, legal_basis: str, ends_on: date, starts_on: date | None = None
) -> Assignment:
    """Another post does the duty until a day, which is known from the beginning."""
    row = Assignment(
        duty_code=duty.code, body=owner.organisation, post=post, kind=AssignmentKind.DELEGATED, instead_of=owner,
        ends_on=ends_on,
    )  # fmt: skip
    return _assign(row, duty, by=by, legal_basis=legal_basis, starts_on=starts_on)


def _assign(row: Assignment, duty: Duty, *, by: Actor, legal_basis: str, starts_on: date | None) -> Assignment:
    row.starts_on, row.legal_basis = starts_on or timezone.localdate(), legal_basis.strip()[:300]
    with act(rules.may_assign, by=by, subject=row, parent=row.body, reason=row.legal_basis) as entry:
        _demand_lawful(row)
        for earlier in _same(row):
            entry.watch(earlier)
            _end_before(earlier, row.starts_on)
        row.save()
        entry.fact(duty=duty.names, post=row.post.names, kind=in_all_languages(AssignmentKind(row.kind).label))
        _tell(row, duty)
    return row


def _end_before(row: Assignment, day: date) -> None:
    """The day before; a decision of the same day was never in force, so it goes."""
    if row.starts_on >= day:
        number = row.pk
        row.delete()
        row.pk = number  # the journal names it
        return
    row.ends_on = day - timedelta(days=1)
    row.save()


def _demand_lawful(row: Assignment) -> None:
    if not row.legal_basis:
        raise Refused("no_basis", _("Name the order or decision: its number and date."), field="legal_basis")
    if row.ends_on and row.ends_on < row.starts_on:
        raise Refused("ends_before", _("The last day is before the first."), field="ends_on")
    if row.instead_of_id is not None and row.instead_of_id == row.post_id:
        raise Refused("same_post", _("Choose another post than the one that gives the duty away."), field="post")


def _same(row: Assignment) -> list[Assignment]:
    """Decisions in force that this one takes the place of."""
    rows = Assignment.objects.filter(
        in_force(row.starts_on), body=row.body, duty_code=row.duty_code, kind=row.kind, step_order=row.step_order,
        instead_of=row.instead_of,
    )  # fmt: skip
    return list(rows.select_for_update())


def _tell(row: Assignment, duty: Duty) -> None:
    facts = {
        "duty": duty.names, "kind": in_all_languages(AssignmentKind(row.kind).label), "starts_on": row.starts_on,
        "reason": row.legal_basis,
    }  # fmt: skip
    path = f"/posts/{row.post.ref}/duties/"
    tell("regulation.assigned", key=f"assigned:{row.pk}", path=path, weight=Weight.WORK, facts=facts, post=row.post, subject=row)


def end_assignment(assignment: Assignment, *, by: Actor, ends_on: date, reason: str = "") -> Assignment:
    """The decision holds up to and including a day; one that ends on the eve of its first day was never in force, so it goes."""
    with act(rules.may_end_assignment, by=by, subject=assignment, parent=assignment.body, reason=reason) as entry:
        if ends_on < assignment.starts_on - timedelta(days=1):
            raise Refused("ends_before", _("The last day is before the first."), field="ends_on")
        _end_before(assignment, ends_on + timedelta(days=1))
        duty = Duty.objects.filter(in_force_duties(ends_on), code=assignment.duty_code).first()
        entry.fact(duty=duty.names if duty else {}, post=assignment.post.names, ends_on=ends_on)
    return assignment
