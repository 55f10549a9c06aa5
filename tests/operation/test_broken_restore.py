"""A restore that breaks off leaves its folder empty, so that it can be run again there."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest

from kopir.operation import databases, restore
from kopir.operation.databases import FILES, POSTGRES, SQLITE, Unable
from kopir.operation.manifest import KEYS, Manifest

ENGINES = {SQLITE: "django.db.backends.sqlite3", POSTGRES: "django.db.backends.postgresql"}


def backup_of(engine: str, folder: Path) -> Path:
    manifest = Manifest("2026-03-01T00:00:00Z", "0.1.0", engine)
    for name in (f"{KEYS}/secret", f"{KEYS}/journal.pem", "files/ab/abc", FILES[engine]):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() * 100)
        manifest.add(folder, folder / name)
    manifest.write(folder)
    return folder


def full(source: Path, target: Path) -> None:
    """Half of it is written when the room ends."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    raise OSError(errno.ENOSPC, "No space left on device", str(target))


def again(folder: Path, data: Path, engine: str) -> list[str]:
    restore.put_back(folder, folder / KEYS, data, {"ENGINE": ENGINES[engine], "NAME": "kopir"})
    return sorted(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.mark.parametrize("at", ["database", "files"])
def test_a_full_disk_leaves_nothing_and_the_same_folder_takes_it_later(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    folder = backup_of(SQLITE, tmp_path / "backup")
    place: Any = {"database": (shutil, "copyfile"), "files": (restore.manifests, "copy")}[at]
    with monkeypatch.context() as patch:
        patch.setattr(*place, full)
        with pytest.raises(Unable, match="No space left on device"):
            again(folder, data, SQLITE)
    assert list(data.iterdir()) == []
    assert again(folder, data, SQLITE) == ["files/ab/abc", "keys/journal.pem", "keys/secret", "kopir.sqlite3"]
    assert (data / "kopir.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_server_that_refuses_leaves_nothing(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = backup_of(POSTGRES, tmp_path / "backup")
    monkeypatch.setattr(databases, "demand_empty", lambda address: None)

    def refuse(*_given: Any) -> None:
        raise Unable("pg_restore failed: could not extend file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(databases, "_run", refuse)
        with pytest.raises(Unable, match="pg_restore failed"):
            again(folder, data, POSTGRES)
    assert list(data.iterdir()) == []
    monkeypatch.setattr(databases, "_run", lambda *_given: None)
    assert again(folder, data, POSTGRES) == ["files/ab/abc", "keys/journal.pem", "keys/secret"]


def test_what_a_killed_restore_left_aside_is_cleared_away(tmp_path: Path, data: Path) -> None:
    (data / restore.STAGING / KEYS).mkdir(parents=True)
    (data / restore.STAGING / KEYS / "secret").write_text("half")
    found = again(backup_of(SQLITE, tmp_path / "backup"), data, SQLITE)
    assert found == ["files/ab/abc", "keys/journal.pem", "keys/secret", "kopir.sqlite3"]


def test_what_is_not_of_a_restore_is_never_cleared_away(tmp_path: Path, data: Path) -> None:
    (data / "kopir.sqlite3").write_text("precious")
    with pytest.raises(Unable, match="is not empty"):
        again(backup_of(SQLITE, tmp_path / "backup"), data, SQLITE)
    assert (data / "kopir.sqlite3").read_text() == "precious"
