"""People who can sign in, and how they do."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from kopir.people.models import Person
from tests.factories import make_person

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_account(name: str = "A person", **fields: Any) -> Person:
    """A person whose e-mail is confirmed."""
    person = make_person(name, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def give_factor(person: Person) -> Person:
    """An app with codes, and recovery codes as the library makes them."""
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def spare_code(person: Person) -> str:
    return person.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]  # type: ignore[attr-defined, no-any-return]


def send_password(client: Client, person: Person, password: str = PASSWORD, language: str = "kk", **more: Any) -> Any:
    return client.post(f"/{language}/account/login/", {"login": person.email, "password": password, **more})


def sign_in(client: Client, person: Person) -> Client:
    """Through the pages, with the second step when the person has one."""
    answer = send_password(client, person)
    if answer.url.endswith("/2fa/authenticate/"):
        answer = client.post(answer.url, {"code": spare_code(person)})
    assert client.session["_auth_user_id"] == str(person.pk)
    return client


def show_it_is_me(client: Client) -> None:
    assert client.post("/kk/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
