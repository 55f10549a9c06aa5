"""Signing up and in: the letter, the second step, where one lands, what is noted, what is counted."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from kopir.journal.models import Access
from kopir.people.models import Person
from kopir.people.words import Office
from tests.account.signing import (
    PASSWORD,
    code_now,
    give_factor,
    make_account,
    send_password,
    sign_in,
    spare_code,
)
from tests.factories import appoint, join_organisation, make_organisation, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def link(letter: mail.EmailMessage) -> str:
    return re.search(r"http://[^/]+(/\S+/account/\S+)", letter.body)[1]  # type: ignore[index]


def test_signing_up_confirms_the_address_by_a_letter(client: Client):
    words = {"name": "Дана", "email": "dana@example.kz", "password1": "quiet river stone", "password2": "quiet river stone"}
    answer = client.post("/kk/account/signup/", words)
    assert answer.url == "/kk/account/confirm-email/"
    (letter,) = mail.outbox
    assert letter.subject == "Электрондық поштаңызды растаңыз"
    assert link(letter).startswith("/kk/account/confirm-email/")
    person = Person.objects.get(email="dana@example.kz")
    assert (person.name, person.language) == ("Дана", "kk")
    client.post(link(letter))
    answer = client.post("/kk/account/login/", {"login": "dana@example.kz", "password": "quiet river stone"})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_up_twice_tells_only_the_owner_of_the_address(client: Client):
    person = make_account(language="ru")
    words = {"name": "X", "email": person.email, "password1": "quiet river stone", "password2": "quiet river stone"}
    assert client.post("/kk/account/signup/", words).url == "/kk/account/confirm-email/"
    (letter,) = mail.outbox
    assert letter.subject == "У вас уже есть учётная запись"
    assert Person.objects.count() == 1


def test_an_unconfirmed_address_does_not_sign_in(client: Client):
    person = make_account()
    person.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert send_password(client, person).url == "/kk/account/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_letters_lead_to_the_public_address_in_the_readers_language(client: Client, settings):
    settings.KOPIR_ADDRESS = "https://kopir.example.kz"
    person = make_account(language="ru")
    client.post("/kk/account/password/reset/", {"email": person.email}, headers={"host": "localhost"})
    (letter,) = mail.outbox
    assert letter.subject == "Задайте новый пароль"
    assert "https://kopir.example.kz/ru/account/password/reset/key/" in letter.body
    assert re.findall(r"https?://([^/\s]+)", letter.body) == ["kopir.example.kz", "kopir.example.kz"]


def test_a_new_password_by_letter_still_asks_the_second_factor(client: Client):
    person = give_factor(make_account())
    client.post("/kk/account/password/reset/", {"email": person.email})
    form = client.get(link(mail.outbox[0])).url
    answer = client.post(form, {"password1": "brand new secret", "password2": "brand new secret"})
    assert answer.url == "/kk/account/password/reset/key/done/"
    assert mail.outbox[1].subject == "Есептік жазбаңызға жаңа құпиясөз қойылды"
    assert send_password(client, person, "brand new secret").url == "/kk/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("code", [code_now, None])
def test_the_second_step_takes_a_code_of_the_app_or_a_spare_one(client: Client, code):
    person = give_factor(make_account())
    answer = send_password(client, person)
    client.post(answer.url, {"code": code() if code else spare_code(person)})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_spare_code_works_once(client: Client):
    person = give_factor(make_account())
    code = spare_code(person)
    for expected in (302, 200):
        answer = Client().post
        fresh = Client()
        answer = fresh.post(send_password(fresh, person).url, {"code": code})
        assert answer.status_code == expected


@pytest.mark.urls("tests.account.homes")
@pytest.mark.parametrize(
    ("make", "home"),
    [
        (lambda person: None, "/kk/here/"),
        (lambda person: join_organisation(make_organisation(), person), "/kk/here/cabinet/"),
        (lambda person: appoint(make_post(), give_factor(person)), "/kk/here/desk/"),
        (lambda person: give_factor(hold(person, Office.ADMINISTRATOR)), "/kk/here/data/"),
        (lambda person: give_factor(hold(person, Office.COORDINATOR)), "/kk/here/watch/"),
    ],
    ids=["person", "member", "official", "administrator", "co-ordinator"],
)
def test_one_lands_where_ones_work_is(client: Client, make, home):
    person = make_account()
    make(person)
    answer = send_password(client, person)
    if "2fa" in answer.url:
        answer = client.post(answer.url, {"code": spare_code(person)})
    assert answer.url == home


def hold(person: Person, office: Office) -> Person:
    person.office = office
    person.save()
    return person


@pytest.mark.parametrize(
    ("following", "lands"),
    [
        ("/kk/account/edit/", "/kk/account/edit/"),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_next_is_respected_when_it_stays_here(client: Client, following, lands):
    usual = send_password(Client(), make_account()).url
    assert send_password(client, make_account(), next=following).url == (lands or usual)


def test_sign_ins_and_failures_are_noted_without_an_address(client: Client):
    person = give_factor(make_account())
    send_password(client, person, "not it")
    answer = send_password(client, person)
    client.post(answer.url, {"code": "000000"})
    client.post(answer.url, {"code": spare_code(person)})
    rows = Access.objects.order_by("id").values_list("what", "code", "person_id")
    assert list(rows) == [
        ("sign_in_failed", "password", None),
        ("sign_in_failed", "second_factor", person.pk),
        ("signed_in", "", person.pk),
    ]
    for row in Access.objects.all():
        assert person.email not in " ".join(str(value) for value in vars(row).values())


def test_guessing_a_password_is_stopped_for_the_account_from_anywhere(client: Client):
    person = make_account()
    for n in range(5):
        send_password(Client(REMOTE_ADDR=f"10.0.0.{n}"), person, "not it")
    answer = send_password(Client(REMOTE_ADDR="10.0.0.9"), person)
    assert "Сәтсіз кіру әрекеттері тым көп болды" in answer.content.decode()
    assert Access.objects.latest("id").code == "too_many_attempts"
    assert send_password(Client(REMOTE_ADDR="10.0.0.9"), make_account()).status_code == 302


def test_too_many_requests_get_a_page_in_words(client: Client):
    for _n in range(31):
        answer = client.post("/ru/account/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Слишком много попыток" in answer.content.decode()


def test_a_closed_account_does_not_sign_in(client: Client):
    person = make_account(is_active=False)
    answer = send_password(client, person)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (200, 302)


def test_signing_out_leads_to_the_public_front_page(client: Client):
    sign_in(client, make_account())
    assert client.post("/ru/account/logout/").url == "/ru/"
    assert "_auth_user_id" not in client.session


def test_the_front_door_opens_in_the_persons_language(client: Client):
    assert client.get("/", headers={"accept-language": "ru"}).url == "/ru/"
    sign_in(client, make_account(language="en"))
    assert client.get("/", headers={"accept-language": "ru"}).url == "/en/"


def test_the_password_is_never_drawn_again(client: Client):
    answer = client.post("/kk/account/login/", {"login": "a@example.kz", "password": PASSWORD})
    assert PASSWORD not in answer.content.decode()
