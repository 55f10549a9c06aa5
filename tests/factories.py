"""Small named makers of rows, for tests. Each makes exactly one noun and what it cannot be without."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kopir.base.actors import Actor, Role
from kopir.organisations.models import Membership, Organisation
from kopir.organisations.words import BodyKind, Kind, MembershipState, Tier
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts.models import Appointment, Mandate, Post
from kopir.posts.words import PostState, Rank
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.words import Kind as TerritoryKind
from kopir.territories.words import Level

_number = count(1)
PASSWORD = "correct horse battery"


def make_person(name: str = "A person", office: str = Office.NONE, **fields: Any) -> Person:
    email = fields.pop("email", f"person{next(_number)}@example.kz")
    return Person.objects.create(email=email, password=_hashed(PASSWORD), name=name, office=office, **fields)


@cache
def _hashed(password: str) -> str:
    """Hashing is slow by intent; the tests need it once."""
    return make_password(password)


def make_territory(
    code: str = COUNTRY, kk: str = "Қазақстан Республикасы", parent: Territory | None = None, **fields: Any
) -> Territory:
    """The level follows from the code: 000000000 country, then 2, 4, 6 and 9 digits."""
    level = _level(code)
    if level and parent is None:
        parent = Territory.objects.filter(code=COUNTRY).first() or make_territory()
    kind = fields.pop("kind", [TerritoryKind.COUNTRY, TerritoryKind.REGION, TerritoryKind.DISTRICT][min(level, 2)])
    territory = Territory(code=code, level=level, kind=kind, parent=parent)
    territory.set_names(kk, fields.pop("ru", ""), fields.pop("en", ""))
    for name, value in fields.items():
        setattr(territory, name, value)
    territory.save()
    return territory


def _level(code: str) -> int:
    if code == COUNTRY:
        return Level.COUNTRY
    return next(level for level, kept in ((1, 2), (2, 4), (3, 6), (4, 9)) if code[kept:].strip("0") == "")


def make_sector(code: str = "3", kk: str = "қоршаған ортаны қорғау", **fields: Any) -> Sector:
    sector = Sector(code=code, order=int(code) if code.isdigit() else 0)
    sector.set_names(kk, fields.pop("ru", "охрана окружающей среды"), fields.pop("en", "environmental protection"))
    sector.save()
    return sector


def make_organisation(kk: str = "«Жасыл ел» қоғамдық бірлестігі", kind: str = Kind.NGO, **fields: Any) -> Organisation:
    organisation = Organisation(kind=kind, ref=fields.pop("ref", f"org-{next(_number)}"))
    organisation.set_names(kk, fields.pop("ru", ""), fields.pop("en", ""))
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.save()
    return organisation


def make_body(kk: str = "Ұлан ауданының әкімдігі", territory: Territory | None = None, **fields: Any) -> Organisation:
    defaults = {"body_kind": BodyKind.AKIMAT, "tier": Tier.DISTRICT}
    return make_organisation(kk, Kind.STATE_BODY, territory=territory or make_territory(), **{**defaults, **fields})


def make_post(body: Organisation | None = None, kk: str = "Ұлан ауданы әкімінің орынбасары", **fields: Any) -> Post:
    body = body or make_body()
    post = Post(
        organisation=body,
        ref=fields.pop("ref", f"post-{next(_number)}"),
        rank=fields.pop("rank", Rank.DEPUTY_AKIM),
        state=fields.pop("state", PostState.CONFIRMED),
        territory=fields.pop("territory", body.territory),
    )
    post.set_names(
        kk,
        fields.pop("ru", "заместитель акима Уланского района"),
        fields.pop("en", "Deputy akim of Ulan district"),
    )
    for name, value in fields.items():
        setattr(post, name, value)
    post.save()
    return post


def make_mandate(post: Post, territory: Territory | None = None, sector: Sector | None = None, **fields: Any) -> Mandate:
    return Mandate.objects.create(post=post, territory=territory or post.territory, sector=sector, **fields)


def appoint(post: Post, person: Person | None = None, starts_on: date = date(2024, 1, 1), **fields: Any) -> Appointment:
    return Appointment.objects.create(post=post, person=person or make_person(), starts_on=starts_on, **fields)


def join_organisation(organisation: Organisation, person: Person | None = None) -> Membership:
    return Membership.objects.create(
        organisation=organisation,
        person=person or make_person(),
        state=MembershipState.ACTIVE,
        decided_at=timezone.now(),
    )


def official(post: Post, person: Person | None = None) -> Actor:
    """The actor who holds the post; appointed now if nobody is given."""
    person = person or appoint(post).person
    return Actor(Role.OFFICIAL, person.pk, person.name, post.organisation_id, post.pk, tuple(post.names.items()))


def member(organisation: Organisation, person: Person | None = None) -> Actor:
    person = person or join_organisation(organisation).person
    return Actor(Role.MEMBER, person.pk, person.name, organisation.pk, None, tuple(organisation.names.items()))


def administrator() -> Actor:
    person = make_person("An administrator", Office.ADMINISTRATOR)
    return Actor(Role.ADMINISTRATOR, person.pk, person.name)


def coordinator() -> Actor:
    person = make_person("A co-ordinator", Office.COORDINATOR)
    return Actor(Role.COORDINATOR, person.pk, person.name)
