"""Offices are given and taken by administrators; one always remains; a closed account holds nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.base.permits import PERMISSIONS
from kopir.journal.models import Entry, Withheld
from kopir.operation.serve import greeting
from kopir.people import acts
from kopir.people.queries import list_people, officers, person_for
from kopir.people.words import Office
from tests.factories import (
    administrator,
    coordinator,
    make_body,
    make_organisation,
    make_person,
    make_post,
    member,
)
from tests.factories import official as make_official

pytestmark = pytest.mark.django_db


def test_an_administrator_gives_an_office() -> None:
    person = make_person()
    acts.grant_office(person, Office.COORDINATOR, by=administrator(), reason="order 5")
    person.refresh_from_db()
    assert person.office == Office.COORDINATOR
    entry = Entry.objects.get()
    assert (entry.act, entry.is_open, "order 5" in entry.content) == ("people.grant_office", False, False)
    assert json.loads(Withheld.objects.get().values)["told"]["office"]["en"] == "co-ordinator"


def test_nothing_is_not_an_office() -> None:
    with pytest.raises(Refused) as refusal:
        acts.grant_office(make_person(), Office.NONE, by=administrator())
    assert refusal.value.code == "no_office"


def test_an_office_is_withdrawn() -> None:
    person = make_person(office=Office.COORDINATOR)
    acts.withdraw_office(person, by=administrator())
    assert person.office == Office.NONE


@pytest.mark.parametrize("way", ["withdraw", "replace", "close"])
def test_the_last_administrator_stays(way: str) -> None:
    only = make_person(office=Office.ADMINISTRATOR)
    deeds: dict[str, Any] = {
        "withdraw": lambda: acts.withdraw_office(only, by=SYSTEM),
        "replace": lambda: acts.grant_office(only, Office.COORDINATOR, by=SYSTEM),
        "close": lambda: acts.deactivate(only, by=SYSTEM),
    }
    with pytest.raises(Refused) as refusal:
        deeds[way]()
    only.refresh_from_db()
    assert (refusal.value.code, only.office, only.is_active) == (
        "last_administrator",
        Office.ADMINISTRATOR,
        True,
    )
    make_person(office=Office.ADMINISTRATOR)
    deeds[way]()


def test_an_account_is_closed_and_opened() -> None:
    person, by = make_person(office=Office.COORDINATOR), administrator()
    acts.deactivate(person, by=by)
    assert list(officers(Office.COORDINATOR)) == []
    with pytest.raises(Refused):
        acts.grant_office(person, Office.ADMINISTRATOR, by=by)
    acts.reactivate(person, by=by)
    assert list(officers(Office.COORDINATOR)) == [person]


def test_how_to_make_the_first_administrator_is_told_until_there_is_one() -> None:
    assert [line.split(":")[0] for line in greeting()] == ["The first administrator"]
    acts.first_administrator("admin@example.kz", "Әкімші", "correct horse battery")
    assert greeting() == []


def test_the_first_administrator_can_sign_in_at_once() -> None:
    person = acts.first_administrator("Admin@Example.KZ", "Әкімші", "correct horse battery")
    assert (person.office, person.email, person.check_password("correct horse battery")) == (
        Office.ADMINISTRATOR,
        "admin@example.kz",
        True,
    )
    assert EmailAddress.objects.get(user=person).verified
    assert "Әкімші" not in Entry.objects.get().content


def test_a_second_first_administrator_is_refused_unless_forced() -> None:
    acts.first_administrator("a@example.kz", "A", "correct horse battery")
    for forced, code in ((False, "not_now_exists"), (True, "email_taken")):
        with pytest.raises(Refused) as refusal:
            acts.first_administrator("a@example.kz", "A", "correct horse battery", even_if_one_exists=forced)
        assert refusal.value.code == code
    assert acts.first_administrator("b@example.kz", "B", "correct horse", even_if_one_exists=True).pk


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("people.first_administrator", ["system"]),
        ("people.grant_office", ["administrator", "system"]),
        ("people.withdraw_office", ["administrator", "system"]),
        ("people.deactivate", ["administrator", "system"]),
    ],
)
def test_who_may(permission: str, allowed: list[str]) -> None:
    actors = {
        "visitor": VISITOR,
        "member": member(make_organisation()),
        "official": make_official(make_post(make_body())),
        "coordinator": coordinator(),
        "administrator": administrator(),
        "system": SYSTEM,
    }
    person = make_person(office=Office.COORDINATOR)
    may = [name for name, actor in actors.items() if PERMISSIONS[permission](actor, person)]
    assert may == allowed


def test_only_administrators_see_accounts() -> None:
    person, by = make_person("Айгүл"), administrator()
    assert person_for(by, person.pk) == person
    assert list_people(by, "Айгүл") == ([person], 0)
    assert list_people(by, limit=1)[1] == list_people(by, limit=1)[0][0].pk
    with pytest.raises(Refused) as refusal:
        person_for(coordinator(), person.pk)
    assert refusal.value.hidden
