"""`kopir verify-receipt` needs the file and the key only."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kopir.base.permits import ALLOWED, Rule
from kopir.base.terminal import SPOKEN, terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import act
from kopir.journal.key_change import change_key
from kopir.journal.keys import list_file
from kopir.journal.models import Entry, Key
from kopir.journal.queries import growth, head_to_keep, receipt
from kopir.journal.sealing import public_pem, seal, signing_key
from tests.factories import administrator, make_organisation
from tests.operation.world import command

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a receipt and the public key, and nothing else."""
    organisation = make_organisation()
    with act(
        Rule("organisations.edit", lambda by, subject: ALLOWED),
        by=administrator(),
        subject=organisation,
        reason="Ә",
    ):
        organisation.set_names("«Жаңа» қоғамдық бірлестігі")
        organisation.save()
    (tmp_path / "receipt.json").write_text(json.dumps(receipt(Entry.objects.latest("pk"))))
    (tmp_path / "key.pem").write_bytes(public_pem(signing_key().public))
    return tmp_path


def verify(folder: Path, *arguments: str, **around: str) -> subprocess.CompletedProcess[str]:
    """No settings, no data folder, no home; PATH and what is `around` alone."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2]), **around}
    return subprocess.run(command("verify-receipt", *arguments), cwd=folder, env=environ, capture_output=True, text=True)


def test_a_true_receipt_says_what_it_proves(files: Path) -> None:
    done = verify(files, "receipt.json", "--key", "key.pem")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TRUE.")
    assert "organisations.edit" in done.stdout
    assert sorted(path.name for path in files.iterdir()) == ["key.pem", "receipt.json"]


def test_a_changed_entry_is_not_true(files: Path) -> None:
    text = (files / "receipt.json").read_text().replace("organisations.edit", "organisations.edjt")
    (files / "receipt.json").write_text(text)
    done = verify(files, "receipt.json", "--key", "key.pem", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, "proof")


def test_another_installations_key_does_not_fit(files: Path) -> None:
    (files / "key.pem").write_bytes(public_pem(signing_key(files / "other").public))
    done = verify(files, "receipt.json", "--key", "key.pem", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, "signature")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.json", "--key", "key.pem"], "file"),
        (["receipt.json"], "no_key"),
        (["receipt.json", "--key", "receipt.json"], "key"),
    ],
)
def test_what_cannot_be_checked_exits_with_two(files: Path, arguments: list[str], code: str) -> None:
    done = verify(files, *arguments, "--json")
    assert (done.returncode, json.loads(done.stdout)["code"], done.stderr) == (2, code, "")


def test_the_json_answer_holds_the_whole_entry(files: Path) -> None:
    answer = json.loads(verify(files, "receipt.json", "--key", "key.pem", "--json").stdout)
    assert answer["entry"] == json.loads(Entry.objects.latest("pk").content)
    assert answer["key"] == signing_key().id


# ---- Languages -------------------------------------------------------------------------------------------

TRUE = {"kk": "ДҰРЫС.", "ru": "ВЕРНО.", "en": "TRUE."}


@pytest.mark.parametrize("language", TRUE)
def test_the_answer_is_in_the_language_that_is_asked_for(files: Path, language: str) -> None:
    done = verify(files, "receipt.json", "--key", "key.pem", "--language", language, LANG="de_DE.UTF-8")
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, TRUE[language], "")
    assert ("sealed" in done.stdout) == (language == "en")


@pytest.mark.parametrize(
    ("around", "language"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU"}, "ru"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:kk:ru"}, "kk"),
        ({"LANG": "C", "LANGUAGE": "kk"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_terminal_is_found_as_other_commands_find_it(around: dict[str, str], language: str) -> None:
    assert terminal_language(around) == language


def test_the_answer_follows_the_terminal_and_keeps_its_exit_code(files: Path) -> None:
    done = verify(files, "nowhere.json", "--key", "key.pem", LANG="kk_KZ.UTF-8")
    assert (done.returncode, done.stdout) == (2, "Тексеру мүмкін болмады.\nnowhere.json деген файл жоқ.\n")
    (files / "key.pem").write_bytes(public_pem(signing_key(files / "other").public))
    done = verify(files, "receipt.json", "--key", "key.pem", LANG="ru_RU.UTF-8")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "НЕВЕРНО.")


def test_help_is_in_the_readers_language(files: Path) -> None:
    assert "Открытый ключ" in verify(files, "--help", LANG="ru_RU.UTF-8").stdout
    assert "Ашық кілті".lower() in verify(files, "--language", "kk", "--help").stdout.lower()


def test_a_terminal_speaks_the_languages_of_the_pages() -> None:
    assert SPOKEN == LANGUAGES


# ---- two heads -------------------------------------------------------------------------------------------


@pytest.fixture
def heads(files: Path) -> Path:
    """Beside the receipt: a later head, and the proof between that of the receipt and the later one."""
    for name in ("а", "ә", "б", "в"):
        organisation = make_organisation(name)
        with act(Rule("organisations.edit", lambda by, subject: ALLOWED), by=administrator(), subject=organisation):
            organisation.phone = "1"
            organisation.save()
    head = seal()
    assert head is not None
    (files / "new.json").write_text(json.dumps(head_to_keep(head.size)))
    (files / "old.json").write_text(json.dumps(head_to_keep(1)))
    (files / "proof.json").write_text(json.dumps(growth(1, head.size)))
    return files


@pytest.mark.parametrize("language", TRUE)
def test_heads_are_compared_in_three_languages(heads: Path, language: str) -> None:
    done = verify_heads(heads, "old.json", "new.json", "proof.json", "--language", language)
    assert (done.returncode, done.stdout.split()[0]) == (0, TRUE[language])
    (heads / "proof.json").write_text("{}")
    said = verify_heads(heads, "old.json", "new.json", "proof.json", "--language", language).stdout
    assert ("This file" in said) == (language == "en")


def verify_heads(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    line = command("verify-heads", *names, "--key", "key.pem")
    return subprocess.run(line, cwd=folder, env=environ, capture_output=True, text=True)


@pytest.mark.parametrize("old", ["old.json", "receipt.json"])
def test_two_kept_heads_show_that_nothing_was_changed(heads: Path, old: str) -> None:
    done = verify_heads(heads, old, "new.json", "proof.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TRUE. The 1 entries")


@pytest.mark.parametrize(
    ("name", "harm", "code"),
    [
        ("proof.json", {"proof": []}, "proof"),
        ("proof.json", {"proof": ["00" * 32] * 3}, "proof"),
        ("proof.json", {"first": 2}, "other"),
        ("proof.json", {"format": "x"}, "format"),
        ("old.json", {"root": "00" * 32}, "signature"),
        ("new.json", {"size": 4}, "signature"),
        ("new.json", {"size": None}, "format"),
    ],
)
def test_a_changed_head_or_proof_is_not_true(heads: Path, name: str, harm: dict[str, object], code: str) -> None:
    (heads / name).write_text(json.dumps(json.loads((heads / name).read_text()) | harm))
    done = verify_heads(heads, "old.json", "new.json", "proof.json", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, code)


# ---- after the key was replaced --------------------------------------------------------------------------


@pytest.fixture
def keys(settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A list of keys of which the first was stolen, if not said otherwise; that one's receipts, or heads, are `receipt.json`
    and `later.json`; `new.json` is of after."""
    settings.KOPIR_KEYS = tmp_path / "keys"
    organisation = make_organisation()
    for name in ("receipt.json", "later.json", "new.json"):
        with act(Rule("organisations.edit", lambda by, subject: ALLOWED), by=administrator(), subject=organisation):
            organisation.phone += "1"
            organisation.save()
        (tmp_path / name).write_text(json.dumps(receipt(Entry.objects.latest("pk"))))
        if name == "later.json":
            change = change_key(getattr(request, "param", Key.Why.STOLEN))
    (tmp_path / "key.pem").write_bytes(list_file())
    (tmp_path / "proof.json").write_text(json.dumps(growth(1, change.size + 1)))
    (tmp_path / "early.json").write_text(json.dumps(growth(1, 2)))
    return tmp_path


@pytest.mark.parametrize("language", TRUE)
def test_with_the_list_of_keys_receipts_of_any_time_are_checked(keys: Path, language: str) -> None:
    done = verify(keys, "receipt.json", "--key", "key.pem", "--language", language)
    assert (done.returncode, done.stdout.split()[0], "kopir verify-heads" in done.stdout) == (0, TRUE[language], True)
    done = verify(keys, "new.json", "--key", "key.pem", "--language", language)
    assert (done.returncode, done.stdout.split()[0], "kopir verify-heads" in done.stdout) == (0, TRUE[language], False)


@pytest.mark.parametrize("keys", [Key.Why.SCHEDULED], indirect=True)
@pytest.mark.parametrize(("language", "words"), [("kk", "көшірмесін"), ("ru", "копию"), ("en", "a copy of it")])
def test_of_a_key_that_was_replaced_by_plan_the_way_to_be_sure_is_told(keys: Path, language: str, words: str) -> None:
    """It may be stolen from an old backup, and no check can know."""
    done = verify(keys, "receipt.json", "--key", "key.pem", "--language", language)
    assert (done.returncode, words in done.stdout, "kopir verify-heads" in done.stdout) == (0, True, True)
    assert "CAUTION" not in done.stdout


def test_heads_of_two_keys_are_compared_with_the_list(keys: Path) -> None:
    done = verify_heads(keys, "receipt.json", "new.json", "proof.json")
    assert (done.returncode, done.stdout.startswith("TRUE."), "CAUTION" in done.stdout) == (0, True, False)
    ids = [row["key"] for row in json.loads((keys / "key.pem").read_text())["keys"]]
    assert f"The first head is signed with the key {ids[0]}, the second with {ids[1]} (key.pem)." in done.stdout


def test_of_two_heads_by_a_stolen_key_neither_proves_the_other(keys: Path) -> None:
    done = verify_heads(keys, "receipt.json", "later.json", "early.json")
    assert (done.returncode, done.stdout.startswith("TRUE."), "CAUTION" in done.stdout) == (0, True, True)
    assert "head of 3 entries and the proof from 2 to 3" in done.stdout


def test_the_list_at_hand_is_taken_by_itself(keys: Path) -> None:
    done = verify(keys, "receipt.json", KOPIR_DATA=".")
    assert (done.returncode, "keys/journal.keys.json" in done.stdout) == (0, True)


def test_a_later_receipt_and_the_old_key_alone_name_the_list(keys: Path) -> None:
    first = json.loads((keys / "key.pem").read_text())["keys"][0]["pem"]
    (keys / "old.pem").write_text(first)
    done = verify(keys, "new.json", "--key", "old.pem")
    assert (done.returncode, "take the list of its keys anew" in done.stdout) == (1, True)
    assert verify(keys, "receipt.json", "--key", "old.pem").returncode == 0
