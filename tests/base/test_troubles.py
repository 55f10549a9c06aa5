"""What the machine lacks is told apart from faults of the program."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import InterfaceError, OperationalError

from kopir.base.troubles import Trouble, spared, trouble_of


def sqlite_error(path: Path, *statements: str) -> Exception:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError) as caught:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return caught.value


def test_a_locked_database_is_busy_and_one_that_may_not_grow_is_full(tmp_path: Path) -> None:
    path = tmp_path / "database"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE words (word)")
    other.execute("BEGIN IMMEDIATE")
    assert trouble_of(sqlite_error(path, "BEGIN IMMEDIATE")) is Trouble.BUSY
    other.execute("ROLLBACK")
    grow = "INSERT INTO words VALUES (zeroblob(1000000))"
    assert trouble_of(sqlite_error(path, "PRAGMA max_page_count = 4", grow)) is Trouble.FULL


def test_a_missing_table_is_a_fault_of_the_program(tmp_path: Path) -> None:
    assert trouble_of(sqlite_error(tmp_path / "database", "SELECT * FROM nothing")) is None


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (psycopg.errors.DiskFull(), Trouble.FULL),
        (psycopg.errors.TooManyConnections(), Trouble.BUSY),
        (psycopg.errors.LockNotAvailable(), Trouble.BUSY),
        (psycopg.errors.DeadlockDetected(), Trouble.BUSY),
        (psycopg.errors.AdminShutdown(), Trouble.AWAY),
        (psycopg.errors.CannotConnectNow(), Trouble.AWAY),
        (psycopg.OperationalError("server closed the connection unexpectedly"), Trouble.AWAY),
        (psycopg.InterfaceError("the connection is closed"), Trouble.AWAY),
        (InterfaceError("connection already closed"), Trouble.AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.FULL),
        (psycopg.errors.UndefinedColumn(), None),
        (psycopg.errors.UniqueViolation(), None),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("wrong"), None),
        (None, None),
    ],
)
def test_what_each_error_says(error: Exception | None, trouble: Trouble | None) -> None:
    assert trouble_of(error) is trouble


def test_the_cause_is_looked_for_behind_what_came_of_it(tmp_path: Path) -> None:
    cause = OSError(errno.ENOSPC, "No space left on device")
    error = ValueError("the paper could not be made")
    error.__cause__ = cause
    assert trouble_of(error) is Trouble.FULL


def test_what_a_reader_can_do_without_is_left_out_and_faults_are_not() -> None:
    with spared():
        raise InterfaceError("connection already closed")
    with pytest.raises(OperationalError), spared():
        error = OperationalError("no such table")
        error.__cause__ = sqlite3.OperationalError("no such table")
        error.__cause__.sqlite_errorcode = 1  # type: ignore[attr-defined]
        raise error
