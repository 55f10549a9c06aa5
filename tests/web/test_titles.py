"""The title of a list says what is chosen and which page of it this is: that is all that a tab or the history shows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from kopir.web.public.views import matters
from tests.matter.people import Country, read

pytestmark = pytest.mark.django_db
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


@pytest.fixture
def country() -> Country:
    return Country()


def title(client: Client, address: str) -> str:
    found = TITLE.search(read(client, f"/en/{address}"))
    assert found
    return unescape(found[1]).removesuffix(" · Köpir")


CHOSEN = {
    "interactions/": "Matters",
    "interactions/?where=636000000&sector=3&state=running&overdue=on": (
        "Matters: Ұлан ауданы, environmental protection, open, in any state, Only past their term"
    ),
    "interactions/?since=2026-03-01&page=2": "Matters: Received from: 1\u00a0March\u00a02026, page 2",
    "interactions/?state=nonsense&page=nonsense": "Error: Matters",
    "interactions/?own=1": "Matters: without the places inside",
    "organisations/?words=жасыл&kind=ngo": "Organisations: «жасыл», non-governmental organisation",
    "posts/?held=no": "Posts: vacant",
    "journal/?area=posts": "Journal of all acts: posts and appointments",
    "effects/?words=су": "Effects: «су»",
    "practices/?kind=failed": "Practices: tried, did not work",
    "search/?q=су&kind=matter": "су – Search: Matters",
    "glossary/?q=су": "Glossary: «су»",
    "watch/contradictions/?where=636000000": "Where the Regulation cannot be done: Ұлан ауданы",
    "watch/coverage/?where=636000000": "Coverage of duties: Ұлан ауданы",
    "watch/gaps/?kind=vacant": "Gaps: places and sectors without a post: the post is vacant",
    "watch/memory/?period=all": "Use of memory: since the beginning",
    "watch/synergy/?state=declined": "Synergy: declined",
    "figures/formal-closing/?where=636000000": "Formal closings: Ұлан ауданы",
}


@pytest.mark.parametrize("address", CHOSEN)
def test_the_title_says_what_is_chosen(country: Country, address: str) -> None:
    assert title(Client(), address) == CHOSEN[address]


def test_what_a_link_chose_is_named(country: Country) -> None:
    post = country.district_post
    for page, name in (("interactions", "Matters"), ("journal", "Journal of all acts"), ("effects", "Effects")):
        assert title(Client(), f"{page}/?post={post.ref}") == f"{name}: {post.name('en').text}"


def test_pages_are_told_apart_and_the_number_goes_when_the_filter_changes(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matters, "PAGE", 1)
    for _ in range(3):
        country.received()
    client, address, titles = Client(), "interactions/", []
    for _ in range(3):
        page = read(client, f"/en/{address}")
        titles.append(title(client, address))
        further = re.search(r'rel="next" href="(\?[^"]*)"', page)
        address = f"interactions/{unescape(further[1])}" if further else ""
    assert titles == ["Matters", "Matters: page 2", "Matters: page 3"]
    newest = re.search(r'href="(\?[^"]*)">To the newest', page)
    assert newest and newest[1] == "?"


def test_words_that_were_typed_stay_words(country: Country) -> None:
    assert "<title>Organisations: «&lt;b&gt;» ·" in read(Client(), "/en/organisations/?words=<b>")
