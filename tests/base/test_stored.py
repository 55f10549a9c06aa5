"""Files without a row are removed after a while; a file with a row never is."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from kopir.base import stored
from kopir.base.files import store, stored_path
from kopir.interactions import acts
from kopir.practices.models import Import
from tests.interactions.world import World
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.KOPIR_FILES = tmp_path / "files"
    return tmp_path / "files"


def upload(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("акт.txt", words.encode())


def aged(path: Path, seconds: float) -> Path:
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_every_kind_of_row_that_names_a_stored_file_is_known() -> None:
    named = {f"{model._meta.label}.{field.name}" for model, field in stored.places()}
    assert named == {
        "interactions.Attachment.sha256", "regulation.Proof.file_sha256", "practices.Evidence.file_sha256",
        "practices.Import.sha256", "effects.Piece.file_sha256", "effects.Check.photo_sha256",
    }  # fmt: skip


def test_what_a_killed_process_left_is_removed_after_a_week_and_attached_files_stay() -> None:
    world = World()
    attached = aged(stored_path(acts.attach(world.draft(), by=world.author, upload=upload("Акт")).sha256), 30 * DAY)
    orphan, young = (stored_path(store(upload(words)).sha256) for words in ("жетім", "жаңа"))
    half = orphan.parent.parent / "incoming" / "tmp1"
    half.write_bytes(b"half")
    aged(orphan, 8 * DAY)
    aged(half, 8 * DAY)
    assert stored.clean() == 2
    assert (attached.exists(), young.exists(), orphan.exists(), half.exists()) == (True, True, False, False)


def test_files_of_a_draft_that_was_thrown_away_go_too() -> None:
    world = World()
    draft = world.draft()
    path = aged(stored_path(acts.attach(draft, by=world.author, upload=upload("Жоба")).sha256), 8 * DAY)
    acts.discard(draft, by=world.author)
    assert stored.clean() == 1
    assert not path.exists()


def test_what_was_put_aside_when_the_cleaning_was_killed_comes_back() -> None:
    world = World()
    path = stored_path(acts.attach(world.draft(), by=world.author, upload=upload("Акт")).sha256)
    path.rename(path.parent.parent / "incoming" / f"aside-{path.name}")
    stored.clean()
    assert path.read_text() == "Акт"


def test_a_table_that_was_handed_in_stays_when_the_same_is_attached_somewhere() -> None:
    world = World()
    kept = acts.attach(world.draft(), by=world.author, upload=upload("Акт"))
    other = store(upload("басқа"))
    for sha256 in (kept.sha256, other.sha256):
        stored.forget(sha256)
    assert (stored_path(kept.sha256).exists(), stored_path(other.sha256).exists()) == (True, False)


def test_a_backup_asks_for_every_file_that_must_be_there_and_for_no_other() -> None:
    world = Memory()
    draft = world.draft()
    kept, removed = (acts.attach(draft, by=world.author, upload=upload(words)) for words in ("Акт", "Артық"))
    acts.detach(removed, by=world.author)
    evidence = world.evidence(world.published(), upload=upload("Дәлел"))
    now = timezone.now()
    Import.objects.create(owner=world.district_post, name="кесте", source="жинақ", dated_on=now, sha256="a" * 64, finished_at=now)
    with connection.cursor() as cursor:
        named = {row[0] for question in stored.questions() for row in _rows(cursor, question)}
    assert named == {kept.sha256, evidence.file_sha256}


def _rows(cursor: Any, question: str) -> list[tuple[str]]:
    cursor.execute(question)
    return list(cursor.fetchall())
