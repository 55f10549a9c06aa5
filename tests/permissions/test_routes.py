"""The permission table of the pages: every route × every role, asked with real objects, by GET.

A cell says what the role gets: `o` the page (or a step onwards from it), `s` the way to sign-in, `-` refused or not found.
Routes that only take POST answer 405 to whoever may reach them, which counts as `o`; who may send is in `matrix.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from kopir.base.actors import Role
from kopir.journal.models import Entry
from tests.matter.people import Country, browser
from tests.permissions.routes import ROLES, TABLE
from tests.repo.test_routes import all_routes

pytestmark = pytest.mark.django_db
# Doors of sign-in, health and the language are tried in tests/account and tests/repo.
ELSEWHERE = (
    "account_", "mfa_", "usersessions_", "health", "ready", "root", "robots", "security", "sitemap", "set_language", "style",
)  # fmt: skip


@dataclass
class Asked:
    """A world with one of everything that stands in addresses."""

    country: Country

    def __post_init__(self) -> None:
        from tests.factories import administrator, coordinator, make_organisation, make_person, member

        world = self.country
        self.matter, self.draft = world.received(), world.draft()
        plain = make_person("Жеке тұлға")
        self.clients: dict[str, Client] = {
            "visitor": Client(), "person": browser(_person(plain)), "stranger": browser(member(make_organisation("Бөтен ұйым"))),
            "author": browser(world.author), "official": browser(world.neighbour), "accountable": browser(world.district),
            "coordinator": browser(coordinator()), "administrator": browser(administrator()),
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {
            "number": self.matter.number, "code": "636000000", "ref": "", "pk": self.draft.pk, "step": "what",
            "name": "answer", "file": 1, "token": "x", "year": 2026,
        }  # fmt: skip


def _person(person: Any) -> Any:
    from kopir.base.actors import Actor

    return Actor(Role.PERSON, person.pk, person.name)


@pytest.fixture
def asked() -> Asked:
    return Asked(Country())


def address(name: str, asked: Asked) -> str:
    """The route with real objects in it."""
    from django.urls import get_resolver, reverse

    special: dict[str, dict[str, Any]] = {
        "public:sector": {"code": "3"},
        "public:organisation": {"ref": asked.draft.author.ref},
        "public:post": {"ref": asked.country.district_post.ref},
        "public:entry": {"pk": Entry.objects.filter(is_open=True).latest("pk").pk},
    }
    values = {**asked.values(), **special.get(name, {})}
    space, _, plain = name.rpartition(":")
    resolver: Any = get_resolver()
    if space:
        resolver = _inner(resolver, space)
    wanted = resolver.reverse_dict.getlist(plain)[0][0][0][1]
    return reverse(name, kwargs={key: values[key] for key in wanted})


def _inner(resolver: Any, space: str) -> Any:
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) == space:
            return pattern
        if hasattr(pattern, "url_patterns") and (found := _inner(pattern, space)):
            return found
    return None


def cell(client: Client, path: str) -> str:
    response = client.get(path)
    if response.status_code in (301, 302):
        return "s" if "/account/login/" in response.headers["Location"] else "o"
    return "-" if response.status_code in (403, 404, 410) else "o"


def names() -> list[str]:
    return sorted({route.name for route in all_routes() if not route.name.startswith(ELSEWHERE)})


def test_every_route_has_a_row() -> None:
    assert names() == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_gets_what(name: str, asked: Asked) -> None:
    path = address(name, asked)
    assert "".join(cell(asked.clients[role], path) for role in ROLES) == TABLE[name]
