"""An address that only takes what a form sends, opened by itself: never an empty page, and a way on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.factories import administrator
from tests.matter.people import Country, browser
from tests.repo.test_routes import all_routes

pytestmark = pytest.mark.django_db
READS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
WORDS = {
    "kk": "Бұл мекенжайда ашылатын бет жоқ",
    "ru": "По этому адресу ничего не открывается",
    "en": "Nothing opens at this address",
}


def methods(view: Callable[..., Any] | None) -> list[str]:
    """What the view lets through, as Django's own guard keeps it; nothing when it keeps none."""
    while view is not None:
        inner = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True)) if hasattr(view, "__code__") else {}
        if "request_method_list" in inner:
            return list(inner["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return []


def only_sent(resolver: Any, space: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= only_sent(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and methods(pattern.callback) == ["POST"]:
            found.add(f"{space}{pattern.name}")
    return found


def addresses(names: set[str]) -> list[tuple[str, str]]:
    """With numbers that fit the addresses of cards."""
    found = [route for route in all_routes() if route.name in names]
    fits = {"effects/1/": "effects/E-0001/", "practices/1/": "practices/P-0001/"}
    return [(route.name, re.sub("|".join(fits), lambda hit: fits[hit[0]], route.address)) for route in found]


def way(page: str) -> str:
    """Where its button leads."""
    main = page[page.index("<main") :]
    found = re.search(r'<a href="([^"]+)"[^>]*class="govuk-button', main)
    assert found, main
    return found[1]


def opened(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=READS | headers)
    assert (answer.status_code, answer["Allow"]) == (405, "POST"), path
    return answer.content.decode()


@pytest.fixture
def clients() -> list[Client]:
    world = Country()
    return [browser(world.author), browser(world.district), browser(administrator())]


def test_every_address_that_only_takes_post_has_a_page_that_leads_on(clients: list[Client]) -> None:
    names = only_sent(get_resolver())
    assert len(names) >= 50
    met = set()
    for name, path in addresses(names):
        for client in clients:
            answer = client.get(path, headers=READS)
            if answer.status_code == 405:
                met.add(name)
                assert WORDS["kk"] in answer.content.decode(), path
                assert resolve(way(answer.content.decode())).view_name not in names, path
    assert names - met == set()


@pytest.mark.parametrize("language", list(WORDS))
def test_it_speaks_the_language_of_its_address(language: str, clients: list[Client]) -> None:
    page = opened(clients[0], f"/{language}/effects/of/matter/2026-000033/")
    assert WORDS[language] in page
    assert f'<html lang="{language}"' in page
    assert way(page) == f"/{language}/interactions/2026-000033/"


BEFORE = "http://testserver/kk/practices/P-0007/?part=2"
LEADS = {
    "/kk/effects/of/matter/2026-000033/": "/kk/interactions/2026-000033/",
    "/kk/practices/from/2026-000033/": "/kk/interactions/2026-000033/",
    "/kk/cabinet/matters/5/what/save/": "/kk/cabinet/matters/5/what/",
    "/kk/effects/E-0001/practice/": "/kk/effects/E-0001/",
    "/kk/practices/P-0001/parts/3/remove/": "/kk/practices/P-0001/parts/",
}


@pytest.mark.parametrize("path", list(LEADS))
def test_it_leads_to_the_thing_that_the_address_names(path: str, clients: list[Client]) -> None:
    assert way(opened(clients[0], path, Referer=BEFORE)) == LEADS[path]


@pytest.mark.parametrize(("before", "leads"), [
    (BEFORE, "/kk/practices/P-0007/?part=2"),
    ("", "/kk/effects/"),
    ("https://elsewhere.example/kk/practices/", "/kk/effects/"),
    ("http://testserver/kk/account/login/?next=/kk/", "/kk/effects/"),
    ("http://testserver/kk/effects/of/adoption/4/", "/kk/effects/"),
])  # fmt: skip
def test_else_to_the_page_one_came_from_on_this_site(before: str, leads: str, clients: list[Client]) -> None:
    assert way(opened(clients[0], "/kk/effects/of/adoption/4/", Referer=before)) == leads


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_a_programme_gets_the_bare_answer(headers: dict[str, str], clients: list[Client]) -> None:
    answer = clients[0].get("/kk/effects/of/matter/2026-000033/", headers=headers)
    assert (answer.status_code, answer.content) == (405, b"")
