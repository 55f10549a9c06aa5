"""A backup taken while people write is consistent and complete; it is restored into empty places only, and verified."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.operation.world import Installation

pytestmark = pytest.mark.slow

# Renames a person again and again, each time attaching a file's hash to nothing: acts as fast as they come.
WRITE = """
import sys, time
from kopir.base.actors import SYSTEM
from kopir.base.permits import ALLOWED, Rule
from kopir.journal.acts import act
from kopir.journal.sealing import seal
from kopir.people.models import Person
rule = Rule("people.edit_own", lambda by, subject: ALLOWED)
person = Person.objects.earliest("pk")
for number in range(100000):
    with act(rule, by=SYSTEM, subject=person):
        person.name = f"name {number}"
        person.save()
    if number % 7 == 0:
        seal()
    if number == 5:
        print("writing", flush=True)
"""


def store(installation: Installation, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    path = installation.data / "files" / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text())


@pytest.fixture(scope="module")
def backup(real: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made while another process writes."""
    store(real, b"minutes of a meeting")
    folder = tmp_path_factory.mktemp("backups") / "monday"
    writer = real.python(WRITE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        done = real.kopir("backup", folder)
    finally:
        writer.kill()
        writer.communicate()
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_backup_made_during_writes_restores_and_nothing_is_missing(backup: Path, fresh: Installation) -> None:
    done = fresh.kopir("restore", backup)
    manifest = manifest_of(backup)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Nothing is missing, up to {manifest['last_entry_at']}" in done.stdout
    verified = fresh.json("journal", "verify")
    assert (verified["good"], verified["entries"]) == (True, manifest["counts"]["journal_entry"])
    assert (fresh.data / "files").exists()


def test_the_writer_went_on_after_the_backup(real: Installation, backup: Path) -> None:
    assert real.json("journal", "verify")["entries"] > manifest_of(backup)["counts"]["journal_entry"]


def test_keys_stand_apart_and_closed(backup: Path) -> None:
    assert (backup / "keys").stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in (backup / "keys").iterdir()} == {
        "journal.pem": 0o600,
        "journal.pub.pem": 0o600,
        "secret": 0o600,
    }


def test_keys_kept_elsewhere_are_asked_for(backup: Path, fresh: Installation, tmp_path: Path) -> None:
    without = shutil.copytree(backup, tmp_path / "without", ignore=shutil.ignore_patterns("keys"))
    refused = fresh.kopir("restore", without)
    assert (refused.returncode, "--keys" in refused.stderr) == (1, True)
    shutil.copytree(backup / "keys", tmp_path / "safe")
    assert fresh.kopir("restore", without, "--keys", tmp_path / "safe").returncode == 0


def test_a_folder_with_something_in_it_takes_no_backup(real: Installation, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("keep me")
    done = real.kopir("backup", tmp_path)
    assert (done.returncode, "not empty" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_a_place_with_something_in_it_takes_no_restore(backup: Path, real: Installation) -> None:
    done = real.kopir("restore", backup)
    assert (done.returncode, "is not empty" in done.stderr) == (1, True)


@pytest.mark.parametrize("harm", ["damaged", "lacking", "unfinished"])
def test_a_bad_backup_is_refused_before_anything_is_written(backup: Path, fresh: Installation, tmp_path: Path, harm: str) -> None:
    bad = shutil.copytree(backup, tmp_path / "bad")
    victim = next(path for path in (bad / "files").rglob("*") if path.is_file())
    match harm:
        case "damaged":
            victim.write_bytes(b"minutes of A meeting")
        case "lacking":
            victim.unlink()
        case "unfinished":
            (bad / "manifest.json").unlink()
    done = fresh.kopir("restore", bad)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert list(fresh.data.iterdir()) == []


def test_a_file_damaged_on_disk_is_named_and_the_exit_says_so(backup: Path, fresh: Installation, tmp_path: Path) -> None:
    assert fresh.kopir("restore", backup).returncode == 0
    sha256 = hashlib.sha256(b"minutes of a meeting").hexdigest()
    (fresh.data / "files" / sha256[:2] / sha256).write_bytes(b"rotten")
    done = fresh.kopir("backup", tmp_path / "second")
    assert (done.returncode, f"DAMAGED: the attached file {sha256}" in done.stdout) == (1, True)
    assert manifest_of(tmp_path / "second")["damaged"] == [sha256]


def test_a_backup_of_the_other_database_is_refused_with_what_to_set(backup: Path, fresh: Installation) -> None:
    other = "postgresql://nobody@127.0.0.1:1/none" if fresh.database == "sqlite" else "sqlite"
    done = fresh.kopir("restore", backup, KOPIR_DATABASE=other)
    assert (done.returncode, "Set KOPIR_DATABASE" in done.stderr) == (1, True)
