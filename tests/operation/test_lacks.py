"""A command that the machine fails says so in one sentence; a fault of the program keeps its trace."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kopir import cli
from kopir.base.keys import KeyGone

FAULT: list[Exception] = []


@click.command()
def broken() -> None:
    raise FAULT[-1]


def run(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> Result:
    monkeypatch.setitem(cli.COMMANDS, "broken", (__name__, "broken"))
    monkeypatch.setattr(cli, "WITHOUT_DJANGO", {"broken"})
    FAULT.append(fault)
    return CliRunner().invoke(cli.main, ["broken"])


def of_sqlite(code: int) -> sqlite3.OperationalError:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = code
    return fault


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space", "from", None, "/srv/kopir/x"), "no room left on the disk of /srv/kopir/x."),
        (of_sqlite(sqlite3.SQLITE_FULL), "no room left on the disk."),
        (of_sqlite(sqlite3.SQLITE_BUSY), "held by somebody else"),
        (KeyGone("The journal was signed with another key."), "The journal was signed with another key."),
        (OSError(errno.EROFS, "Read-only file system", "/srv/b"), "/srv/b may not be read or written: Read-only file system."),
    ],
)
def test_what_the_machine_lacks_is_one_sentence(monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str) -> None:
    result = run(monkeypatch, fault)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(run(monkeypatch, KeyError("x")).exception, KeyError)


def test_a_refused_command_keeps_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run(monkeypatch, click.ClickException(f"{tmp_path} is not empty"))
    assert (result.exit_code, result.stderr) == (1, f"Error: {tmp_path} is not empty\n")
