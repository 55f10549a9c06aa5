"""A person who lost the second factor comes back: an administrator removes it, the person is told and sets up another."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.cli import main
from kopir.journal.models import Entry, Withheld
from kopir.notices.letters import written
from kopir.notices.models import Letter, Preference
from kopir.people.models import Person
from kopir.privacy.factors import remove_factors
from tests.account.signing import give_factor, make_account, show_it_is_me, sign_in
from tests.data.test_forms import build
from tests.factories import administrator, appoint, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def official(**fields: str) -> Person:
    person = give_factor(make_account("Телефонын жоғалтқан", **fields))
    appoint(make_post(), person)
    return person


def letter_to(person: Person) -> tuple[str, str, list[str]]:
    message = written(Letter.objects.select_related("notice", "person").get(person=person))
    return str(message.subject), str(message.body), list(message.to)


def test_factors_and_sessions_end_and_the_next_sign_in_asks_for_another(client: Client) -> None:
    person, other = official(), official()
    sign_in(client, person)
    elsewhere, stays = sign_in(Client(), person), sign_in(Client(), other)
    assert remove_factors(person, by=administrator(), reason="№ 5") == 2
    assert list(Authenticator.objects.values_list("user_id", flat=True).distinct()) == [other.pk]
    for device in (client, elsewhere):
        assert "/account/login/" in device.get("/kk/account/").headers["location"]
    assert stays.get("/kk/account/").status_code == 200
    sign_in(client, person)
    assert client.get("/kk/desk/").headers["location"] == "/kk/account/2fa/"


@pytest.mark.parametrize(("by", "words"), [("administrator", "администратор"), ("system", "на котором работает Көпір")])
def test_a_letter_says_so_and_by_which_office_whatever_letters_one_wants(by: str, words: str) -> None:
    person = official(language="ru")
    Preference.objects.create(person=person, work=False, news=False, digest=False)
    actors: dict[str, Actor] = {"administrator": administrator(), "system": SYSTEM}
    remove_factors(person, by=actors[by], reason="№ 5")
    subject, body, to = letter_to(person)
    assert (subject, to) == ("Ваши вторые факторы удалены", [person.email])
    assert words in body
    assert "/ru/account/2fa/" in body
    assert actors[by].name not in body or by == "system"


def test_the_journal_tells_it_without_a_name() -> None:
    person, by = official(), administrator()
    remove_factors(person, by=by, reason="Айгүл екенін тексердім")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.is_open, entry.subject_label) == ("privacy.remove_factors", False, f"№ {person.pk}")
    assert not any(word in entry.content for word in (person.name, person.email, by.name, "Айгүл"))
    kept = json.loads(Withheld.objects.get(entry_id=entry.pk).values)
    assert (kept["told"], kept["reason"]) == ({"factors": 2, "sessions": 0}, "Айгүл екенін тексердім")
    assert "personal" not in kept


def test_it_may_happen_to_the_same_person_again() -> None:
    person = official()
    for _time in range(2):
        remove_factors(person, by=administrator(), reason="№ 5")
        give_factor(person)
    assert Letter.objects.filter(person=person).count() == 2


def test_it_is_refused_for_oneself_without_a_reason_a_factor_or_an_open_account() -> None:
    own = administrator()
    me = give_factor(Person.objects.get(pk=own.person_id))
    closed = give_factor(make_person("Жабық", is_active=False))
    cases = [(me, "№ 5", "own_account"), (official(), "  ", "no_reason"), (make_person(), "№ 5", "not_now_no_factor"),
             (closed, "№ 5", "not_now_inactive")]  # fmt: skip
    before = Authenticator.objects.count()
    for person, reason, code in cases:
        with pytest.raises(Refused) as refusal:
            remove_factors(person, by=own, reason=reason)
        assert refusal.value.code == code
    assert (Authenticator.objects.count(), Letter.objects.count()) == (before, 0)


def test_the_page_removes_them_after_one_has_shown_who_one_is() -> None:
    office, person = build(), official()
    page = f"/kk/data/people/{person.pk}/"
    way = f"{page}factors/remove/"
    assert way in office.browser.get(page).content.decode()
    assert "reauthenticate" in office.browser.post(way, {"reason": "№ 5"}).headers["location"]
    assert person.authenticator_set.exists()  # type: ignore[attr-defined]
    show_it_is_me(office.browser)
    assert list(office.browser.post(way, {"reason": ""}).context["form"].errors) == ["reason"]
    assert office.browser.post(way, {"reason": "№ 5"}).headers["location"] == page
    assert not person.authenticator_set.exists()  # type: ignore[attr-defined]
    assert way not in office.browser.get(page).content.decode()


@pytest.mark.parametrize("by", ["number", "address"])
def test_the_command_removes_them(by: str) -> None:
    person = official()
    account = str(person.pk) if by == "number" else person.email.upper()
    ask = ["people", "remove-factors", account, "--reason", "№ 5"]
    assert CliRunner().invoke(main, ask, input="n\n").exit_code == 1
    assert person.authenticator_set.count() == 2  # type: ignore[attr-defined]
    assert "Removed: 2" in CliRunner().invoke(main, [*ask, "--yes"]).output
    assert Entry.objects.latest("pk").actor_role == "system"
    again = CliRunner().invoke(main, [*ask, "--yes"])
    assert (again.exit_code, "no second factor" in again.output) == (1, True)
    unknown = CliRunner().invoke(main, ["people", "remove-factors", "nobody@example.kz", "--reason", "№ 5"])
    assert (unknown.exit_code, "no account" in unknown.output) == (1, True)
