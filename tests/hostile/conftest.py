"""The country in which the crawler walks: made once for all its tests, undone after them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tests.data.test_access import addresses
from tests.data.world import Office
from tests.hostile.crawler import Crawl
from tests.permissions.routes import ROLES, TABLE
from tests.permissions.test_routes import Asked, address, names
from tests.permissions.whole import Whole
from tests.repo.test_routes import all_routes

PEOPLE = ("author", "accountable", "administrator")


@pytest.fixture(scope="module", params=["pages", "administration"])
def crawl(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawl]:
    """Every form of every page, as several people, with one of everything in the country; administration has its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _pages() if request.param == "pages" else _administration()
        transaction.set_rollback(True)


def _pages() -> Crawl:
    asked = Asked(Whole())
    crawl = Crawl({name: asked.clients[name] for name in ("visitor", *PEOPLE)})
    doors = {name: address(name, asked) for name in names()}
    own = [route.address for route in all_routes() if route.name.startswith("account_")]
    crawl.walk("visitor", own)
    for who in PEOPLE:
        open_to = [door for name, door in doors.items() if TABLE[name][ROLES.index(who)] == "o"]
        crawl.walk(who, [*open_to, *own, reverse("mfa_index"), reverse("public:home")])
    return crawl


def _administration() -> Crawl:
    world = Office()
    crawl = Crawl({"administrator": world.browser})
    crawl.walk("administrator", addresses(world).values())
    return crawl
