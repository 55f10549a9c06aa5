"""`kopir journal new-key` as it is run: killed in the middle, carried through a backup, told to whoever runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.operation.world import Installation, new_installation

pytestmark = pytest.mark.slow

KILLED = """
import os, signal
from kopir.journal import key_change
from kopir.journal.models import Key
key_change.{step} = lambda *some, **named: os.kill(os.getpid(), signal.SIGKILL)
key_change.change_key(Key.Why.SCHEDULED)
"""


@pytest.fixture
def own(real: Installation, fresh: Installation, tmp_path: Path) -> Installation:
    """A copy, whose key may be replaced."""
    assert real.kopir("journal", "seal").returncode == 0
    assert real.kopir("backup", tmp_path / "first").returncode == 0
    assert fresh.kopir("restore", tmp_path / "first").returncode == 0
    return fresh


def private(installation: Installation) -> list[str]:
    return sorted(path.name for path in (installation.data / "keys").glob("journal*.pem") if path.name != "journal.pub.pem")


def keys(installation: Installation) -> list[str]:
    return [row["key"] for row in json.loads(installation.kopir("journal", "keys").stdout)["keys"]]


@pytest.mark.parametrize(
    ("step", "known", "left"),
    [
        ("sign", 1, 2),  # the new file is on disk, nothing is committed: nobody can tell it from one of another database
        ("settle", 2, 1),  # committed, the old file is still there
    ],
)
def test_a_change_that_is_killed_leaves_an_installation_that_starts(own: Installation, step: str, known: int, left: int) -> None:
    dying = own.python(KILLED.format(step=step))
    dying.communicate(timeout=120)
    assert dying.returncode == -9
    assert (len(keys(own)), len(private(own))) == (known, 2)
    assert own.json("journal", "verify")["problems"] == []
    started = own.kopir("setup", "--empty")
    assert (started.returncode, started.stderr, len(private(own))) == (0, "", left)
    again = own.kopir("journal", "new-key", "--reason", "handed-over")
    assert (again.returncode, len(keys(own)), len(private(own))) == (0, known + 1, left)
    assert own.json("journal", "verify")["problems"] == []


def test_changes_at_once_come_one_after_the_other(own: Installation) -> None:
    change = "from kopir.journal import key_change\nkey_change.change_key(key_change.Why.SCHEDULED)"
    running = [own.python(change) for _ in range(3)]
    for one in running:
        one.communicate(timeout=120)
    assert [one.returncode for one in running] == [0, 0, 0]
    assert (len(keys(own)), len(private(own))) == (4, 1)
    published = json.loads((own.data / "keys" / "journal.keys.json").read_text())
    assert [row["key"] for row in published["keys"]] == keys(own)
    assert own.json("journal", "verify")["problems"] == []


def test_a_backup_carries_the_old_public_keys(own: Installation, tmp_path: Path) -> None:
    for reason in ("scheduled", "stolen"):
        done = own.kopir("journal", "new-key", "--reason", reason)
        assert (done.returncode, done.stderr) == (0, "")
    assert own.kopir("backup", tmp_path / "second").returncode == 0
    restored = new_installation(tmp_path / "again")
    done = restored.kopir("restore", tmp_path / "second")
    assert done.returncode == 0, done.stdout + done.stderr
    assert keys(restored) == keys(own)
    assert len(keys(own)) == 3
    assert private(restored) == private(own)


MEANWHILE = """
from pathlib import Path
from kopir.journal.key_change import change_key
from kopir.journal.models import Key
from kopir.operation import backup, databases

def change(times):
    for _ in range(times):
        change_key(Key.Why.SCHEDULED)

passes, one_by_one, moments = backup._copy_keys, backup.copy, {moments}

def copy_keys(partial):
    change(moments.pop("before keys", 0))
    passes(partial)
    change(moments.pop("after keys", 0))
    if "after rows" in moments:
        moments["before keys"] = moments.pop("after rows")

def copy(source, target):
    if source.name == "journal.pem":
        change(moments.pop("among keys", 0))
    return one_by_one(source, target)

backup._copy_keys, backup.copy = copy_keys, copy
try:
    backup.make(Path("{folder}"))
    print("made")
except databases.Unable as problem:
    print(problem)
"""


def made_meanwhile(installation: Installation, folder: Path, **moments: int) -> str:
    named = {name.replace("_", " "): times for name, times in moments.items()}
    return installation.python(MEANWHILE.format(folder=folder, moments=named)).communicate(timeout=120)[0].strip()


@pytest.mark.parametrize("moment", ["among_keys", "after_keys", "after_rows"])
def test_a_backup_during_a_change_holds_the_key_of_its_rows(own: Installation, tmp_path: Path, moment: str) -> None:
    assert made_meanwhile(own, tmp_path / "second", **{moment: 1}) == "made"
    restored = new_installation(tmp_path / "again")
    done = restored.kopir("restore", tmp_path / "second")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert len(keys(restored)) == (1 if moment == "after_rows" else 2)
    assert restored.kopir("setup", "--empty").returncode == 0
    assert restored.kopir("journal", "new-key", "--reason", "scheduled").returncode == 0
    assert restored.json("journal", "verify")["problems"] == []


def test_a_backup_that_could_not_catch_the_key_says_so(own: Installation, tmp_path: Path) -> None:
    assert "replaced twice meanwhile" in made_meanwhile(own, tmp_path / "second", after_keys=1, after_rows=1)
    assert not (tmp_path / "second").exists()


def test_a_backup_of_the_release_before_is_restored_and_its_key_replaced(own: Installation, tmp_path: Path) -> None:
    """Its database has no table of keys yet."""
    assert own.kopir("django", "migrate", "journal", "0002").returncode == 0
    assert own.kopir("backup", tmp_path / "old").returncode == 0
    restored = new_installation(tmp_path / "again")
    done = restored.kopir("restore", tmp_path / "old")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert restored.kopir("setup", "--empty").returncode == 0
    assert restored.kopir("journal", "new-key", "--reason", "scheduled").returncode == 0
    assert (restored.json("journal", "verify")["problems"], len(keys(restored))) == ([], 2)


def test_a_start_without_the_key_names_the_way_out_and_it_works(own: Installation) -> None:
    for path in (own.data / "keys").glob("journal*"):
        path.unlink()
    refused = own.kopir("setup", "--empty")
    assert (refused.returncode, "kopir journal new-key --reason lost" in refused.stderr) == (1, True)
    wrong = own.kopir("journal", "new-key", "--reason", "scheduled")
    assert (wrong.returncode, wrong.stderr.count("\n"), "--reason lost" in wrong.stderr) == (1, 1, True)
    done = own.kopir("journal", "new-key", "--reason", "lost")
    assert (done.returncode, "The old key was gone" in done.stdout) == (0, True)
    assert own.kopir("setup", "--empty").returncode == 0
    assert own.json("journal", "verify")["problems"] == []


@pytest.mark.parametrize(
    ("language", "words"), [("ru_RU.UTF-8", "Заменить ключ"), ("kk_KZ.UTF-8", "кілтті ауыстыру"), ("C", "Replace the key")]
)
def test_the_command_tells_what_it_does_in_the_readers_language(real: Installation, language: str, words: str) -> None:
    assert words in real.kopir("journal", "new-key", "--help", LANG=language, LC_ALL="", LANGUAGE="").stdout
