"""Forgetting a person: nothing personal is left in any table, what belongs to institutions stays, the journal holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.cli import main
from kopir.interactions.models import Matter
from kopir.journal.acts import Draft, write
from kopir.journal.erasure import remains
from kopir.journal.models import Entry, Withheld
from kopir.journal.queries import withheld_of
from kopir.journal.sealing import seal
from kopir.journal.sentences import sentence
from kopir.journal.verification import verify
from kopir.notices.acts.telling import tell
from kopir.notices.models import Letter, Notice
from kopir.notices.words import Weight
from kopir.organisations.models import Membership
from kopir.people.acts import deactivate, edit_own, reactivate
from kopir.people.models import Person
from kopir.privacy import retention
from kopir.privacy.acts import Forgotten, forget
from tests.account.signing import make_account, show_it_is_me
from tests.data.test_forms import build
from tests.factories import administrator, make_person
from tests.permissions.whole import Whole

NAMES = ("Қызғалдақ Бірінші", "Қызғалдақ Екінші")
ADDRESS = "qyzgaldaq@example.kz"
pytestmark = pytest.mark.django_db


def _tables_with(text: str) -> list[str]:
    """Every table of the database in which some value holds the text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            column = connection.ops.quote_name(field.column)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT COUNT(*) FROM {model._meta.db_table} WHERE CAST({column} AS text) LIKE %s",
                    [f"%{text}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.db_table}.{field.column}")
    return found


class Known(Whole):
    """A member of an organisation who has sent a matter, then changed the name; the account is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.person = Person.objects.get(pk=self.author.person_id)
        Person.objects.filter(pk=self.person.pk).update(name=NAMES[0], email=ADDRESS)
        self.person.refresh_from_db()
        self.author = replace(self.author, name=NAMES[0])
        self.matter = self.received()
        edit_own(self.person, by=self.author, name=NAMES[1], language="ru")
        deactivate(self.person, by=administrator(), reason="It was asked for")
        seal()

    def forgotten(self) -> Forgotten:
        return forget(self.person, by=administrator(), reason="№ 7")


def test_nothing_personal_is_left_in_any_table() -> None:
    known = Known()
    assert {table for text in (*NAMES, ADDRESS) for table in _tables_with(text)} > {
        "people_person.email",
        "journal_withheld.values",
    }
    done = known.forgotten()
    assert done.rows and done.entries
    assert {text: _tables_with(text) for text in (*NAMES, ADDRESS)} == {text: [] for text in (*NAMES, ADDRESS)}
    assert not Membership.objects.filter(person=known.person).exists()


def test_the_matter_stays_and_the_journal_verifies() -> None:
    known = Known()
    words = Matter.objects.values_list("text", "state", "person_id").get(pk=known.matter.pk)
    done = known.forgotten()
    seal()
    found = verify()
    assert (found.good, found.scrubbed) == (True, done.entries)
    assert Matter.objects.values_list("text", "state", "person_id").get(pk=known.matter.pk) == words
    assert known.person.name == f"№ {known.person.pk}"


def test_values_of_institutions_stay_beside_the_entry() -> None:
    """Only the name goes from beside what a person did: what a closed act decided is not the person's."""
    known = Known()
    theirs = Entry.objects.filter(person_id=known.person.pk).exclude(subject_kind="people.person")
    before = withheld_of(list(theirs))
    known.forgotten()
    after = withheld_of(list(theirs))
    assert any(set(values) - {"name", "personal"} for values in before.values())
    for number, values in before.items():
        assert after.get(number, {}) == {name: value for name, value in values.items() if name != "name"}


def test_an_erasure_behind_the_journal_is_found() -> None:
    known = Known()
    known.forgotten()
    seal()
    number = next(number for number, digest in remains().items() if digest)
    Withheld.objects.filter(pk=number).delete()
    assert [problem["code"] for problem in verify().problems] == ["withheld_missing"]


def test_the_erasure_is_told_without_a_name() -> None:
    known = Known()
    known.forgotten()
    told = [sentence(entry) for entry in Entry.objects.filter(act__in=["privacy.forget", "journal.scrub"])]
    assert len(told) == 2 and all(f"№ {known.person.pk}" in words for words in told)


def test_an_open_account_is_not_erased_and_an_erased_one_not_opened() -> None:
    person = make_account()
    with pytest.raises(Refused, match="not_now_open"):
        forget(person, by=administrator())
    deactivate(person, by=administrator(), reason="№ 5")
    forget(person, by=administrator())
    for again in (forget, reactivate):
        with pytest.raises(Refused, match="not_now"):
            again(person, by=administrator())


def test_the_page_erases_after_one_has_shown_who_one_is() -> None:
    office = build()
    person = make_person("Жабық", is_active=False)
    page = f"/kk/data/people/{person.pk}/"
    assert f"{page}forget/" in office.browser.get(page).content.decode()
    assert "reauthenticate" in office.browser.post(f"{page}forget/", {"reason": "№ 5"}).url
    show_it_is_me(office.browser)
    assert list(office.browser.post(f"{page}forget/", {"reason": ""}).context["form"].errors) == ["reason"]
    assert office.browser.post(f"{page}forget/", {"reason": "№ 5"}).status_code == 302
    person.refresh_from_db()
    assert person.is_forgotten
    assert f"{page}forget/" not in office.browser.get(page).content.decode()


# ---- How long things are kept ----------------------------------------------------------------------------


def _would_go() -> dict[str, int]:
    return {rule.name: number for rule, number in retention.report()}


def _older(model: Any, days: int, field: str) -> None:
    """As if all rows had been made so long ago."""
    model.objects.update(**{field: timezone.now() - timedelta(days=days)})


def test_an_address_that_was_never_confirmed_ends() -> None:
    make_person("Растамаған")
    confirmed = make_account("Растаған")
    assert _would_go()["unconfirmed"] == 0
    _older(Person, 31, "joined_at")
    assert _would_go()["unconfirmed"] == 1
    retention.keep()
    assert [person.pk for person in Person.objects.all()] == [confirmed.pk]


def test_letters_that_went_long_ago_end_and_the_notice_stays() -> None:
    person = make_account()
    notice = tell("notices.test", key="k", path="/", weight=Weight.LEGAL, person=person)
    assert notice
    _older(Notice, 366, "created_at")
    assert _would_go()["letters"] == 0
    Letter.objects.update(state="sent")
    retention.keep()
    assert list(Letter.objects.all()) == []
    notice.refresh_from_db()


def test_closed_accounts_are_forgotten_when_their_time_has_come() -> None:
    closed, opened, fresh = (make_account(is_active=False) for _ in range(3))
    long_ago = timezone.now() - timedelta(days=1827)
    for person in (closed, opened):
        write([Draft("people.deactivate", administrator(), person, at=long_ago)])
    write([Draft("people.reactivate", administrator(), opened)])
    write([Draft("people.deactivate", administrator(), fresh)])
    assert _would_go()["closed"] == 1
    retention.keep()
    assert [person.pk for person in Person.objects.all() if person.is_forgotten] == [closed.pk]
    assert _would_go()["closed"] == 0


def test_days_are_a_setting_and_none_keeps_for_ever(settings: Any) -> None:
    make_person("Растамаған")
    _older(Person, 4000, "joined_at")
    settings.KOPIR_RETENTION = {**settings.KOPIR_RETENTION, "unconfirmed": 0}
    assert _would_go()["unconfirmed"] == 0


def test_the_command_says_first_what_would_go() -> None:
    make_person("Растамаған")
    _older(Person, 31, "joined_at")
    assert "would go: 1" in CliRunner().invoke(main, ["privacy", "retention", "--dry-run"]).output
    assert Person.objects.count() == 1
    assert "gone: 1" in CliRunner().invoke(main, ["privacy", "retention"]).output
    assert Person.objects.count() == 0


def test_the_command_forgets_a_closed_account_only() -> None:
    person = make_account()
    ask = ["privacy", "forget", str(person.pk), "--reason", "№ 5", "--yes"]
    assert "Close the account first" in CliRunner().invoke(main, ask).output
    deactivate(person, by=administrator(), reason="№ 5")
    assert f"The number {person.pk} stays" in CliRunner().invoke(main, ask).output
