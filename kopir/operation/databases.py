"""One consistent copy of a database that is being written to, and putting it back. Needs no Django.

SQLite: its own online backup, in one step, so that no writer can make it begin again; in WAL mode writers do not wait.
PostgreSQL: pg_dump within one exported snapshot, in which the rows are counted too.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg

SQLITE, POSTGRES = "sqlite", "postgresql"
FILES = {SQLITE: "kopir.sqlite3", POSTGRES: "database.dump"}
Address = dict[str, Any]  # a database as environment.py reads it


# Options whose variable is called otherwise than PG and the name.
OF_LIBPQ = {"target_session_attrs": "targetsessionattrs"}


class Unable(Exception):
    """The words say why the database could not be copied or put back."""


class Reader(Protocol):
    """Asks the copy, or the snapshot it was made from."""

    def __call__(self, sql: str) -> list[tuple[Any, ...]]: ...


def engine_of(address: Address) -> str:
    return SQLITE if address["ENGINE"].endswith("sqlite3") else POSTGRES


# ---- Copying ---------------------------------------------------------------------------------------------


@contextmanager
def copied(address: Address, data: Path, folder: Path) -> Iterator[Reader]:
    """Writes the copy into `folder`; inside the block its rows can be asked for. Raises Unable."""
    copier = _copied_sqlite if engine_of(address) == SQLITE else _copied_postgres
    with copier(address, data, folder / FILES[engine_of(address)]) as reader:
        yield reader


@contextmanager
def _copied_sqlite(address: Address, data: Path, target: Path) -> Iterator[Reader]:
    with (
        closing(sqlite3.connect(data / FILES[SQLITE], timeout=60)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
        target.chmod(0o600)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise Unable("The copy of the database is damaged; so may the database itself be. See the runbook, bad day.")
        yield lambda sql: copy.execute(sql).fetchall()


@contextmanager
def _copied_postgres(address: Address, data: Path, target: Path) -> Iterator[Reader]:
    try:
        with psycopg.connect(**_parameters(address)) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            _run(address, "pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges",
                 f"--file={target}")  # fmt: skip
            target.chmod(0o600)
            yield lambda sql: connection.execute(sql).fetchall()  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise Unable(f"The database does not answer: {error}") from None


# ---- Putting back ----------------------------------------------------------------------------------------


def demand_empty(address: Address) -> None:
    """Raises Unable when the target of a restore holds something already. (For SQLite the empty data folder says it.)"""
    if engine_of(address) == SQLITE:
        return
    try:
        with psycopg.connect(**_parameters(address)) as connection:
            query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            (tables,) = connection.execute(query).fetchone() or (0,)
    except psycopg.OperationalError as error:
        raise Unable(f"The database does not answer: {error}") from None
    if tables:
        raise Unable(f"The database {address['NAME']} is not empty: it has {tables} tables. Make a new one for the restore.")


def put_back(address: Address, backup: Path, target: Path) -> None:
    """The PostgreSQL restore is one transaction: all or nothing. The SQLite file is copied into the folder `target`."""
    source = backup / FILES[engine_of(address)]
    if engine_of(address) == POSTGRES:
        _run(address, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
             f"--dbname={address['NAME']}", str(source))  # fmt: skip
        return
    copy = target / source.name
    shutil.copyfile(source, copy)
    copy.chmod(0o600)


def _parameters(address: Address) -> dict[str, Any]:
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {theirs: address[ours] for ours, theirs in names.items() if address.get(ours)} | address.get("OPTIONS", {})


def _run(address: Address, program: str, *arguments: str) -> None:
    names = {
        "NAME": "PGDATABASE",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "HOST": "PGHOST",
        "PORT": "PGPORT",
    }
    environ = {
        **os.environ,
        **{name: str(address[ours]) for ours, name in names.items() if address.get(ours)},
        **{f"PG{OF_LIBPQ.get(name, name).upper()}": str(value) for name, value in address.get("OPTIONS", {}).items()},
    }
    done = subprocess.run([_program(program), *arguments], env=environ, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Unable(f"{program} failed: {done.stderr.strip()}")


def _program(name: str) -> str:
    """The newest one: an older pg_dump refuses a newer server."""
    folders = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    found = sorted(folders, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parts[-3])])
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise Unable(f"{name} is needed and not installed. On Debian or Ubuntu: apt-get install postgresql-client")
    return program


def counts(ask: Reader, tables: Sequence[str]) -> dict[str, int]:
    return {table: int(ask(f'SELECT count(*) FROM "{table}"')[0][0]) for table in sorted(tables)}  # noqa: S608
