"""The list of matters says how many there are, and counts no further than anybody needs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from kopir.base import lists
from kopir.interactions import queries
from kopir.interactions.queries import MatterFilter
from kopir.web.cabinet.views import home
from kopir.web.public.templatetags import matters as words
from kopir.web.public.views import matters
from tests.matter.people import Country, browser, read
from tests.web import plans

pytestmark = pytest.mark.django_db
SAID = re.compile(r'<p class="k-found"><strong>(.*?)</strong> (.*?)</p>', re.S)


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """Three received matters and a draft; a page of a list holds two."""
    found = Country()
    for _ in range(3):
        found.received()
    found.draft()
    monkeypatch.setattr(matters, "PAGE", 2)
    monkeypatch.setattr(home, "PAGE", 2)
    return found


def said(client: Client, address: str) -> str:
    found = SAID.search(read(client, f"/en/{address}"))
    return unescape(f"{found[1]} {found[2]}") if found else ""


@pytest.mark.parametrize("address", ["", "?where=636000000", "?language=kk&state=running", "?since=2026-01-01"])
def test_the_first_page_says_how_many_there_are(country: Country, address: str) -> None:
    assert said(Client(), f"interactions/{address}") == "3 matters"


def test_every_page_says_the_same(country: Country) -> None:
    first = read(Client(), "/en/interactions/")
    further = re.search(r'rel="next" href="(\?[^"]*)"', first)
    assert further
    assert said(Client(), f"interactions/{unescape(further[1])}") == "3 matters"


def test_it_counts_no_further_than_the_limit(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_COUNTED", 2)
    monkeypatch.setattr(lists.count_up_to, "__defaults__", (2,))
    assert said(Client(), "interactions/") == "more than 2 matters"


def test_a_filter_without_an_index_of_its_own_is_not_counted(country: Country) -> None:
    """The list stops at the end of its page; a count would read every matter there is."""
    assert said(Client(), "interactions/?language=kk") == ""
    assert queries.count_matters(country.author, MatterFilter(language="kk")) is None
    assert queries.count_matters(country.author, MatterFilter(language="kk", sector="3")) == 3


@pytest.mark.parametrize("address", ["?where=636000000", "?sector=3&language=kk", "?overdue=on", "?state=running"])
def test_the_count_reads_no_whole_table(country: Country, address: str) -> None:
    """Without a filter it is the first rows that are counted, however the database comes by them: the limit above ends it."""
    assert plans.full_scans(Client(), f"/kk/interactions/{address}") == []


def test_an_author_sees_how_many_matters_are_theirs(country: Country) -> None:
    assert said(browser(country.author), "cabinet/matters/") == "3 matters"
