"""`kopir journal verify` names the first bad entry; `guard` puts the triggers back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from kopir.base.keys import KeyGone
from kopir.base.permits import ALLOWED, Rule
from kopir.journal import triggers
from kopir.journal.acts import act
from kopir.journal.models import Entry
from kopir.journal.sealing import public_pem, signing_key
from kopir.operation.journal import journal
from tests.factories import administrator, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[Entry]:
    organisation, by = make_organisation(), administrator()
    for number in range(4):
        with act(Rule("organisations.edit", lambda by, subject: ALLOWED), by=by, subject=organisation):
            organisation.set_names(str(number))
            organisation.save()
    return list(Entry.objects.order_by("pk"))


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(journal, arguments)
    return result.exit_code, result.stdout


def test_a_good_journal_says_so(entries: list[Entry]) -> None:
    call("seal")
    code, text = call("verify")
    assert (code, text.splitlines()[0]) == (0, "GOOD.")
    assert f"{len(entries)} entries: {len(entries)} sealed" in text


def test_a_changed_entry_is_named_and_the_exit_says_so(entries: list[Entry]) -> None:
    call("seal")
    with connection.cursor() as cursor:
        for trigger, table, _ in triggers.names():
            cursor.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        cursor.execute("UPDATE journal_entry SET subject_label = 'x' WHERE id = %s", [entries[2].pk])
    code, text = call("verify", "--json")
    assert (code, json.loads(text)["first_bad_entry"]) == (1, entries[2].pk)
    assert call("verify")[1].startswith(f"BAD. The first bad entry is {entries[2].pk}.")
    assert call("guard")[1].startswith("Put back: journal_entry_no_update")
    assert triggers.missing(connection) == []
    assert call("guard") == (0, "Every guard is in place.\n")


def test_the_public_key_is_printed_whole() -> None:
    assert call("key") == (0, public_pem(signing_key().public).decode())


def test_a_journal_whose_key_is_gone_gets_no_second_one(entries: list[Entry], settings: Any, tmp_path: Path) -> None:
    call("seal")
    first = signing_key().id
    settings.KOPIR_KEYS = tmp_path
    with pytest.raises(KeyGone, match=f"signed with the key {first}"):
        signing_key()
    assert list(tmp_path.iterdir()) == []


def test_heads_that_another_key_signed_name_both(entries: list[Entry], settings: Any, tmp_path: Path) -> None:
    call("seal")
    first, other = signing_key().id, signing_key(tmp_path).id
    settings.KOPIR_KEYS = tmp_path
    code, text = call("verify")
    assert (code, f"It names the key {first}; checked was with {other}." in text) == (1, True)


def test_a_new_journal_makes_its_key(settings: Any, tmp_path: Path) -> None:
    settings.KOPIR_KEYS = tmp_path
    signing_key()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.pem", "journal.pub.pem"]
