"""Which stored files belong to a row, and the removal of those that belong to none.

A file is stored before its row is committed, so a process that is killed between the two leaves a file without a row; and a
draft that is thrown away leaves its files. Never a row without its file.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

from kopir.base.files import stored_path

ASIDE = "aside-"
WEEK = 7 * 24 * 3600
"""Seconds that a file may wait for its row: a table handed in through a page is known to a session only, until it is used."""


def places() -> Iterator[tuple[type[Model], Field]]:
    """Every field that names a stored file; its name ends so."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.name.endswith("sha256"):
                yield model, field


def questions() -> Iterator[str]:
    """SQL for the hashes of all files that must be there; that of a removed attachment or a finished import may be gone."""
    for model, field in places():
        over = {"removed_at", "finished_at"} & {one.name for one in model._meta.local_concrete_fields}
        conditions = [f"\"{field.column}\" <> ''", *(f'"{name}" IS NULL' for name in over)]
        yield f'SELECT "{field.column}" FROM "{model._meta.db_table}" WHERE {" AND ".join(conditions)}'  # noqa: S608


def has_row(sha256: str, *, besides: type[Model] | None = None) -> bool:
    return any(model._base_manager.filter(**{field.name: sha256}).exists() for model, field in places() if model is not besides)


def forget(sha256: str, *, besides: type[Model] | None = None) -> None:
    """Remove the file unless a row names it; rows of `besides` do not count."""
    if not has_row(sha256, besides=besides):
        stored_path(sha256).unlink(missing_ok=True)


def clean(seconds: float = WEEK) -> int:
    """Remove what was stored longer ago than that and belongs to no row, and what never came to its end; answers how many."""
    folder, before = Path(settings.KOPIR_FILES), time.time() - seconds
    _put_back(folder / "incoming")
    old = [path for path in folder.glob("*/*") if path.stat().st_mtime < before]
    named = _named() if old else set()
    return sum(_removed(path, before) for path in old if path.parent.name == "incoming" or _mark(path.name) not in named)


def _named() -> set[int]:
    """Marks of all files that rows name, read before any is removed; small, for there may be a million."""
    rows = (model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True) for model, field in places())
    return {_mark(sha256) for names in rows for sha256 in names.iterator()}


def _mark(name: str) -> int:
    return int(name[:16], 16)


def _put_back(incoming: Path) -> None:
    """What was put aside when the process was killed, and has a row."""
    for aside in incoming.glob(f"{ASIDE}*"):
        if has_row(sha256 := aside.name.removeprefix(ASIDE)):
            aside.replace(stored_path(sha256))


def _removed(path: Path, before: float) -> bool:
    """Put aside first: when the same content was stored at this very moment, the file is young again and goes back."""
    aside = path.parent.parent / "incoming" / f"{ASIDE}{path.name}"
    aside.parent.mkdir(mode=0o700, exist_ok=True)
    path.rename(aside)
    if aside.stat().st_mtime >= before:
        aside.replace(path)
        return False
    aside.unlink()
    return True
