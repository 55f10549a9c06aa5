"""Whoever sends a form after the sign-in has ended, or from a page whose token another tab made void, loses no word."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client

from kopir.interactions.models import Matter
from kopir.people.models import Person
from kopir.web import unsent
from tests.account.signing import PASSWORD, give_factor, send_password, spare_code
from tests.matter.people import Country

pytestmark = pytest.mark.django_db
OWN = {"Origin": "http://testserver"}
WORDS = "Ауыл шетінде қоқыс\r\n\r\nжатыр <ғой>"


@pytest.fixture
def country() -> Country:
    return Country()


@pytest.fixture
def draft(country: Country) -> Matter:
    return country.draft()


@pytest.fixture
def writer(country: Country) -> Person:
    person = Person.objects.get(pk=country.author.person_id)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def client(writer: Person) -> Client:
    browser = Client()
    browser.force_login(writer)
    return browser


def of_draft(draft: Matter) -> str:
    return f"/kk/cabinet/matters/{draft.pk}/what/"


def signed_out(client: Client) -> Client:
    client.logout()
    return client


def ended(client: Client) -> Client:
    """As on the other device of the same person; the browser keeps its cookies."""
    Session.objects.filter(pk=client.cookies["sessionid"].value).delete()
    return client


@pytest.fixture
def other() -> Person:
    person = Person.objects.create(email="other@example.org", name="Басқа адам")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def form_on(page: str) -> tuple[str, dict[str, str]]:
    """Where the form that sends again leads, and with what."""
    part = re.search(
        r'<form method="post" action="([^"]+)"><input type="hidden" name="csrfmiddlewaretoken"(.*?)</form>', page, re.S
    )
    assert part, page
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', part[2], re.S)
    return html.unescape(part[1]), {name: html.unescape(text) for name, text in fields}


def test_words_sent_after_the_sign_in_ended_wait_behind_the_sign_in(client: Client, writer: Person, draft: Matter) -> None:
    sent = {"title": "Үйінді", "text": WORDS}
    answer = signed_out(client).post(of_draft(draft), sent)
    assert answer.url == "/kk/account/login/?next=/kk/account/unsent/"
    assert "жазғаныңыз сақталды" in client.get(answer.url).content.decode()
    assert send_password(client, writer, next="/kk/account/unsent/").url == "/kk/account/unsent/"
    where, fields = form_on(client.get("/kk/account/unsent/").content.decode())
    assert (where, fields) == (of_draft(draft), sent)
    client.post(where, fields)
    draft.refresh_from_db()
    assert (draft.title, " ".join(draft.text.split())) == ("Үйінді", " ".join(WORDS.split()))


def test_a_second_factor_between_loses_nothing(client: Client, writer: Person, draft: Matter) -> None:
    give_factor(writer)
    signed_out(client).post(of_draft(draft), {"title": "Үйінді", "text": WORDS})
    step = send_password(client, writer, next="/kk/account/unsent/")
    answer = client.post(step.url, {"code": spare_code(writer)})
    assert form_on(client.get(answer.url).content.decode())[1]["text"] == WORDS


def test_a_password_forgotten_between_loses_nothing(client: Client, writer: Person, draft: Matter) -> None:
    """The letter with the new password leads to a sign-in that knows of no page to go back to."""
    signed_out(client).post(of_draft(draft), {"title": "Үйінді", "text": WORDS})
    assert send_password(client, writer).url == "/kk/account/unsent/"


def test_it_is_thrown_away_when_asked_and_after_an_hour(client: Client, writer: Person, draft: Matter, monkeypatch: Any) -> None:
    for later, throw_away in ((0, True), (unsent.WAITS + 1, False)):
        signed_out(client).post(of_draft(draft), {"title": "Үйінді", "text": WORDS})
        send_password(client, writer)
        now = time.time()
        with monkeypatch.context() as moved:
            moved.setattr(time, "time", lambda: now + later)  # noqa: B023
            if throw_away:
                client.post("/kk/account/unsent/")
            assert client.get("/kk/account/unsent/").url == "/kk/account/"
        assert unsent.KEY not in client.session


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        ({"once": "abc"}, {}),
        ({"text": WORDS}, {"X-Requested-With": "autosave"}),
        ({"text": WORDS}, {"HX-Request": "true"}),
        ({"text": "ә " * unsent.MOST_KEPT}, {}),
    ],
    ids=["a button alone", "saved by itself", "looked for while typing", "too long"],
)
def test_what_is_not_kept_leads_back_to_the_page(
    client: Client, draft: Matter, sent: dict[str, str], headers: dict[str, str]
) -> None:
    answer = signed_out(client).post(of_draft(draft), sent, headers=headers)
    assert answer.url == f"/kk/account/login/?next={of_draft(draft)}"
    assert unsent.KEY not in client.session


@pytest.mark.parametrize("end", [ended, lambda client: client.post("/kk/account/logout/")], ids=["elsewhere", "signed out"])
def test_on_a_shared_browser_only_who_wrote_meets_the_words(
    client: Client, writer: Person, other: Person, draft: Matter, end: Any
) -> None:
    client.get(of_draft(draft))
    end(client)
    assert client.post(of_draft(draft), {"title": "Үйінді", "text": WORDS}).url.endswith("/kk/account/unsent/")
    answer = send_password(client, other, next="/kk/account/unsent/")
    assert client.get(answer.url).url == "/kk/account/"
    assert client.post("/kk/account/unsent/").url == "/kk/account/"  # nor can they be thrown away
    assert client.post("/kk/account/logout/").status_code == 302
    assert send_password(client, writer).url == "/kk/account/unsent/"
    assert form_on(client.get("/kk/account/unsent/").content.decode())[1]["text"] == WORDS


def test_two_who_share_a_browser_each_meet_their_own_words(client: Client, writer: Person, other: Person, draft: Matter) -> None:
    client.get(of_draft(draft))
    ended(client).post(of_draft(draft), {"title": "Үйінді", "text": WORDS})
    send_password(client, other)
    client.post("/kk/account/logout/")
    client.post(of_draft(draft), {"title": "Басқа", "text": "басқа адамның сөзі"})
    for person, title in ((writer, "Үйінді"), (other, "Басқа")):
        assert send_password(client, person).url == "/kk/account/unsent/"
        assert form_on(client.get("/kk/account/unsent/").content.decode())[1]["title"] == title
        client.post("/kk/account/unsent/")
        client.post("/kk/account/logout/")
    assert unsent.KEY not in client.session


def test_in_one_browser_wait_the_words_of_few(client: Client, draft: Matter) -> None:
    """Whoever sends another mark each time fills no session."""
    ended(client)
    for number in range(unsent.WRITERS + 3):
        client.cookies[unsent.WRITER] = f"mark {number}"
        client.post(of_draft(draft), {"title": "Үйінді", "text": f"сөз {number}"})
    assert list(client.session[unsent.KEY]) == [f"mark {number}" for number in range(3, unsent.WRITERS + 3)]


def test_the_mark_travels_as_safely_as_the_sign_in(client: Client, writer: Person, settings: Any) -> None:
    """Also behind a proxy that does not say that it speaks TLS."""
    settings.SESSION_COOKIE_SECURE = True
    assert client.get("/kk/account/").cookies[unsent.WRITER]["secure"]


def test_the_mark_in_the_browser_names_nobody(client: Client, writer: Person) -> None:
    client.get("/kk/account/")
    cookie = client.cookies[unsent.WRITER]
    assert (len(cookie.value), cookie["httponly"], cookie["samesite"]) == (32, True, "Lax")
    assert unsent.WRITER not in client.get("/kk/account/").cookies  # set once


def test_what_an_address_asks_for_stays_behind_the_sign_in(client: Client, writer: Person) -> None:
    client.logout()
    asked = "/kk/cabinet/matters/new/?territory=636239100&sector=3&words=a%26b"
    answer = client.get(asked)
    page = client.get(answer.url).content.decode()
    following = re.search(r'name="next" value="([^"]+)"', page)
    assert following
    assert send_password(client, writer, next=html.unescape(following[1])).url == asked


def test_a_void_token_gives_the_words_back_and_takes_them_again(writer: Person, draft: Matter) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    sent = {"title": "Үйінді", "text": WORDS, "csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(of_draft(draft), sent, headers=OWN)
    page = answer.content.decode()
    where, fields = form_on(page)
    assert (answer.status_code, where, fields) == (403, of_draft(draft), {"title": "Үйінді", "text": WORDS})
    token = re.search(r'action="[^"]+what/"><input type="hidden" name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    strict.post(where, fields | {"csrfmiddlewaretoken": token[1]}, headers=OWN)
    draft.refresh_from_db()
    assert draft.title == "Үйінді"


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}])
def test_what_another_site_sends_is_never_offered_again(writer: Person, draft: Matter, headers: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    page = strict.post(of_draft(draft), {"title": "Үйінді", "text": WORDS}, headers=headers).content.decode()
    assert "Үйінді" not in page
    assert "қоқыс" not in page
