"""Which pages are asked for, and with what: drawn from the world that is there."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.utils.http import urlencode

from benchmarks.search import WORDS
from benchmarks.web.clients import Ask
from kopir.base.actors import Actor, Role
from kopir.demo.signins import SECRET
from kopir.interactions import acts
from kopir.interactions.models import Matter, MatterKind
from kopir.interactions.words import RUNNING, MatterState
from kopir.organisations.models import Membership
from kopir.organisations.words import MembershipState
from kopir.people.models import Person
from kopir.posts.models import Post
from kopir.posts.queries import holders, responsible_post
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.words import Level

# Are asked for as the second reader gets them too.
KEPT = ("matter list", "matter page", "district page", "region page", "organisation list")
TOKEN = "b" * 32  # the cookie and the form agree, which is all that is asked of the token


@dataclass(slots=True)
class World:
    """Who asks: the official with the fullest desk, and a member of an organisation."""

    chance: Random
    post: Post
    official: dict[str, str]
    member: Actor
    member_cookies: dict[str, str]


def world(chance: Random) -> World:
    ids = Matter.objects.filter(state__in=RUNNING).values_list("accountable").annotate(number=Count("pk")).order_by("-number")
    held = holders([pk for pk, _ in ids])
    post = next(
        one
        for pk, _ in ids
        if pk in held and (one := Post.objects.select_related("territory").get(pk=pk)).territory.level == Level.DISTRICT
    )
    person = held[post.pk].person
    if not person.authenticator_set.exists():
        TOTP.activate(person, SECRET)
    membership = Membership.objects.filter(state=MembershipState.ACTIVE).select_related("person", "organisation")[0]
    names = tuple(membership.organisation.names.items())
    member = Actor(Role.MEMBER, membership.person_id, membership.person.name, membership.organisation_id, None, names)
    return World(
        chance, post, cookies_of(person, f"post:{post.pk}"), member,
        cookies_of(membership.person, f"organisation:{membership.organisation_id}"),
    )  # fmt: skip


def cookies_of(person: Person, acting: str) -> dict[str, str]:
    """A session as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["acting"] = acting
    session.save()
    return {"sessionid": str(session.session_key), "csrftoken": TOKEN}


def reads(here: World, number: int) -> dict[str, list[Ask]]:
    """By the name of the page so many different asks, in three languages; and one of them again and again where pages are kept
    until the next act (kopir/web/kept.py)."""
    chance = here.chance
    districts = list(Territory.objects.filter(level=Level.DISTRICT, ends_on=None).values_list("pk", flat=True))
    regions = list(Territory.objects.filter(level=Level.REGION, ends_on=None).values_list("pk", flat=True))
    sectors = list(Sector.objects.filter(ends_on=None).values_list("code", flat=True))
    last = Matter.objects.order_by("-pk").values_list("pk", flat=True)[0]
    wanted = [chance.randint(1, last) for _ in range(number * 2)]
    numbers = [one for one in Matter.objects.filter(pk__in=wanted).values_list("number", flat=True) if one]

    def ask(path: str, cookies: dict[str, str] | None = None, **query: Any) -> Ask:
        tail = f"?{urlencode(query)}" if query else ""
        return Ask(f"/{chance.choice(('kk', 'ru', 'en'))}/{path}{tail}", cookies or {})

    def some(make: Any) -> list[Ask]:
        return [make() for _ in range(number)]

    words = [word for group in WORDS.values() for word in group]
    asked = {
        "desk inbox": some(lambda: ask("desk/", here.official)),
        "filtered matter list": some(lambda: ask(
            "interactions/", where=chance.choice(districts), sector=chance.choice(sectors), state="running"
        )),
        "matter list": some(lambda: ask("interactions/", where=chance.choice(regions))),
        "matter page": some(lambda: ask(f"interactions/{chance.choice(numbers)}/")),
        "district page": some(lambda: ask(f"territories/{chance.choice(districts)}/")),
        "region page": some(lambda: ask(f"territories/{chance.choice(regions)}/")),
        "organisation list": some(lambda: ask(
            "organisations/", where=chance.choice(districts), sector=chance.choice(sectors), kind="ngo"
        )),
        "who is responsible": some(lambda: ask(
            "responsible/", where=chance.choice(districts), about=chance.choice(sectors)
        )),
        "search": some(lambda: ask("search/", q=chance.choice(words))),
        "CSV of a district": some(lambda: ask("interactions.csv", where=chance.choice(districts))),
    }  # fmt: skip
    return asked | {f"{name}, kept": asked[name][:1] * number for name in KEPT}


# ---- Writes ----------------------------------------------------------------------------------------------


def submissions(here: World, number: int) -> list[Ask]:
    """Drafts that are complete, of the district of the official's post; each is sent once."""
    kind, sector = MatterKind.objects.filter(ends_on=None)[0], _own_sector(here)
    values = {
        "kind": kind, "title": "Ауыл мектебіне пандус керек", "text": "Мектепке кіреберісте пандус жоқ. Көмек сұраймыз.",
        "territory": here.post.territory, "sector": sector, "language": "kk", "legal_question": "no",
    }  # fmt: skip
    drafts = [acts.start_draft(by=here.member, values=values).pk for _ in range(number)]
    return [Ask(f"/kk/cabinet/matters/{pk}/send/", here.member_cookies, {}) for pk in drafts]


def _own_sector(here: World) -> Sector:
    """One whose matters come to the official's post."""
    for sector in Sector.objects.filter(ends_on=None):
        route = responsible_post(here.post.territory, sector)
        if route and route.post.pk == here.post.pk:
            return sector
    raise SystemExit("No matter of its district comes to the post.")


def hand_offs(here: World, number: int) -> list[Ask]:
    """Matters that stand with the post are offered to a neighbour."""
    others = Post.objects.filter(superior_id=here.post.superior_id).exclude(pk=here.post.pk).values_list("pk", flat=True)
    neighbour = next(iter(holders(list(others))))
    rows = Matter.objects.filter(accountable=here.post, state=MatterState.OPEN).exclude(hand_offs__state="offered")
    values = {"to": str(neighbour), "picked": str(neighbour), "reason": "Мәселе көрші ауданның аумағына қатысты."}
    return [
        Ask(f"/kk/interactions/{one}/hand-over/", here.official, values)
        for one in rows.order_by("-pk").values_list("number", flat=True)[:number]
    ]
