"""Who asks for too much in a minute waits, is told so in their language, and keeps nobody else from asking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories import make_organisation, member
from tests.matter.people import browser

pytestmark = pytest.mark.django_db
WORDS = {"kk": "Бір минуттағы сұраулар тым көп", "ru": "Слишком много запросов", "en": "Too much in one minute"}


@pytest.fixture(autouse=True)
def counted(settings: Any) -> Iterator[None]:
    settings.KOPIR_LIMITS, settings.KOPIR_PACE = True, {"send": 2, "search": 2, "file": 2}
    caches["pace"].clear()
    yield
    caches["pace"].clear()


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("page", ["search/?q=a", "suggest/search/?q=a", "organisations.csv"])
def test_the_third_in_a_minute_waits(page: str, language: str) -> None:
    client = Client()
    answers = [client.get(f"/{language}/{page}") for _n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert WORDS[language] in answers[2].content.decode()
    assert answers[2].headers["Retry-After"] == "60"


def test_forms_are_counted_by_person_and_others_go_on() -> None:
    one, other = browser(member(make_organisation("Бір"))), browser(member(make_organisation("Екі")))
    assert [one.post("/kk/account/letters/").status_code for _n in range(3)][2] == 429
    assert other.post("/kk/account/letters/").status_code != 429


def test_visitors_are_counted_by_address_and_pages_are_not_counted() -> None:
    here, there = Client(REMOTE_ADDR="10.1.1.1"), Client(REMOTE_ADDR="10.1.1.2")
    assert [here.get("/kk/search/?q=a").status_code for _n in range(3)][2] == 429
    assert there.get("/kk/search/?q=a").status_code == 200
    assert {here.get("/kk/").status_code for _n in range(5)} == {200}


def test_an_address_cannot_be_made_up(settings: Any) -> None:
    """Without a proxy that is trusted, what a request says of itself is not believed."""
    tries = [Client().get("/kk/search/?q=a", headers={"X-Forwarded-For": f"10.2.2.{n}"}).status_code for n in range(3)]
    assert tries[2] == 429


def test_it_can_be_left_to_the_proxy(settings: Any) -> None:
    settings.KOPIR_LIMITS = False
    client = Client()
    assert [client.get("/kk/search/?q=a").status_code for _n in range(3)] == [200, 200, 200]
