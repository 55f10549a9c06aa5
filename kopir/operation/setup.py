"""`kopir setup`: everything an installation needs before it serves. `kopir administrator`: who looks after it.

Both may be called again at any time; what is there already stays.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from kopir import __version__
from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.models import Installation
from kopir.journal.key_change import settle
from kopir.operation.answers import demand_database
from kopir.organisations.acts import create_akimats
from kopir.people.acts import first_administrator
from kopir.people.models import Person
from kopir.posts.acts import create_all as create_all_posts


@click.command()
@click.option("--empty", is_flag=True, help="A real installation, without the demonstration world.")
def setup(empty: bool) -> None:
    """Bring the database, static files and reference data up to date."""
    prepare(empty=empty)


def prepare(*, empty: bool) -> None:
    """Raises click.ClickException with a sentence when the installation cannot be what is asked."""
    migrate()
    _demand_same_purpose(empty)
    settle()
    collect_static()
    load_reference_data()
    if not Installation.objects.exists():
        begin(empty=empty)


def migrate() -> None:
    try:
        behind = changes_to_make()
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error}".strip()) from None
    if behind:
        click.echo("Preparing the database")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def changes_to_make() -> int:
    """How many changes of its tables this release still lacks in the database. Raises OperationalError without one."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def demand_prepared() -> None:
    """Leave with a sentence when an earlier release made the database, for every page would break, or when the key of its
    journal is gone. A database that does not answer yet is waited for."""
    try:
        behind = changes_to_make()
    except OperationalError:
        return
    if behind:
        raise click.ClickException(
            f"The database does not fit this release yet: {behind} change(s) of its tables are to be made. "
            "Make a backup if it holds anything, then run: .venv/bin/kopir setup"
        )
    settle()


def _demand_same_purpose(empty: bool) -> None:
    if empty and Installation.is_demonstration():
        raise click.ClickException(
            f"{settings.KOPIR_DATA} holds the demonstration world. Choose another folder for a real installation: "
            "KOPIR_DATA=/path/to/folder scripts/run --empty"
        )


# ---- Static files ----------------------------------------------------------------------------------------


def collect_static() -> None:
    """Copies, names by content and compresses what browsers fetch, when any of it has changed."""
    stamp = settings.STATIC_ROOT / ".stamp"
    now = _static_state()
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == now):
        return
    click.echo("Preparing the static files")
    command = collectstatic.Command()
    command.storage = CompressedManifestStaticFilesStorage()
    call_command(command, verbosity=0, interactive=False)
    stamp.write_text(now)


def _static_state() -> str:
    """Changes when a static file or the program does."""
    state = hashlib.sha256(__version__.encode())
    for name, path in sorted(_static_files()):
        status = path.stat()
        state.update(f"{name}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


# ---- What it begins with ---------------------------------------------------------------------------------


def load_reference_data() -> None:
    """Each app's `reference.load()`: regions and districts, spheres, holidays, kinds of matters. It leaves alone what an
    administrator has edited, so it is asked only of a new database and after a new version brought other data."""
    stamp = settings.KOPIR_DATA / ".reference"
    now = _reference_state()
    if stamp.exists() and stamp.read_text() == now and Installation.objects.exists():
        return
    for app in _apps_with_reference():
        load = getattr(import_module(f"{app.name}.reference"), "load", None)
        if load:
            load()
    stamp.write_text(now)


def _apps_with_reference() -> Iterator[AppConfig]:
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and Path(app.path, "reference").is_dir():
            yield app


def _reference_state() -> str:
    """Changes when a file of the reference data does."""
    state = hashlib.sha256()
    for app in _apps_with_reference():
        for path in sorted(path for path in Path(app.path, "reference").iterdir() if path.is_file()):
            state.update(f"{app.name}/{path.name}\n".encode() + path.read_bytes())
    return state.hexdigest()


def begin(*, empty: bool) -> None:
    """The installation's own row, and what it begins with: both or neither."""
    with transaction.atomic():
        purpose = Installation.Purpose.REAL if empty else Installation.Purpose.DEMONSTRATION
        Installation.objects.create(purpose=purpose, name_kk="Көпір", name_ru="Көпір", name_en="Köpir")
        if empty:
            create_akimats(by=SYSTEM)
            create_all_posts(by=SYSTEM)
        elif find_spec("kopir.demo.world"):
            click.echo("Building the demonstration world")
            import_module("kopir.demo.world").build()


# ---- The first administrator -----------------------------------------------------------------------------


@click.command()
@click.argument("email")
@click.option("--name", required=True, help="Shown beside what the administrator does.")
@click.option("--generate", is_flag=True, help="Make a password and print it once.")
@click.option("--another", is_flag=True, help="Even though there is an administrator already.")
def administrator(email: str, name: str, generate: bool, another: bool) -> None:
    """Make the first administrator. The password is asked, or read from standard input, or made with --generate."""
    demand_database()
    password = secrets.token_urlsafe(15) if generate else _ask_password()
    try:
        validate_email(email)
        validate_password(password, Person(email=email, name=name))
        first_administrator(email, name, password, even_if_one_exists=another)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    except Refused as refusal:
        step = " Use --another to make one more." if refusal.code == "not_now_exists" else ""
        raise click.ClickException(f"{refusal.reason}{step}") from None
    click.echo(f"{email} is an administrator now. At the first sign-in Köpir asks to set up a second factor.")
    if generate:
        click.echo(f"Password: {password}")


def _ask_password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
