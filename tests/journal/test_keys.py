"""The key that signs the journal is replaced: what it signed stays true, and it signs nothing later."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from kopir.base.keys import KeyGone
from kopir.base.permits import ALLOWED, Rule
from kopir.journal import merkle, triggers
from kopir.journal.acts import act, content_of
from kopir.journal.growth import check_growth
from kopir.journal.key_change import change_key, settle
from kopir.journal.keys import list_file
from kopir.journal.models import Entry, Head, Key
from kopir.journal.public_keys import BadReceipt, load_keys
from kopir.journal.queries import growth, head_to_keep, receipt
from kopir.journal.receipts import check
from kopir.journal.sealing import (
    SigningKey,
    head_time,
    name_of,
    public_pem,
    seal,
    signed_text,
    signing_key,
    size,
    stored_node,
    stored_proof,
)
from kopir.journal.sentences import sentence
from kopir.journal.verification import verify
from tests.factories import administrator, make_organisation

pytestmark = pytest.mark.django_db
Why = Key.Why


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.KOPIR_KEYS = tmp_path
    return tmp_path


def an_act() -> Entry:
    organisation = make_organisation()
    with act(Rule("organisations.edit", lambda by, subject: ALLOWED), by=administrator(), subject=organisation):
        organisation.phone = "1"
        organisation.save()
    return Entry.objects.latest("pk")


def a_receipt() -> bytes:
    return json.dumps(receipt(an_act())).encode()


def refusal(run: Any, *arguments: Any) -> str:
    with pytest.raises(BadReceipt) as refused:
        run(*arguments)
    return refused.value.code


def forged(entry: Entry, key: SigningKey, at: str) -> bytes:
    """A head of all that is sealed, as a thief of the key signs it who reads the journal."""
    good, total = receipt(entry), size()
    root = merkle.root(total, stored_node).hex()
    signature = key.private.sign(signed_text(total, root, at)).hex()
    proof = [step.hex() for step in stored_proof(partial(merkle.inclusion_proof, good["leaf"], total))]
    head = {"size": total, "root": root, "at": at, "key": key.id, "signature": signature}
    return json.dumps(good | {"proof": proof, "head": head}).encode()


def test_a_receipt_from_before_the_change_is_true_after_it() -> None:
    before, kept = a_receipt(), public_pem(signing_key().public)
    change_key(Why.SCHEDULED)
    after = a_receipt()
    assert check(before, list_file()).size < check(after, list_file()).size
    assert check(before, kept).doubt is None, "who kept the old key alone loses nothing"
    assert refusal(check, after, kept) == "signature"
    assert verify().problems == []


@pytest.mark.parametrize("why", [Why.SCHEDULED, Why.HANDED_OVER, Why.STOLEN])
def test_the_change_is_an_entry_and_both_keys_sign_its_head(why: Key.Why) -> None:
    a_receipt()
    old = signing_key()
    key = change_key(why)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.subject_id, entry.is_open) == ("journal.new_key", key.pk, True)
    assert content_of(entry)["facts"]["code"] == why
    assert str(key.pk) in sentence(entry)
    head = Head.objects.get(size=key.size)
    old.public.verify(bytes.fromhex(key.signature_before), signed_text(head.size, head.root, head_time(head.at)))
    assert (head.key_id, signing_key().id, size()) == (key.pk, key.pk, key.size)


def test_a_later_head_by_the_old_key_is_forged_whatever_time_it_names() -> None:
    a_receipt()
    old, earlier = signing_key(), head_time(Head.objects.latest("size").at)
    change_key(Why.STOLEN)
    entry = an_act()
    seal()
    assert refusal(check, forged(entry, old, earlier), list_file()) == "replaced"
    assert refusal(check, forged(entry, old, "2100-01-01T00:00:00+00:00"), list_file()) == "replaced"
    assert refusal(check, forged(entry, old, "later"), list_file()) == "replaced"


def test_an_earlier_head_signed_after_the_change_is_forged() -> None:
    entry = an_act()
    seal()
    old = signing_key()
    late = forged(entry, old, "2100-01-01T00:00:00+00:00")
    change_key(Why.SCHEDULED)
    assert refusal(check, late, list_file()) == "replaced"


def test_the_new_key_signs_nothing_from_before_it() -> None:
    entry = an_act()
    seal()
    early = receipt(entry)
    change_key(Why.SCHEDULED)
    new, head = signing_key(), early["head"]
    signature = new.private.sign(signed_text(head["size"], head["root"], head["at"])).hex()
    text = json.dumps(early | {"head": head | {"key": new.id, "signature": signature}})
    assert refusal(check, text, list_file()) == "replaced"


@pytest.mark.parametrize("why", [Why.STOLEN, Why.LOST])
def test_what_a_thief_dates_back_is_doubted_and_found_by_the_head_of_the_change(why: Key.Why, folder: Path) -> None:
    before = a_receipt()
    old = signing_key()
    if why == Why.LOST:
        (folder / "journal.pem").unlink()
    key = change_key(why)
    true = json.loads(before)
    head = true["head"] | {"root": merkle.leaf_hash(b"{}").hex(), "size": 1}
    head["signature"] = old.private.sign(signed_text(1, head["root"], head["at"])).hex()
    false = json.dumps(true | {"entry": "{}", "leaf": 0, "proof": [], "head": head})
    assert check(false, list_file()).doubt == check(before, list_file()).doubt == key.size
    later, proof = json.dumps(head_to_keep(key.size)), json.dumps(growth(1, key.size))
    assert refusal(check_growth, false, later, proof, list_file()) == "proof"
    assert check_growth(before, later, proof, list_file()).second == key.size


def test_two_changes_in_a_row() -> None:
    receipts = [a_receipt()]
    for why in (Why.SCHEDULED, Why.HANDED_OVER):
        change_key(why)
        receipts.append(a_receipt())
    change_key(Why.SCHEDULED)
    change_key(Why.SCHEDULED)
    keys = load_keys(list_file())
    assert len({check(text, list_file()).key_id for text in receipts}) == 3
    assert [key.why for key in keys.values()] == ["scheduled", "handed-over", "scheduled", "scheduled", ""]
    assert verify().problems == []


# ---- the old key is gone ---------------------------------------------------------------------------------


def test_a_lost_key_is_replaced_and_the_way_there_is_named(folder: Path) -> None:
    before = a_receipt()
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(KeyGone, match="kopir journal new-key --reason lost"):
        signing_key()
    with pytest.raises(KeyGone, match="Put it back, or say"):
        change_key(Why.SCHEDULED)
    assert list(folder.iterdir()) == []
    assert change_key(Why.LOST).signature_before == ""
    assert check(before, list_file()).size < check(a_receipt(), list_file()).size
    assert verify().problems == []


def test_a_key_that_is_there_is_not_lost(folder: Path) -> None:
    a_receipt()
    with pytest.raises(KeyGone, match="is not lost"):
        change_key(Why.LOST)
    assert (Key.objects.count(), signing_key().id) == (1, Key.objects.get().pk)


def test_another_key_in_the_place_of_the_right_one_signs_nothing(folder: Path, tmp_path: Path) -> None:
    a_receipt()
    (folder / "journal.pem").write_bytes((signing_key(tmp_path / "other") and tmp_path / "other" / "journal.pem").read_bytes())
    an_act()
    with pytest.raises(KeyGone):
        seal()


# ---- a journal of an earlier release ---------------------------------------------------------------------


def unknown_to_the_database() -> None:
    """As an earlier release leaves it: heads, and no row of their key."""
    suffix = " ON journal_key" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_key_no_delete{suffix}")
        cursor.execute("DELETE FROM journal_key")
        for statement in triggers.statements(connection.vendor):
            cursor.execute(statement)


def test_a_journal_of_an_earlier_release_is_good_and_its_key_is_replaced() -> None:
    before = a_receipt()
    unknown_to_the_database()
    assert (verify().problems, len(load_keys(list_file()))) == ([], 1)
    change_key(Why.SCHEDULED)
    assert check(before, list_file()).doubt is None
    assert verify().problems == []


def test_a_journal_of_an_earlier_release_that_lost_its_key_needs_the_published_one(folder: Path) -> None:
    before, published = a_receipt(), public_pem(signing_key().public)
    unknown_to_the_database()
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(KeyGone, match="Put the published one there"):
        change_key(Why.LOST)
    (folder / "journal.pub.pem").write_bytes(published)
    key = change_key(Why.LOST)
    assert check(before, list_file()).doubt == key.size
    assert public_pem(signing_key().public) == (folder / "journal.pub.pem").read_bytes() != published


def test_a_key_of_a_journal_without_entries_may_be_replaced() -> None:
    change_key(Why.SCHEDULED)
    assert (check(a_receipt(), list_file()).size, verify().problems) == (2, [])


# ---- files, lists, rows ----------------------------------------------------------------------------------


def test_the_old_private_key_is_removed_and_the_public_ones_stand_there(folder: Path) -> None:
    a_receipt()
    key = change_key(Why.SCHEDULED)
    assert sorted(path.name for path in folder.iterdir()) == [
        f"journal-{key.pk}.pem",
        "journal.keys.json",
        "journal.pub.pem",
    ]
    assert (folder / "journal.keys.json").read_bytes() == list_file()
    second = change_key(Why.SCHEDULED)
    assert [path.name for path in folder.glob("journal-*")] == [f"journal-{second.pk}.pem"]


def test_a_key_that_the_journal_does_not_know_is_left_and_signs_nothing(folder: Path, tmp_path: Path) -> None:
    """It may be in force in another database, and there is no other copy."""
    a_receipt()
    other = signing_key(tmp_path / "other")
    (folder / name_of(other.id)).write_bytes((tmp_path / "other" / "journal.pem").read_bytes())
    key = change_key(Why.SCHEDULED)
    settle()
    assert {path.name for path in folder.glob("journal*.pem")} == {name_of(key.pk), name_of(other.id), "journal.pub.pem"}
    assert check(a_receipt(), list_file()).key_id == key.pk


def test_a_start_with_an_empty_database_takes_no_key_away(folder: Path) -> None:
    """As when KOPIR_DATABASE names the wrong one, which then signs with a key of its own."""
    a_receipt()
    key = change_key(Why.SCHEDULED)
    _unguarded("DELETE FROM journal_key", [])
    Head.objects.all().delete()
    settle()
    assert seal() is not None
    settle()
    assert Key.objects.get().pk != key.pk
    assert (folder / name_of(key.pk)).exists()


def test_the_old_file_of_a_change_that_was_killed_at_its_end_is_removed_at_the_next_start(folder: Path) -> None:
    a_receipt()
    old = (folder / "journal.pem").read_bytes()
    key = change_key(Why.SCHEDULED)
    (folder / "journal.pem").write_bytes(old)
    (folder / "journal.keys.json").unlink()
    assert signing_key().id == key.pk
    settle()
    assert ((folder / "journal.pem").exists(), (folder / "journal.keys.json").exists()) == (False, True)


@pytest.mark.parametrize("harm", ["size", "why", "before", "key", "twice"])
def test_a_list_that_was_changed_is_no_list(harm: str) -> None:
    a_receipt()
    change_key(Why.SCHEDULED)
    content = json.loads(list_file())
    change = content["keys"][1]["change"]
    if harm == "size":
        change["head"]["size"] += 1
    elif harm == "why":
        change["entry"] = change["entry"].replace("scheduled", "stolen")
    elif harm == "before":
        change["before"] = ""
    elif harm == "key":
        content["keys"][1]["public"] = "00" * 32
    else:
        content["keys"].append(content["keys"][1])
    assert refusal(load_keys, json.dumps(content).encode()) == "key"


DEEP = b'{"format": "kopir-keys-1", "keys": ' + b"[" * 100_000  # deeper than is read


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"", b'{"format": "kopir-keys-1", "keys": []}', b'{"format": 1, "keys": 2}', DEEP]
)
def test_what_is_no_list_of_keys_is_refused(content: bytes) -> None:
    assert refusal(load_keys, content) == "key"


def test_a_head_that_the_old_key_signed_too_late_is_found_in_the_database() -> None:
    a_receipt()
    old = signing_key()
    change_key(Why.STOLEN)
    an_act()
    seal()
    head = Head.objects.latest("size")
    signature = old.private.sign(signed_text(head.size, head.root, head_time(head.at))).hex()
    _unguarded("UPDATE journal_head SET key_id = %s, signature = %s WHERE size = %s", [old.id, signature, head.size])
    assert [problem["words"] for problem in verify().problems if problem["code"] == "signature"] == [
        f"The signature of the head of {head.size} leaves is wrong. The key {old.id} did not hold then."
    ]


def test_a_key_put_into_the_database_past_its_act_is_found(tmp_path: Path) -> None:
    a_receipt()
    _unguarded("UPDATE journal_key SET size = 0", [])
    other = signing_key(tmp_path / "other")
    Key.objects.create(pk=other.id, public=other.public.public_bytes_raw().hex(), size=1)
    found = {problem["code"] for problem in verify().problems}
    assert "key" in found


@pytest.mark.parametrize("public", ["nothing", "00", ""])
def test_a_row_of_a_key_that_holds_none_is_told(public: str) -> None:
    a_receipt()
    change_key(Why.SCHEDULED)
    _unguarded("UPDATE journal_key SET public = %s WHERE size = 0", [public])
    assert "key" in {problem["code"] for problem in verify().problems}


def _unguarded(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        for trigger, table, _ in triggers.names():
            cursor.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        cursor.execute(statement, values)


# ---- the pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("kk", "жоспар бойынша"), ("ru", "по плану"), ("en", "on schedule")])
def test_all_keys_and_the_reason_stand_for_everybody(client: Client, language: str, words: str) -> None:
    a_receipt()
    old = signing_key()
    change_key(Why.SCHEDULED)
    page = client.get(f"/{language}/journal/keys/").content.decode()
    assert all(part in page for part in (words, Key.objects.get(pk=old.id).public, signing_key().id))
    table = b"".join(client.get(f"/{language}/journal/keys.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert (table.count("\n"), f"scheduled,{words}" in table) == (3, True)
    assert client.get(f"/{language}/journal/keys.json").content == list_file()
    assert client.get(f"/{language}/journal/key.pem").content == public_pem(signing_key().public)


def test_public_keys_are_given_where_the_private_one_is_not(client: Client, folder: Path) -> None:
    a_receipt()
    change_key(Why.SCHEDULED)
    public, whole = public_pem(signing_key().public), list_file()
    for path in folder.iterdir():
        path.unlink()
    assert [client.get(f"/en/journal/{name}").content for name in ("key.pem", "keys.json")] == [public, whole]


@pytest.mark.parametrize("why", [Why.STOLEN, Why.SCHEDULED])
def test_the_page_knows_a_true_receipt_of_a_replaced_key_from_a_forged_one(client: Client, why: Key.Why) -> None:
    before = a_receipt()
    old = signing_key()
    change_key(why)
    true = json.loads(before)
    content = json.loads(true["entry"]) | {"label": "forged"}
    entry = json.dumps(content)
    root = merkle.leaf_hash(entry.encode()).hex()
    head = {"size": 1, "root": root, "at": true["head"]["at"], "key": old.id}
    head["signature"] = old.private.sign(signed_text(1, root, true["head"]["at"])).hex()
    false = json.dumps(true | {"entry": entry, "leaf": 0, "proof": [], "head": head}).encode()
    assert check(false, list_file()).until
    answers = [_sent(client, text) for text in (before, false)]
    assert ["is genuine" in answer for answer in answers] == [True, False]
    assert "the journal has no such entry" in answers[1]


def test_a_file_of_lists_within_lists_is_neither_a_receipt_nor_a_head(client: Client) -> None:
    a_receipt()
    assert "is not a Köpir receipt" in _sent(client, DEEP)
    assert refusal(check_growth, DEEP, DEEP, DEEP, list_file()) == "format"


def test_an_entry_that_is_none_is_no_receipt_though_a_thief_signed_it(client: Client) -> None:
    true, old = json.loads(a_receipt()), signing_key()
    change_key(Why.STOLEN)
    root = merkle.leaf_hash(b"no entry").hex()
    head = true["head"] | {"size": 1, "root": root}
    head["signature"] = old.private.sign(signed_text(1, root, head["at"])).hex()
    false = json.dumps(true | {"entry": "no entry", "leaf": 0, "proof": [], "head": head})
    assert "is not a Köpir receipt" in _sent(client, false.encode())


def test_the_page_refuses_a_later_head_by_the_old_key(client: Client) -> None:
    a_receipt()
    old, earlier = signing_key(), head_time(Head.objects.latest("size").at)
    change_key(Why.SCHEDULED)
    entry = an_act()
    seal()
    assert "somebody signed it who had an old key" in _sent(client, forged(entry, old, earlier))


def _sent(client: Client, text: bytes) -> str:
    return client.post("/en/journal/receipt/", {"file": SimpleUploadedFile("receipt.json", text)}).content.decode()
