"""For whom a signed-in person acts: an organisation, a post, or an office of their own; chosen visibly, kept in the session,
and checked on every request, so that it ends the day the membership or appointment ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from kopir.base.actors import Actor, Role
from kopir.organisations.models import Membership
from kopir.organisations.words import MembershipState
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts.models import Appointment, in_force
from kopir.posts.words import PostState

SESSION_KEY = "acting"
OFFICE_ROLE = {Office.COORDINATOR: Role.COORDINATOR, Office.ADMINISTRATOR: Role.ADMINISTRATOR}
NEEDS_SECOND_FACTOR = {Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Capacity:
    """One thing a person may act as. `key` is `organisation:5`, `post:7`, `office:administrator` or `person`."""

    key: str
    role: Role
    names: tuple[tuple[str, str], ...]
    organisation_id: int | None = None
    post_id: int | None = None


def capacities(person: Person) -> list[Capacity]:
    """All in force today: posts first, then organisations, then an office. Two queries."""
    return [*_posts(person), *_organisations(person), *_office(person)]


def _posts(person: Person) -> Iterator[Capacity]:
    rows = Appointment.objects.filter(in_force(timezone.localdate()), person=person).exclude(post__state=PostState.ENDED)
    for row in rows.select_related("post").order_by("post__sort_kk", "pk"):
        names = tuple(row.post.names.items())
        yield Capacity(f"post:{row.post_id}", Role.OFFICIAL, names, row.post.organisation_id, row.post_id)


def _organisations(person: Person) -> Iterator[Capacity]:
    rows = Membership.objects.filter(person=person, state=MembershipState.ACTIVE, organisation__merged_into=None)
    for row in rows.select_related("organisation").order_by("organisation__sort_kk", "pk"):
        names = tuple(row.organisation.names.items())
        yield Capacity(f"organisation:{row.organisation_id}", Role.MEMBER, names, row.organisation_id)


def _office(person: Person) -> Iterator[Capacity]:
    if person.office != Office.NONE:
        yield Capacity(f"office:{person.office}", OFFICE_ROLE[Office(person.office)], ())


def choose(request: HttpRequest, key: str) -> bool:
    """Act as `key` from now on; False when the person may not."""
    if key not in {capacity.key for capacity in capacities(request.user)}:  # type: ignore[arg-type]
        return False
    request.session[SESSION_KEY] = key
    return True


def actor_of(request: HttpRequest) -> tuple[Actor, list[Capacity]]:
    """Who acts in this request, and all that the person could act as."""
    person, request_id = request.user, getattr(request, "request_id", "")
    if not isinstance(person, Person):
        return Actor(Role.VISITOR, request_id=request_id), []
    choices = capacities(person)
    chosen = _chosen(request.session.get(SESSION_KEY), choices)
    if chosen is None:
        return Actor(Role.PERSON, person.pk, person.name, request_id=request_id), choices
    return _actor(person, chosen, request_id), choices


def _chosen(key: str | None, choices: list[Capacity]) -> Capacity | None:
    """The chosen capacity while it is in force; otherwise the first."""
    return next((choice for choice in choices if choice.key == key), choices[0] if choices else None)


def _actor(person: Person, capacity: Capacity, request_id: str = "") -> Actor:
    return Actor(
        role=capacity.role,
        person_id=person.pk,
        name=person.name,
        organisation_id=capacity.organisation_id,
        post_id=capacity.post_id,
        label=capacity.names,
        request_id=request_id,
    )


def actors_of(person: Person) -> list[Actor]:
    """Every actor a person may be now: for commands, jobs and tests."""
    return [_actor(person, capacity) for capacity in capacities(person)]
