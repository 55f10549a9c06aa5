"""Headers, cookies, sessions and tokens as they really leave; and what is turned back before any page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import PASSWORD, make_organisation, make_person, member
from tests.matter.people import browser

PAGES = ("/kk/", "/kk/search/", "/ru/account/login/", "/en/no-such-page/", "/health/")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_answer_says_how_it_may_be_used(page: str) -> None:
    headers = Client().get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.django_db
def test_pages_of_a_person_are_kept_by_no_shared_cache() -> None:
    client = browser(member(make_organisation("Бір")))
    assert "private" in client.get("/kk/").headers["Cache-Control"]
    assert "private" in client.get("/kk/cabinet/").headers["Cache-Control"]


def _sign_in(client: Client, person: Any) -> Any:
    return client.post("/kk/account/login/", {"login": person.email, "password": PASSWORD})


def _account() -> Any:
    from allauth.account.models import EmailAddress

    person = make_person("Айгүл")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.mark.django_db
def test_a_session_is_new_after_signing_in_and_gone_after_signing_out() -> None:
    client, person = Client(), _account()
    client.get("/kk/account/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    assert _sign_in(client, person).status_code == 302
    after = client.session.session_key
    assert after != before
    client.post("/kk/account/logout/")
    client.cookies["sessionid"] = after
    assert client.get("/kk/account/").status_code == 302


@pytest.mark.django_db
def test_cookies_are_closed_to_scripts_and_other_sites() -> None:
    client = Client()
    _sign_in(client, _account())
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    assert client.cookies["csrftoken"]["samesite"] == "Lax" if "csrftoken" in client.cookies else True


@pytest.mark.django_db
def test_a_form_without_its_token_changes_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(_account())
    for address in ("/kk/account/edit/", "/kk/account/logout/", "/kk/account/act-as/", "/kk/account/searches/save/"):
        answer = client.post(address, {"name": "x"})
        assert answer.status_code == 403
        assert "Пішіннің мерзімі өт" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/kk/search/?q=a%00b", "/kk/search/?a%00=b", "/kk/glossary/?q=%00", "/kk/posts/%00/"])
def test_a_zero_character_is_no_address(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code in (400, 404)
    assert "Мұны оқу мүмкін емес" in answer.content.decode() or answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["organisations/?words=", "posts/?words=", "suggest/organisations/?q=", "tried/?text="])
def test_a_query_that_no_database_compares_is_turned_back(page: str) -> None:
    assert Client(raise_request_exception=False).get(f"/kk/{page}{'w' * 60_000}").status_code == 400


@pytest.mark.django_db
def test_another_host_is_refused() -> None:
    answer = Client(raise_request_exception=False).get("/kk/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


SECURE = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.DEBUG)
"""


def test_over_https_cookies_stay_there(tmp_path: Path) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
    env = plain | {"KOPIR_DATA": str(tmp_path), "KOPIR_ADDRESS": "https://kopir.example.kz",
                   "DJANGO_SETTINGS_MODULE": "kopir.settings", "PYTHONPATH": str(ROOT)}  # fmt: skip
    said = subprocess.run([sys.executable, "-c", SECURE], env=env, capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.split() == ["True", "True", "True", "True", "False"]
