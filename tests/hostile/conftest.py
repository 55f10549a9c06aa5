"""The country in which the crawler walks: made once for all its tests, undone after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.data.test_access import addresses
from tests.data.world import Office
from tests.hostile.crawler import Crawl
from tests.permissions.test_routes import ELSEWHERE, Asked, address, names
from tests.permissions.whole import Whole
from tests.repo.test_routes import all_routes

PEOPLE = ("author", "accountable", "official", "coordinator", "administrator", "visitor")


@pytest.fixture(scope="module")
def crawl(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawl]:
    """Every form of every page, as several people, with one of everything in the country."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _crawled()
        transaction.set_rollback(True)


def _crawled() -> Crawl:
    asked = Asked(Whole())
    crawl = Crawl({name: asked.clients[name] for name in PEOPLE} | {"visitor": Client()})
    doors = [address(name, asked) for name in names()]
    own = [route.address.replace("/kk/kk/", "/kk/") for route in all_routes() if route.name.startswith("account_")]
    for who in PEOPLE:
        crawl.walk(who, [*doors, *own, reverse("mfa_index"), reverse("public:home")])
    return crawl


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawl]:
    """The same for the pages of administration, in a country of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = Office()
        crawl = Crawl({"administrator": world.browser})
        crawl.walk("administrator", addresses(world).values())
        yield crawl
        transaction.set_rollback(True)
