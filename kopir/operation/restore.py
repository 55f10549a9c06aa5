"""`kopir restore DIR`: an installation from its backup, into an empty place only.

Django is set up after the files are in place, because its settings would make new keys in an empty folder.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kopir import environment
from kopir.operation import databases
from kopir.operation import manifest as manifests
from kopir.operation.begin import set_up_django
from kopir.operation.manifest import KEYS, BadBackup, Manifest

STAGING = ".restoring"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the keys were kept apart.",
)
def restore(folder: Path, keys: Path | None) -> None:
    """Restore the backup in FOLDER into an empty KOPIR_DATA (and an empty database), then verify it."""
    given = environment.read()
    try:
        manifest = put_back(folder.resolve(), (keys or folder / KEYS).resolve(), given["DATA"], given["DATABASE"])
    except (BadBackup, databases.Unable) as problem:
        raise click.ClickException(str(problem)) from None
    problems = list(_problems(manifest))
    click.echo("\n".join(problems or _all_is_there(manifest, given["DATA"])))
    sys.exit(1 if problems else 0)


def put_back(folder: Path, keys: Path, data: Path, address: databases.Address) -> Manifest:
    """Everything is checked before anything is written. Raises BadBackup or Unable."""
    manifest = manifests.read(folder)
    _demand_same_engine(manifest, address)
    _demand_empty(data, address)
    if not keys.is_dir():
        raise BadBackup(f"{folder} has no keys; they were kept apart. Say where they are with --keys FOLDER.")
    manifests.check(manifest, lambda name: keys / Path(name).name if name.startswith(f"{KEYS}/") else folder / name)
    _place(manifest, folder, keys, data, address)
    return manifest


def _demand_same_engine(manifest: Manifest, address: databases.Address) -> None:
    engine = databases.engine_of(address)
    if manifest.engine != engine:
        raise BadBackup(f"The backup is of {manifest.engine}, but KOPIR_DATABASE says {engine}. Set KOPIR_DATABASE accordingly.")


def _demand_empty(data: Path, address: databases.Address) -> None:
    found = sorted(path.name for path in data.iterdir() if path.name != STAGING)
    if found:
        raise databases.Unable(
            f"{data} is not empty: it holds {', '.join(found[:5])}. Restore into a new folder, named by KOPIR_DATA."
        )
    databases.demand_empty(address)


def _place(manifest: Manifest, folder: Path, keys: Path, data: Path, address: databases.Address) -> None:
    """Everything first aside, the database last, and then under its name: a restore that breaks off, as on a full disk, leaves
    nothing behind but what the next one clears away."""
    staging = data / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(mode=0o700)
        _copy_files(manifest, folder, keys, staging)
        databases.put_back(address, folder, staging)
        for part in sorted(staging.iterdir()):
            part.replace(data / part.name)
    except OSError as error:
        raise databases.Unable(f"The restore could not be written: {error}. {data} is as empty as before.") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _copy_files(manifest: Manifest, folder: Path, keys: Path, target: Path) -> None:
    """The keys and the attached files."""
    for name in manifest.files:
        if name.startswith(f"{KEYS}/"):
            manifests.copy(keys / Path(name).name, target / name)
        elif name.startswith("files/"):
            manifests.copy(folder / name, target / name)


def _problems(manifest: Manifest) -> Iterator[str]:
    """What the restored installation lacks or has wrong, in words."""
    set_up_django()
    from django.core.management import call_command

    from kopir.operation import journal
    from kopir.operation.restored import missing_rows

    yield from missing_rows(manifest)
    # A backup of an earlier release is verified by this one, which may need more tables.
    call_command("migrate", "journal", verbosity=0, interactive=False)
    yield from (f"MISSING: the attached file {sha256} was missing in the backup already." for sha256 in manifest.missing)
    yield from (f"DAMAGED: the attached file {sha256} was damaged in the backup already." for sha256 in manifest.damaged)
    report = journal.verify()
    if not report.good:
        yield from journal.in_words(report)


def _all_is_there(manifest: Manifest, data: Path) -> list[str]:
    until = f"up to {manifest.last_entry_at}, entry {manifest.last_entry}" if manifest.last_entry else "the journal is empty"
    return [
        f"Restored into {data}: {sum(manifest.counts.values())} rows and {len(manifest.files)} files.",
        f"The journal verifies. Nothing is missing, {until}.",
        f"The backup was made at {manifest.made_at} by Köpir {manifest.version}; the next start brings it up to date.",
    ]
