"""A disk without room and a database that somebody holds: said in words, nothing half kept, nothing typed is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def play(scene: str, data: Path, *before: str) -> dict[str, Any]:
    """The scene in a process of its own, on SQLite."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
    environment = {**rest, "KOPIR_DATA": str(data), "KOPIR_LOG": "error", "DJANGO_SETTINGS_MODULE": "kopir.settings"}
    command = [*before, sys.executable, "-m", "tests.faults.scenes", scene]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """The small country in a folder; its empty tables are copied from where they are, when that is SQLite."""
    data = tmp_path_factory.mktemp("begun") / "data"
    data.mkdir()
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(data / "kopir.sqlite3")])
    known = play("begin", data)
    (data / "known.json").write_text(json.dumps(known))
    return data


def test_a_database_that_is_held_too_long_is_told_and_what_was_typed_is_sent_again(begun: Path, tmp_path: Path) -> None:
    found = play("locked", shutil.copytree(begun, tmp_path / "data"))
    assert found["said"] == {
        "kk": [503, "10", "Қазір өте көп жазба түсіп жатыр"],
        "ru": [503, "10", "Сейчас идёт очень много записей"],
        "en": [503, "10", "Very much is being written just now"],
    }
    assert found["signing"] == [heading for _status, _wait, heading in found["said"].values()]
    assert found["reading"] == 200, "what is there can be read meanwhile"
    assert found["meanwhile"] == []
    assert found["sent"] == [302] * 6
    assert found["messages"] == [f"Бірінші жол\nекінші <жол> {language}" for language in ("kk", "ru", "en")], "each once"


SMALL_DISK = 'mount -t tmpfs -o size=24m none "$0" && cp -r "$1/." "$0" && shift && exec "$@"'


def small_disk(begun: Path, mounted: Path) -> list[str]:
    """A file system of 24 MB in memory, seen by the scene only."""
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if subprocess.run([*own, "mount", "-t", "tmpfs", "none", str(mounted)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small file system")
    return [*own, "sh", "-c", SMALL_DISK, str(mounted), str(begun)]


def test_a_full_disk_is_told_and_nothing_is_half_kept(begun: Path, tmp_path: Path) -> None:
    found = play("full", tmp_path, *small_disk(begun, tmp_path))
    assert found["writing"] == {
        "kk": [503, "Дискіде бос орын қалмады", 18_006],
        "ru": [503, "На диске не осталось места", 18_006],
        "en": [503, "There is no room left on the disk", 18_006],
    }
    assert found["uploading"] == {
        "kk": [503, "Дискіде бос орын қалмады"],
        "ru": [503, "На диске не осталось места"],
        "en": [503, "There is no room left on the disk"],
    }
    assert (found["reading"], found["files"], found["messages"]) == (200, 0, 0)
    assert found["export"] == [200, True], "a table is written from what is there and needs no room"
    assert (found["later"], found["files_later"]) == (302, 1)
