"""No English on the pages and in the letters of signing in, when one reads Kazakh or Russian."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import allauth
import django
import pytest
from babel.messages.extract import extract_from_dir
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from kopir.journal.models import Access
from tests.account.signing import (
    PASSWORD,
    SECRET,
    code_now,
    give_factor,
    make_account,
    send_password,
    show_it_is_me,
    sign_in,
)
from tests.factories import appoint, join_organisation, make_organisation, make_post

pytestmark = pytest.mark.django_db
ATTRIBUTES = {"alt", "title", "placeholder", "aria-label"}
# Names of things that are called so in every language.
LAWFUL = {"English", "Köpir", "JavaScript", "TOTP", "PIN", "Chrome", "Safari", "Windows", "Linux", "Firefox"}
ADDRESSES = re.compile(r"\S+@\S+|https?://\S+")
WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")


class Reader(HTMLParser):
    """What a person sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "span":  # it parts no words: of the name of a language only the beginning is seen on a phone
            self.words.append("\n")
        self.silent += tag in ("script", "style", "code")
        for name, value in attrs:
            if value and (name in ATTRIBUTES or name in ("data-passkey-failed", "data-passkey-unable")):
                self.words.append(f"\n{value}\n")
            if tag == "meta" and name == "content" and ("name", "description") in attrs:
                self.words.append(f"\n{value or ''}\n")

    def handle_endtag(self, tag: str) -> None:
        if tag != "span":
            self.words.append("\n")
        self.silent -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def english(text: str) -> list[str]:
    return sorted({word for word in WORD.findall(ADDRESSES.sub(" ", text)) if word not in LAWFUL})


def read(answer) -> str:
    reader = Reader()
    reader.feed(answer.content.decode())
    return "".join(reader.words)


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture(params=["kk", "ru"])
def language(request):
    return request.param


def check(client: Client, address: str, data: dict | None = None, status: int = 200) -> str:
    answer = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code == status, (address, answer.status_code, answer.headers.get("location"))
    text = read(answer)
    assert english(text) == [], address
    return text


OUTSIDE = [
    ("login/", None), ("login/", {}), ("login/", {"login": "x", "password": ""}),
    ("login/", {"login": "a@example.kz", "password": "wrong one"}),
    ("signup/", None), ("signup/", {}),
    ("signup/", {"name": "a" * 151, "email": "x", "password1": "123", "password2": "1234"}),
    ("signup/", {"name": "Дана", "email": "d@example.kz", "password1": "d@example.kz", "password2": "d@example.kz"}),
    ("signup/", {"name": "Дана", "email": "d@example.kz", "password1": "password123", "password2": "password123"}),
    ("password/reset/", None), ("password/reset/", {}), ("password/reset/", {"email": "x"}),
    ("password/reset/done/", None), ("password/reset/key/done/", None), ("password/reset/key/1-set-password/", None),
    ("confirm-email/", None), ("confirm-email/abc/", None), ("inactive/", None),
]  # fmt: skip


@pytest.mark.parametrize(("page", "data"), OUTSIDE)
def test_before_signing_in(client: Client, language: str, page: str, data):
    check(client, f"/{language}/account/{page}", data)


INSIDE = [
    ("", None), ("edit/", None), ("edit/", {}), ("edit/", {"name": "", "language": "фф"}),
    ("letters/", None),
    ("organisations/", None), ("organisations/?q=", None), ("organisations/?q=%D1%84%D1%8B%D0%B2%D0%B0", None),
    ("organisations/bulaq/join/", None), ("organisations/bulaq/join/", {"position": "x" * 201}),
    ("organisations/mine/join/", {"position": "төраға"}),
    ("email/", None), ("email/", {"action_add": "1", "email": "x"}), ("email/", {"action_add": "1", "email": ""}),
    ("password/change/", None), ("password/change/", {}),
    ("password/change/", {"oldpassword": "x", "password1": "123", "password2": "1234"}),
    ("reauthenticate/", None), ("reauthenticate/", {}), ("reauthenticate/", {"password": "wrong"}),
    ("2fa/reauthenticate/", None), ("2fa/reauthenticate/", {"code": "000000"}), ("2fa/reauthenticate/", {}),
    ("2fa/", None), ("2fa/totp/deactivate/", None), ("2fa/recovery-codes/", None), ("2fa/recovery-codes/generate/", None),
    ("2fa/webauthn/", None), ("2fa/webauthn/add/", None), ("2fa/webauthn/add/", {"credential": ""}),
    ("2fa/webauthn/add/", {"credential": "?"}),
    ("sessions/", None), ("logout/", None),
]  # fmt: skip


@pytest.mark.parametrize(("page", "data"), INSIDE)
def test_after_signing_in(client: Client, language: str, page: str, data):
    person = give_factor(make_account("Айгүл", language=language))
    appoint(make_post(ru="Заместитель акима"), person)
    mine = make_organisation("«Менің» қоры", ref="mine", ru="Фонд «Мой»")
    join_organisation(mine, person)
    make_organisation("«Бұлақ» қоры", ref="bulaq", ru="Фонд «Булак»")
    sign_in(client, person)
    show_it_is_me(client)
    check(client, f"/{language}/account/{page}", data)


def test_without_a_factor(client: Client, language: str):
    person = make_account("Айгүл")
    appoint(make_post(ru="Заместитель акима"), person)
    sign_in(client, person)
    check(client, f"/{language}/account/")
    assert client.get(f"/{language}/").status_code == 302
    check(client, f"/{language}/account/2fa/")
    show_it_is_me(client)
    check(client, f"/{language}/account/2fa/totp/activate/")
    check(client, f"/{language}/account/2fa/totp/activate/", {"code": "000000"})
    check(client, f"/{language}/account/2fa/totp/activate/", {"code": ""})
    person.emailaddress_set.create(email="new@example.kz", verified=False, primary=False)  # type: ignore[attr-defined]
    check(client, f"/{language}/account/email/")


def test_the_second_step(client: Client, language: str):
    person = give_factor(make_account())
    send_password(client, person, language=language)
    page = f"/{language}/account/2fa/authenticate/"
    check(client, page)
    check(client, page, {"code": "000000"})
    check(client, page, {"code": ""})
    check(client, page, {"credential": "{}"})


def test_a_mailed_link(client: Client, language: str):
    person = make_account(language=language)
    client.post(f"/{language}/account/password/reset/", {"email": person.email})
    address = re.search(r"http://[^/]+(/\S+/key/\S+)", mail.outbox[0].body)[1]  # type: ignore[index]
    form = client.get(address).url
    check(client, form)
    check(client, form, {"password1": "123", "password2": "1234"})
    check(client, form.replace("set-password", "x-y"))


def test_too_many_tries(client: Client, language: str):
    person = make_account()
    for _n in range(6):
        answer = send_password(client, person, "not it", language)
    assert english(read(answer)) == []
    assert Access.objects.latest("id").code == "too_many_attempts"
    for _n in range(30):
        answer = client.post(f"/{language}/account/login/", {})
    assert answer.status_code == 429
    assert english(read(answer)) == []


def test_the_file_of_recovery_codes(client: Client, language: str):
    sign_in(client, give_factor(make_account()))
    show_it_is_me(client)
    text = client.get(f"/{language}/account/2fa/recovery-codes/download/").content.decode()
    assert english(text) == []


def test_all_letters(client: Client, language: str, at_once):
    agent = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36"}
    client = Client(headers=agent)
    person = make_account("Айгүл", language=language)
    base = f"/{language}/account/"
    new = "quiet river stone"
    for email in (f"new-{language}@example.kz", person.email):
        client.post(base + "signup/", {"name": "Дана", "email": email, "password1": new, "password2": new})
    client.post(base + "password/reset/", {"email": person.email})
    sign_in(client, person)
    client.post(base + "password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post(base + "reauthenticate/", {"password": new})
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post(base + "2fa/totp/activate/", {"code": code_now()})
    client.post(base + "2fa/recovery-codes/generate/")
    client.post(base + "2fa/totp/deactivate/")
    client.post(base + "email/", {"action_add": "1", "email": "new@example.kz"})
    link = re.search(r"http://[^/]+(/\S+/confirm-email/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]
    client.post(link)
    assert len(mail.outbox) == 9
    for letter in mail.outbox:
        assert english(f"{letter.subject}\n{letter.body}") == [], letter.subject
        assert letter.body.strip().splitlines()[-1].startswith("Көпір: http")


# Words of the libraries that nobody can meet here: no user names, no phones, no administration pages of theirs.
UNMET = re.compile(r"[Uu]sername|phone|Marked |Failed to mark|Mark selected|select only|\(optional\)|Accounts|MFA|User Sessions"
                   r"|session key|^(user|verified|primary|created|sent|key|Login)$|email confirmation|email address(es)?$"
                   r"|Email \(again\)|same email|Email or|confirmation$|Phone")  # fmt: skip


def test_everything_the_library_can_say_is_translated(language: str):
    folder = allauth.__path__[0]
    said = {
        message
        for part in ("account", "mfa", "usersessions")
        for _file, _line, message, _comments, _context in extract_from_dir(
            f"{folder}/{part}", [("**.py", "python")], keywords={"_": None, "gettext": None, "gettext_lazy": None}
        )
        if isinstance(message, str) and not UNMET.search(message)
    }
    assert len(said) > 40
    with override(language):
        assert sorted(message for message in said if gettext(message) == message) == []


def test_everything_forms_and_validators_of_django_can_say_is_translated(language: str):
    calls = {"_": None, "gettext": None, "ngettext_lazy": (1, 2), "ngettext": (1, 2)}
    said = set()
    places = {"forms": "**.py", "core": "validators.py", "contrib/auth": "password_validation.py"}
    for folder, files in places.items():
        found = extract_from_dir(f"{django.__path__[0]}/{folder}", [(files, "python")], keywords=calls)
        said |= {message for _file, _line, message, _comments, _context in found}
    assert len(said) > 60
    kept = {":?.!", ":", "…", "Order", "Delete", "IPv4", "IPv6"}
    with override(language):
        plain = [m for m in said if isinstance(m, str) and m not in kept and gettext(m) == m]
        plural = [m for m in said if isinstance(m, tuple) and ngettext(*m, 5) == m[1]]
    assert (sorted(plain), plural) == ([], [])
