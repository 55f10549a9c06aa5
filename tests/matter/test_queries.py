"""Pages ask the database as often for three rows as for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kopir.interactions import acts
from tests.factories import make_organisation, member
from tests.matter.people import Country, browser, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return Country()


def counted(client: Any, address: str) -> int:
    client.get(address)  # what is kept for the session and the process is read once
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def rich(country: Country) -> Any:
    """A matter with a joined author, messages, a note, an opinion given, a refused offer, and an answer in two rounds."""
    matter = country.received()
    more(country, matter)
    return matter


def more(country: Country, matter: Any) -> None:
    draft = acts.start_draft(by=(joiner := member(make_organisation("«Тағы бір» қоры"))), values={"text": "Бізде де солай"})
    acts.join(draft, by=joiner, target=matter)
    acts.write(matter, by=country.author, text="Қашан?")
    acts.write_note(matter, by=country.district, text="Қаржыны сұрау керек")
    part = acts.ask_opinion(matter, by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    acts.give_opinion(part, by=country.neighbour, text="Жоқ")
    offer = acts.hand_over(matter, by=country.district, to=country.neighbour_post, reason="Сіздің аумақ")
    acts.refuse(offer, by=country.neighbour, reason="Біздің емес")


READERS = {None: 17, "author": 35, "district": 44}


@pytest.mark.parametrize("role", READERS)
def test_the_page_of_a_matter(country: Country, role: str | None) -> None:
    matter = rich(country)
    client = browser(getattr(country, role) if role else None)
    once = counted(client, path(matter))
    more(country, matter)
    more(country, matter)
    assert (once, counted(client, path(matter))) == (READERS[role], READERS[role])


def test_the_desk(country: Country) -> None:
    client = browser(country.district)
    country.received()
    once = counted(client, "/kk/desk/")
    for _ in range(2):
        country.received()
    assert (once, counted(client, "/kk/desk/")) == (30, 30)


def test_the_cabinet(country: Country) -> None:
    client = browser(country.author)
    country.draft(), country.answered()
    once = counted(client, "/kk/cabinet/")
    for _ in range(2):
        country.draft(), country.answered()
    assert (once, counted(client, "/kk/cabinet/")) == (12, 12)
