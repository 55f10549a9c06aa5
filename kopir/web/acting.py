"""For whom a signed-in person acts: an organisation, a post, or an office of their own; chosen visibly, kept in the session,
and checked on every request, so that it ends the day the membership or appointment ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import get_language

from kopir.base.actors import Actor, Role
from kopir.base.fields import with_names
from kopir.base.tongue import localised
from kopir.organisations.models import Membership
from kopir.organisations.words import MembershipState
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts.queries import living

SESSION_KEY = "acting"
OFFICE_ROLE = {Office.COORDINATOR: Role.COORDINATOR, Office.ADMINISTRATOR: Role.ADMINISTRATOR}
SAFE = ("GET", "HEAD", "OPTIONS")
NEEDS_SECOND_FACTOR = {Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Capacity:
    """One thing a person may act as. `key` is `organisation:5`, `post:7` or `office:administrator`; `since`: the first
    day in a post."""

    key: str
    role: Role
    names: tuple[tuple[str, str], ...]
    organisation_id: int | None = None
    post_id: int | None = None
    since: date | None = None

    @property
    def words(self) -> str:
        """What it is called in the reader's language."""
        if not self.names:
            return str(Role(self.role).label)
        return localised(dict(self.names), get_language() or "kk").text


def capacities(person: Person) -> list[Capacity]:
    """All in force today: posts first, then organisations, then an office. Two queries."""
    return [*_posts(person), *_organisations(person), *_office(person)]


def _posts(person: Person) -> Iterator[Capacity]:
    rows = living().filter(person=person)
    for row in with_names(rows, "post", also=["post__organisation"]).order_by("post__sort_kk", "pk"):
        names = tuple(row.post.names.items())
        yield Capacity(f"post:{row.post_id}", Role.OFFICIAL, names, row.post.organisation_id, row.post_id, row.starts_on)


def _organisations(person: Person) -> Iterator[Capacity]:
    rows = Membership.objects.filter(person=person, state=MembershipState.ACTIVE, organisation__merged_into=None)
    for row in with_names(rows, "organisation").order_by("organisation__sort_kk", "pk"):
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
    chosen = _chosen(request, choices)
    if chosen is None:
        return Actor(Role.PERSON, person.pk, person.name, request_id=request_id), choices
    return _actor(person, chosen, request_id), choices


def _chosen(request: HttpRequest, choices: list[Capacity]) -> Capacity | None:
    """The chosen capacity while it is in force; the first when nothing was chosen, and that is kept as the choice.

    A choice that has lapsed is forgotten, and what was being sent just then is sent as nobody but the person: it must not
    be done in the name of another organisation that happens to come next.
    """
    key = request.session.get(SESSION_KEY)
    found = next((choice for choice in choices if choice.key == key), None)
    if found is None and key is not None:
        del request.session[SESSION_KEY]
        request.acting_lapsed = True  # type: ignore[attr-defined]
        if request.method not in SAFE:
            return None
    if found is None and choices:
        found = choices[0]
        request.session[SESSION_KEY] = found.key
    return found


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


def is_current(actor: Actor, capacity: Capacity) -> bool:
    theirs = (capacity.role, capacity.organisation_id, capacity.post_id)
    return theirs == (actor.role, actor.organisation_id, actor.post_id)


def actors_of(person: Person) -> list[Actor]:
    """Every actor a person may be now: for commands, jobs and tests."""
    return [_actor(person, capacity) for capacity in capacities(person)]
