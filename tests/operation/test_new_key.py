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
    ("step", "known", "files"),
    [
        ("sign", 1, 2),  # the new file is on disk, nothing is committed
        ("settle", 2, 2),  # committed, the old file is still there
    ],
)
def test_a_change_that_is_killed_leaves_an_installation_that_starts(own: Installation, step: str, known: int, files: int) -> None:
    dying = own.python(KILLED.format(step=step))
    dying.communicate(timeout=120)
    assert dying.returncode == -9
    assert (len(keys(own)), len(private(own))) == (known, files)
    assert own.json("journal", "verify")["problems"] == []
    started = own.kopir("setup", "--empty")
    assert (started.returncode, started.stderr, len(private(own))) == (0, "", 1)
    again = own.kopir("journal", "new-key", "--reason", "handed-over")
    assert (again.returncode, len(keys(own)), len(private(own))) == (0, known + 1, 1)
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
