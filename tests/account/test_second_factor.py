"""The second factor some roles need, and showing once more that it is you."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from kopir.people.words import Office
from tests.account.signing import (
    PASSWORD,
    SECRET,
    code_now,
    give_factor,
    make_account,
    show_it_is_me,
    sign_in,
)
from tests.factories import appoint, join_organisation, make_organisation, make_post

pytestmark = pytest.mark.django_db
PAGES = ["/kk/", "/ru/desk/", "/kk/desk/anything/", "/kk/cabinet/", "/kk/watch/", "/kk/data/", "/en/nowhere/", "/"]


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def official():
    person = make_account()
    appoint(make_post(), person)
    return person


ROLES = {
    "official": official,
    "administrator": lambda: make_account(office=Office.ADMINISTRATOR),
    "co-ordinator": lambda: make_account(office=Office.COORDINATOR),
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_work_is_reachable_without_it(client: Client, role: str, page: str):
    sign_in(client, ROLES[role]())
    language = page[1:3] if len(page) > 1 else "kk"
    assert client.get(page).url == f"/{language}/account/2fa/"
    assert client.post(page).url == f"/{language}/account/2fa/"


@pytest.mark.parametrize("page", PAGES)
def test_with_it_the_pages_answer(client: Client, page: str):
    sign_in(client, give_factor(official()))
    assert "/2fa/" not in client.get(page).headers.get("location", "")


def test_a_member_works_without_it(client: Client):
    person = make_account()
    join_organisation(make_organisation(), person)
    sign_in(client, person)
    assert "/2fa/" not in client.get("/kk/cabinet/").headers.get("location", "")


def test_taking_the_only_factor_away_closes_the_pages_at_once(client: Client):
    person = give_factor(official())
    sign_in(client, person)
    show_it_is_me(client)
    client.post("/kk/account/2fa/totp/deactivate/")
    assert Authenticator.objects.count() == 0
    assert client.get("/kk/desk/").url == "/kk/account/2fa/"


def test_setting_up_the_app_gives_recovery_codes_and_a_letter(client: Client, at_once):
    person = make_account(language="ru")
    sign_in(client, person)
    show_it_is_me(client)
    page = client.get("/ru/account/2fa/totp/activate/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)) in page
    assert 'src="data:image/svg+xml;base64,' in page
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post("/ru/account/2fa/totp/activate/", {"code": code_now()})
    assert answer.url == "/ru/account/2fa/recovery-codes/"
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(code in client.get(answer.url).content.decode() for code in codes)
    assert all(code in client.get("/ru/account/2fa/recovery-codes/download/").content.decode() for code in codes)
    assert mail.outbox[-1].subject == "Подключено приложение с кодами"


NEEDS_PROOF = [
    ("post", "/kk/account/email/", {"action_add": "1", "email": "new@example.kz"}),
    ("get", "/kk/account/2fa/totp/activate/", {}),
    ("post", "/kk/account/2fa/totp/activate/", {"code": "000000"}),
    ("get", "/kk/account/2fa/webauthn/add/", {}),
    ("post", "/kk/account/2fa/webauthn/add/", {"credential": "{}"}),
]
NEEDS_PROOF_WITH_FACTOR = [
    ("get", "/kk/account/2fa/totp/deactivate/", {}),
    ("post", "/kk/account/2fa/totp/deactivate/", {}),
    ("get", "/kk/account/2fa/recovery-codes/", {}),
    ("get", "/kk/account/2fa/recovery-codes/download/", {}),
    ("get", "/kk/account/2fa/recovery-codes/generate/", {}),
    ("post", "/kk/account/2fa/recovery-codes/generate/", {}),
    ("post", "/kk/account/2fa/webauthn/keys/1/remove/", {}),
    ("post", "/kk/account/2fa/webauthn/keys/1/edit/", {"name": "x"}),
]


@pytest.mark.parametrize(("method", "address", "data"), NEEDS_PROOF)
def test_changes_of_the_account_ask_who_it_is(client: Client, method, address, data):
    person = make_account()
    sign_in(client, person)
    answer = getattr(client, method)(address, data)
    assert answer.url.startswith("/kk/account/reauthenticate/?next=")
    assert unchanged(person)


@pytest.mark.parametrize(("method", "address", "data"), NEEDS_PROOF_WITH_FACTOR)
def test_changes_of_factors_ask_who_it_is(client: Client, method, address, data):
    person = give_factor(make_account())
    sign_in(client, person)
    answer = getattr(client, method)(address, data)
    assert answer.url.startswith("/kk/account/reauthenticate/?next=")
    assert set(person.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def unchanged(person) -> bool:
    addresses = list(person.emailaddress_set.values_list("email", flat=True))
    return addresses == [person.email] and not person.authenticator_set.exists() and mail.outbox == []


def test_the_present_password_is_asked_for_a_new_one(client: Client):
    person = make_account()
    sign_in(client, person)
    words = {"oldpassword": "not it", "password1": "quiet river stone", "password2": "quiet river stone"}
    answer = client.post("/kk/account/password/change/", words)
    assert "Қазіргі құпиясөзіңізді дұрыс енгізіңіз." in answer.content.decode()
    client.post("/kk/account/password/change/", {**words, "oldpassword": PASSWORD})
    person.refresh_from_db()
    assert person.check_password("quiet river stone")
    assert mail.outbox[-1].subject == "Есептік жазбаңыздың құпиясөзі өзгертілді"


def test_a_first_password_is_set_only_after_a_proof(client: Client):
    person = give_factor(make_account())
    sign_in(client, person)
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    words = {"password1": "quiet river stone", "password2": "quiet river stone"}
    assert client.post("/kk/account/password/set/", words).url.startswith("/kk/account/2fa/reauthenticate/")
    person.refresh_from_db()
    assert not person.has_usable_password()


@pytest.mark.parametrize("make", [make_account, lambda: give_factor(make_account())], ids=["password", "with a factor"])
def test_the_address_changes_when_the_new_one_is_confirmed(client: Client, make):
    person = make()
    before = person.email
    sign_in(client, person)
    show_it_is_me(client)
    client.post("/kk/account/email/", {"action_add": "1", "email": "new@example.kz"})
    person.refresh_from_db()
    assert person.email == before
    address = mail.outbox[-1].body.split("http://localhost:")[1].split("/", 1)[1].split()[0]
    client.post("/" + address)
    person.refresh_from_db()
    assert person.email == "new@example.kz"
    assert [letter.to for letter in mail.outbox] == [["new@example.kz"], [before]]
    assert mail.outbox[-1].subject == "Есептік жазбаңыздың электрондық поштасы өзгертілді"


def test_a_proof_lasts_five_minutes(client: Client):
    sign_in(client, make_account())
    show_it_is_me(client)
    assert client.get("/kk/account/2fa/totp/activate/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    assert client.get("/kk/account/2fa/totp/activate/").status_code == 302
