"""An act writes one entry; the entry cannot be changed; the receipt proves it offline; tampering is found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from kopir.base.actors import SYSTEM, Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.permits import ALLOWED, Permit, Rule, when
from kopir.journal import triggers
from kopir.journal.acts import act, columns
from kopir.journal.models import Entry, Head, Leaf, Unsealed, Withheld
from kopir.journal.queries import receipt, story_of
from kopir.journal.receipts import BadReceipt, check
from kopir.journal.sealing import public_pem, seal, signing_key
from kopir.journal.verification import verify
from kopir.organisations.models import Organisation
from tests.factories import administrator, make_organisation, make_person

pytestmark = pytest.mark.django_db

rename_rule = Rule("organisations.edit", lambda by, organisation: when(by.is_administrator, "not_administrator", "no"))
anybody = Rule("organisations.edit", lambda by, subject: ALLOWED)


def rename(organisation: Organisation, *, by: Actor, to: str) -> None:
    with act(rename_rule, by=by, subject=organisation, reason="spelling") as entry:
        organisation.set_names(to)
        organisation.save()
        entry.fact(register="test")


def test_an_act_writes_one_entry_with_what_changed() -> None:
    organisation = make_organisation("Ескі атау")
    rename(organisation, by=administrator(), to="Жаңа атау")
    entry = Entry.objects.get()
    content = json.loads(entry.content)
    assert entry.act == "organisations.edit"
    assert content["changed"]["name_kk"] == ["Ескі атау", "Жаңа атау"]
    assert content["facts"] == {"register": "test"}
    assert content["reason"] == "spelling"
    assert list(story_of(organisation)) == [entry]


def test_a_refused_act_writes_nothing() -> None:
    organisation = make_organisation("Ескі атау")
    with pytest.raises(Refused) as refusal:
        rename(organisation, by=Actor("visitor"), to="Жаңа атау")  # type: ignore[arg-type]
    assert refusal.value.code == "not_administrator"
    organisation.refresh_from_db()
    assert (organisation.name_kk, Entry.objects.count()) == ("Ескі атау", 0)


def test_an_act_that_fails_leaves_neither_change_nor_entry() -> None:
    organisation = make_organisation("Ескі атау")
    with pytest.raises(ZeroDivisionError), act(anybody, by=SYSTEM, subject=organisation):
        organisation.set_names("Жаңа атау")
        organisation.save()
        1 / 0  # noqa: B018
    organisation.refresh_from_db()
    assert (organisation.name_kk, Entry.objects.count()) == ("Ескі атау", 0)


def test_an_act_reads_the_row_afresh_so_a_stale_copy_changes_nothing() -> None:
    organisation = make_organisation("Ескі атау")
    stale = Organisation.objects.get(pk=organisation.pk)
    rename(organisation, by=administrator(), to="Жаңа атау")
    with act(anybody, by=SYSTEM, subject=stale):
        stale.phone = "1"
        stale.save()
    stale.refresh_from_db()
    assert stale.name_kk == "Жаңа атау"


def test_personal_values_stand_apart_from_what_is_hashed() -> None:
    person = make_person("Аты")
    with act(anybody, by=administrator(), subject=person):
        person.name = "Басқа ат"
        person.save()
    entry = Entry.objects.get()
    assert "Басқа ат" not in entry.content
    assert json.loads(Withheld.objects.get().values)["personal"]["name"] == ["Аты", "Басқа ат"]


def test_whose_act_it_was_stands_apart_from_what_a_receipt_holds() -> None:
    person = make_person("Аты")
    by = replace(administrator(), person_id=person.pk, request_id="r-1")
    rename(make_organisation("Ескі атау"), by=by, to="Жаңа атау")
    entry, apart = Entry.objects.get(), json.loads(Withheld.objects.get().values)
    assert (entry.person_id, entry.request_id) == (apart["person"], apart["request"]) == (person.pk, "r-1")
    assert json.loads(entry.content).keys() & {"person", "request"} == set()
    assert verify().problems == []


def test_an_entry_given_to_another_person_behind_the_application_is_named() -> None:
    rename(make_organisation("0"), by=replace(administrator(), person_id=make_person("Аты").pk), to="1")
    _without_guards("UPDATE journal_entry SET person_id = %s", 7_000_000)
    assert [problem["code"] for problem in verify().problems] == ["column"]


def test_an_entry_of_the_first_format_still_verifies() -> None:
    rename(make_organisation("0"), by=administrator(), to="1")
    content = json.loads(Entry.objects.get().content) | {"format": 1, "person": 5, "request": "r-1", "withheld": ""}
    written = canonical(content)
    first = Entry(content=written.decode(), hash=hashlib.sha256(written).hexdigest(), **columns(content, {}))
    first.save()
    Unsealed.objects.create(entry_id=first.pk)
    seal()
    assert (first.person_id, first.request_id, verify().problems) == (5, "r-1", [])


@pytest.mark.parametrize("table", sorted(triggers.GUARDED))
def test_the_database_refuses_to_change_the_journal(table: str) -> None:
    rename(make_organisation("Ескі атау"), by=administrator(), to="Жаңа атау")
    seal()
    for operation in triggers.GUARDED[table]:
        sql = f"DELETE FROM {table}" if operation == "DELETE" else f"UPDATE {table} SET {_column(table)} = {_column(table)}"
        if table != "journal_access":
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    assert triggers.missing(connection) == []


def _column(table: str) -> str:
    return {
        "journal_entry": "act",
        "journal_withheld": "salt",
        "journal_leaf": "entry_id",
        "journal_node": "hash",
    }.get(table, "at")


def test_sealing_leaves_nothing_waiting_and_the_journal_verifies() -> None:
    organisation, by = make_organisation("0"), administrator()
    for number in range(1, 12):
        rename(organisation, by=by, to=str(number))
        if number % 4 == 0:
            seal()
    assert Unsealed.objects.count() == 3
    seal()
    report = verify()
    assert report.problems == []
    assert (report.entries, report.sealed, report.waiting, report.heads) == (11, 11, 0, 3)


def test_a_receipt_of_every_entry_checks_offline() -> None:
    organisation, by = make_organisation("0"), administrator()
    for number in range(1, 8):
        rename(organisation, by=by, to=str(number))
    public = public_pem(signing_key().public)
    for entry in Entry.objects.all():
        checked = check(json.dumps(receipt(entry)), public)
        assert checked.content["act"] == "organisations.edit"
        assert checked.size == 7


@pytest.mark.parametrize("harm", ["entry", "proof", "root", "signature", "size", "not json"])
def test_a_damaged_receipt_is_refused(harm: str) -> None:
    organisation, by = make_organisation("0"), administrator()
    for number in range(1, 8):
        rename(organisation, by=by, to=str(number))
    good = receipt(Entry.objects.earliest("pk"))
    match harm:
        case "entry":
            good["entry"] = good["entry"].replace("spelling", "spellink")
        case "proof":
            good["proof"][0] = "00" * 32
        case "root":
            good["head"]["root"] = "00" * 32
        case "signature":
            good["head"]["signature"] = "00" * 64
        case "size":
            good["head"]["size"] = 6
    text = json.dumps(good) if harm != "not json" else "hello"
    with pytest.raises(BadReceipt):
        check(text, public_pem(signing_key().public))


def test_an_entry_changed_behind_the_application_is_named() -> None:
    organisation, by = make_organisation("0"), administrator()
    for number in range(1, 6):
        rename(organisation, by=by, to=str(number))
    seal()
    victim = Entry.objects.order_by("pk")[2]
    _without_guards("UPDATE journal_entry SET content = replace(content, 'spelling', 'speling') WHERE id = %s", victim.pk)
    assert verify().first_bad_entry == victim.pk


def test_a_removed_entry_is_named() -> None:
    organisation, by = make_organisation("0"), administrator()
    for number in range(1, 6):
        rename(organisation, by=by, to=str(number))
    seal()
    victim = Entry.objects.order_by("pk")[1]
    _without_guards("DELETE FROM journal_entry WHERE id = %s", victim.pk)
    assert verify().first_bad_entry == victim.pk


def test_a_rewritten_history_does_not_match_the_signed_head() -> None:
    rename(make_organisation("0"), by=administrator(), to="1")
    seal()
    head = Head.objects.get()
    _without_guards("UPDATE journal_head SET root = %s WHERE size = 1", "00" * 32)
    assert [problem["code"] for problem in verify().problems if problem["code"] != "guard"] == [
        "root",
        "signature",
    ]
    assert head.size == Leaf.objects.count()


def _without_guards(sql: str, value: object) -> None:
    """What an intruder with the database in hand would do."""
    with connection.cursor() as cursor:
        for trigger, table, _ in triggers.names():
            drop = f"DROP TRIGGER {trigger}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
            cursor.execute(drop)
        cursor.execute(sql, [value])
        for statement in triggers.statements(connection.vendor):
            cursor.execute(statement)


def test_rules_combine_and_keep_the_first_reason() -> None:
    no, never = Permit(False, "a", "first"), Permit(False, "b", "second")
    assert (no & never).code == "a"
    assert (no | never).code == "b"
    assert (no | ALLOWED).allowed
