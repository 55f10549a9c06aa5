"""People come to posts and leave them. Appointments of one kind to one post never overlap."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import act
from kopir.people.models import Person
from kopir.posts import rules
from kopir.posts.models import Appointment, Post
from kopir.posts.words import AppointmentKind


def appoint(
    post: Post,
    person: Person,
    *,
    by: Actor,
    starts_on: date,
    legal_basis: str,
    kind: AppointmentKind = AppointmentKind.PERMANENT,
    ends_on: date | None = None,
    shows_name: bool = True,
) -> Appointment:
    """The person holds the post from a day (to a day); as deputy only while the holder is away.

    The post's row is locked, so of two appointments at once the second sees the first.
    """
    row = Appointment(post=post, person=person, kind=kind, starts_on=starts_on, ends_on=ends_on, shows_name=shows_name)
    with act(rules.may_appoint, by=by, subject=row, parent=post, permit_on=post) as entry:
        row.post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        rules.may_appoint(by, row.post).demand()
        row.legal_basis = _basis(legal_basis)
        _demand_person(person)
        _demand_dates(row)
        row.save()
        entry.fact(post=post.names, kind=in_all_languages(row.get_kind_display()), starts_on=starts_on)
    return row


def end_appointment(row: Appointment, *, by: Actor, ends_on: date, reason: str = "") -> Appointment:
    """The last day, that day included; a wrong one is corrected in the same way."""
    with act(rules.may_end_appointment, by=by, subject=row, parent=row.post, reason=reason) as entry:
        row.post = Post.objects.select_for_update(of=("self",)).get(pk=row.post_id)
        row.ends_on = ends_on
        _demand_dates(row)
        row.save()
        entry.fact(post=row.post.names, ends_on=ends_on)
    return row


def _basis(text: str) -> str:
    if not text.strip():
        raise Refused("no_basis", _("Name the order or decision that appoints."), field="legal_basis")
    return text.strip()[:300]


def _demand_person(person: Person) -> None:
    if not person.is_active:
        raise Refused("not_now_inactive", _("This person's account is closed."), field="person")


def _demand_dates(row: Appointment) -> None:
    post, last = row.post, row.ends_on
    if last is not None and last < row.starts_on:
        raise Refused("ends_before_start", _("The last day is before the first."), field="ends_on")
    if post.starts_on and row.starts_on < post.starts_on:
        raise Refused("before_post", _("The post began later than this day."), field="starts_on")
    if post.ends_on and (last is None or last > post.ends_on):
        raise Refused("after_post", _("The post ends before this appointment does."), field="ends_on")
    _demand_free(row)


def _demand_free(row: Appointment) -> None:
    begun = Q(starts_on__lte=row.ends_on) if row.ends_on else Q()
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=row.starts_on)
    others = Appointment.objects.filter(begun & lasting, post=row.post).exclude(pk=row.pk)
    if others.filter(kind=row.kind).exists():
        raise Refused(
            "overlap",
            _("Somebody is appointed to this post in the same way at that time."),
            _("Record the end of that appointment first."),
            field="starts_on",
        )
    if others.filter(person=row.person).exists():
        raise Refused("same_person", _("This person is appointed to this post at that time already."), field="person")
