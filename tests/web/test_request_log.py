"""The log holds no key, no address of a person and no word that somebody typed, also when something breaks."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from kopir.people.models import Person
from kopir.regulation import acts as law
from tests.account.signing import PASSWORD, SECRET, code_now, give_factor, make_account, spare_code
from tests.factories import appoint, make_post
from tests.matter.people import Country, browser, path

pytestmark = pytest.mark.django_db
KEY = re.compile(r"/account/password/reset/key/([\w-]+)/")


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """All lines since the beginning of the test, as they are written."""
    root, lines = logging.getLogger(), io.StringIO()
    shown = next(handler for handler in root.handlers if isinstance(handler.formatter, logging.Formatter))
    handler = logging.StreamHandler(lines)
    handler.setFormatter(shown.formatter)
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield lines.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_line_names_the_route_and_nothing_that_was_typed(logged: Callable[[], str]) -> None:
    Client().get("/kk/account/password/reset/key/abc-secretkey/?q=зат")
    assert "password/reset/key" in logged()
    assert "secretkey" not in logged() and "зат" not in logged()


def test_no_secret_of_signing_in(logged: Callable[[], str]) -> None:
    person = give_factor(make_account("Дана Логқызы"))
    appoint(make_post(), person)
    spare, client = spare_code(person), Client()
    client.post("/kk/account/login/", {"login": person.email, "password": "wrongwrong77"})
    client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/kk/account/2fa/authenticate/", {"code": code_now()})
    client.post("/kk/account/2fa/authenticate/", {"code": spare})
    Client().post("/kk/account/password/reset/", {"email": person.email})
    key = KEY.search(str(mail.outbox[-1].body))
    assert key and "_auth_user_id" in client.session
    Client().get(f"/kk{key[0]}")
    secrets = [key[1], PASSWORD, "wrongwrong77", SECRET, spare, person.email, person.name, str(client.session.session_key)]
    assert "account/login" in logged()
    assert [secret for secret in secrets if secret in logged()] == []


def test_no_word_of_a_matter_and_no_key_of_a_feed(logged: Callable[[], str]) -> None:
    country = Country()
    matter = country.received()
    _feed, token = law.open_feed(country.district_post, by=country.district, language="kk")
    assert browser(country.author).post(path(matter, "write/"), {"text": "Құпиясөзім"}).status_code in (200, 302)
    assert Client().get(f"/duties/{token}.ics").status_code == 200
    found = logged()
    assert "<str:token>.ics" in found
    assert [word for word in (token, "Құпиясөзім", matter.title) if word in found] == []


TYPED = ("құпия 777", "biri@example.kz", "Құпия Есім")


def broken_by_words() -> None:
    int(TYPED[0])


def broken_by_a_row() -> None:
    with transaction.atomic():
        for _ in range(2):
            Person.objects.create(email=TYPED[1], name=TYPED[2])


@pytest.mark.parametrize(("broken", "error"), [(broken_by_words, "ValueError"), (broken_by_a_row, "IntegrityError")])
def test_what_breaks_is_told_without_what_was_typed(logged: Callable[[], str], broken: Callable[[], None], error: str) -> None:
    try:
        broken()
    except (ValueError, IntegrityError):
        logging.getLogger("kopir").exception("broke")
    assert error in logged() and broken.__name__ in logged()
    assert [word for word in TYPED if word in logged()] == []
