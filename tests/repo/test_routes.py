"""Every route is named, and guarded or on the public list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.repo.public_routes import OPEN, OPEN_SURFACES, OPEN_TO_SENDING

SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
AWAY = (403, 404, 410)


@dataclass(frozen=True)
class Route:
    name: str
    address: str

    @property
    def is_open(self) -> bool:
        return self.name in OPEN or self.name.startswith(OPEN_SURFACES)


def routes(resolver: URLResolver, before: str = "/", space: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, address, inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield Route(f"{space}{pattern.name or ''}", _filled(address))


def _filled(address: str) -> str:
    """An address with a sample in each place; what no sample fits is an unknown thing, which is a way of being sent away."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match[1] or "str", "1"), address)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)+", "x", plain)
    return re.sub(r"[\^$\\]|\?$", "", plain)


def all_routes() -> list[Route]:
    return sorted(set(routes(get_resolver())), key=lambda route: (route.name, route.address))


def sent_away(client: Client, route: Route, method: str) -> bool:
    response = getattr(client, method)(route.address)
    if response.status_code in (301, 302):
        return "/account/login/" in response.headers["Location"]
    return response.status_code in (*AWAY, 405)


def test_every_route_has_a_name() -> None:
    assert [route.address for route in all_routes() if route.name == "" or route.name.endswith(":")] == []


@pytest.mark.django_db
def test_a_visitor_is_sent_away_from_every_route_that_is_not_public() -> None:
    client = Client(raise_request_exception=False)
    closed = [route for route in all_routes() if not route.is_open]
    found = [f"{method} {route.address} ({route.name})" for route in closed for method in ("get", "post")
             if not sent_away(client, route, method)]  # fmt: skip
    assert found == [], "guard them, or put them on the list in tests/repo/public_routes.py"


@pytest.mark.django_db
def test_a_visitor_sends_nothing_to_the_open_surfaces() -> None:
    client = Client(raise_request_exception=False)
    surfaces = [route for route in all_routes() if route.name.startswith(OPEN_SURFACES)]
    found = [route.name for route in surfaces if not sent_away(client, route, "post")]
    assert sorted(set(found) - OPEN_TO_SENDING) == []


def test_the_public_list_names_only_routes_that_exist() -> None:
    assert sorted((OPEN | OPEN_TO_SENDING) - {route.name for route in all_routes()}) == []
