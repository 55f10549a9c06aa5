"""A form that did not arrive, because the sign-in or the page had grown old: what was typed is on the page that says so."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from kopir.interactions.models import Message
from tests.matter.people import Country, browser, path

pytestmark = pytest.mark.django_db
TEXT = "Бірінші жол\nекінші <жол>"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def country() -> Country:
    return Country()


@pytest.fixture
def address(country: Country) -> str:
    return path(country.received(), "write/")


def again(answer: Any) -> tuple[str, dict[str, str]]:
    """Where "Send it again" leads, and with what."""
    page = answer.content.decode()
    page = page[page.index("<main") :]
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page, re.S)
    assert form, page
    typed = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', form[2], re.S)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form[2])
    assert token
    return form[1], {name: unescape(text) for name, text in typed} | {"csrfmiddlewaretoken": token[1]}


def strict(by: Any) -> Client:
    """A browser that must show the token of its form."""
    client = browser(by)
    client.handler.enforce_csrf_checks = True
    return client


@pytest.mark.parametrize(
    ("language", "title"),
    [("kk", "Жүйеге кіру уақытыңыз бітті"), ("ru", "Вход завершён"), ("en", "Your sign-in has ended")],
)
def test_who_is_signed_out_while_typing_keeps_the_text(address: str, language: str, title: str) -> None:
    here = address.replace("/kk/", f"/{language}/")
    answer = Client().post(here, {"text": TEXT, "once": "key"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert re.search(rf"<h1[^>]*>\s*{title}", page)
    assert f'href="/{language}/account/login/?next=' in page and 'target="_blank"' in page
    assert again(answer)[0] == here
    assert again(answer)[1]["text"] == TEXT
    assert Message.objects.count() == 0


def test_after_signing_in_it_is_sent_with_two_presses(country: Country, address: str) -> None:
    """Signing in gives out a new token: the first press is answered by a page with it."""
    leads, typed = again(Client().post(address, {"text": TEXT, "once": "key"}))
    client = strict(country.author)
    stale = client.post(leads, typed, **HERE)
    assert stale.status_code == 403
    leads, typed = again(stale)
    assert client.post(leads, typed, **HERE).status_code == 302
    assert [row.text.replace("\r\n", "\n") for row in Message.objects.all()] == [TEXT]


def test_what_another_site_filled_in_is_not_offered(country: Country, address: str) -> None:
    client = strict(country.author)
    for headers in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_REFERER": "http://evil.example/testserver"}, {}):
        page = client.post(address, {"text": "Бөтен мәтін"}, **headers).content.decode()
        assert "Бөтен мәтін" not in page[page.index("<main") :]


def test_with_nothing_typed_one_is_led_to_sign_in_and_back_to_the_whole_address(address: str) -> None:
    answer = Client().get("/kk/desk/?where=630000000&sort=due")
    assert answer.url == "/kk/account/login/?next=%2Fkk%2Fdesk%2F%3Fwhere%3D630000000%26sort%3Ddue"  # type: ignore[attr-defined]
    assert Client().post(address).status_code == 302


def test_passwords_are_never_written_into_a_page(country: Country) -> None:
    page = strict(None).post("/kk/account/login/", {"login": "a@b.example", "password": "very s3cret"}, **HERE).content.decode()
    assert "s3cret" not in page
