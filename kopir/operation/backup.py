"""`kopir backup DIR`: a complete, consistent copy of an installation at work.

Attached files are named by their content and never changed, and each is on disk before the row that speaks of it, so copying
them after the database gives every file the copied rows speak of. The journal's key may be replaced meanwhile: keys are copied
before the database and after it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from kopir import __version__
from kopir.base import stored
from kopir.journal.models import Key
from kopir.journal.sealing import held, signing_key
from kopir.operation import databases
from kopir.operation.answers import demand_database
from kopir.operation.manifest import KEYS, Manifest, copy

KEY_TABLE = Key._meta.db_table


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Write a backup into a new FOLDER. Köpir may go on working. Exits 1 when an attached file was not whole."""
    demand_database()
    try:
        manifest = make(folder)
    except databases.Unable as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("\n".join(in_words(manifest, folder)))
    sys.exit(1 if manifest.missing or manifest.damaged else 0)


def make(folder: Path) -> Manifest:
    """The folder appears under its name only when everything is in it."""
    if KEY_TABLE in connection.introspection.table_names():  # else of an earlier release, and there already
        signing_key()  # made, if need be
    with _appearing(folder) as partial:
        manifest = Manifest(_now(), __version__, databases.engine_of(settings.DATABASES["default"]))
        _copy_keys(partial)
        with databases.copied(settings.DATABASES["default"], settings.KOPIR_DATA, partial) as ask:
            _tell_of_rows(manifest, ask)
            wanted, signing = _attached(ask), _signing(manifest, ask)
        _copy_keys(partial)  # again: the key may have been replaced before the database was copied
        _demand_key(signing, partial / KEYS)
        _copy_files(manifest, partial, wanted)
        for path in sorted(path for path in partial.rglob("*") if path.is_file()):
            manifest.add(partial, path)
        manifest.write(partial)
    return manifest


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the wanted one, renamed at the end; gone when something fails."""
    folder = folder.expanduser().resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise databases.Unable(f"{folder} is there already and not empty. Name a new folder for each backup.")
    partial = folder.with_name(f".{folder.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True, mode=0o700)
        yield partial
        os.sync()
        partial.replace(folder)
    except OSError as error:
        raise databases.Unable(f"The backup could not be written: {error}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _tell_of_rows(manifest: Manifest, ask: databases.Reader) -> None:
    manifest.counts = databases.counts(ask, connection.introspection.table_names())
    last = ask("SELECT id, at FROM journal_entry ORDER BY id DESC LIMIT 1")
    if last:
        manifest.last_entry, manifest.last_entry_at = int(last[0][0]), utc(last[0][1])


def _signing(manifest: Manifest, ask: databases.Reader) -> str:
    """The id of the key that the copied rows say is in force; empty when none of them does."""
    known = KEY_TABLE in manifest.counts and ask(f"SELECT id FROM {KEY_TABLE} ORDER BY size DESC LIMIT 1")  # noqa: S608
    return str(known[0][0]) if known else ""


def utc(at: datetime | str) -> str:
    """SQLite keeps times as text in UTC without saying so."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _attached(ask: databases.Reader) -> set[str]:
    """Hashes of the files that rows speak of."""
    return {row[0] for question in stored.questions() for row in ask(question)}


def _copy_keys(partial: Path) -> None:
    """Those that were not copied before; one that goes meanwhile was replaced before the database was copied, or is there
    already. What is superfluous signs nothing."""
    (partial / KEYS).mkdir(mode=0o700, exist_ok=True)
    for path in sorted(settings.KOPIR_KEYS.iterdir()):
        if path.is_file() and not path.name.startswith(".") and not (partial / KEYS / path.name).exists():
            with suppress(FileNotFoundError):
                copy(path, partial / KEYS / path.name)


def _demand_key(signing: str, folder: Path) -> None:
    if signing and held(signing, folder) is None:
        raise databases.Unable(f"The journal's key {signing} was replaced twice meanwhile. Make the backup again.")


def _copy_files(manifest: Manifest, partial: Path, wanted: set[str]) -> None:
    """All stored files; those being received at this moment are in no row yet."""
    present: set[str] = set()
    for path in sorted(settings.KOPIR_FILES.glob("??/*")):
        if re.fullmatch(r"[0-9a-f]{64}", path.name):
            present.add(path.name)
            if copy(path, partial / "files" / path.parent.name / path.name) != path.name:
                manifest.damaged.append(path.name)
    manifest.missing = sorted(wanted - present)


def in_words(manifest: Manifest, folder: Path) -> list[str]:
    size = sum(size for size, _ in manifest.files.values()) / 1024 / 1024
    last = f"up to entry {manifest.last_entry} of {manifest.last_entry_at}" if manifest.last_entry else "an empty journal"
    lines = [
        f"Backup written to {folder}: {sum(manifest.counts.values())} rows, {len(manifest.files)} files, {size:.1f} MB, {last}.",
        f"{folder / KEYS} holds the secret keys. Whoever has them can sign in Köpir's name: keep them apart from the rest,",
        "and do not lose them. `kopir restore` takes them with --keys.",
    ]
    lines += [f"MISSING: the attached file {sha256} was not in the store." for sha256 in manifest.missing]
    lines += [f"DAMAGED: the attached file {sha256} is not what was attached." for sha256 in manifest.damaged]
    return lines
