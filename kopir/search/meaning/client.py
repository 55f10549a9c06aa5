"""Asking the process that knows what texts mean. It may be away: then `Absent` is raised; and when it was too slow, for some
seconds nobody waits for it again. Commands and tests may hold it in their own process instead: `with here(): …`."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from django.conf import settings

PATIENCE = 2.5  # seconds to wait for an answer to a person's question
AWAY = 3.0  # seconds in which a process that did not answer in time is not asked again
LONGEST_PATH = 100  # of a socket's address, in bytes


class Absent(Exception):
    """Nobody answers; the search goes by words alone."""


class _Line(threading.local):
    """One connection a thread."""

    connection: Connection | None = None


_line = _Line()
_away_until = 0.0
_here: Any = None


def address() -> str:
    """Of the socket: in the data folder, or, should its path be too long for one, in the folder for short-lived files."""
    path = settings.KOPIR_DATA / "run" / "meaning"
    if len(bytes(path)) <= LONGEST_PATH:
        return str(path)
    mark = hashlib.sha256(bytes(path)).hexdigest()[:16]
    return str(Path(tempfile.gettempdir()) / f"kopir-{mark}")


def password() -> bytes:
    """Only processes of this installation may ask."""
    return hashlib.sha256(f"meaning {settings.SECRET_KEY}".encode()).digest()


@contextmanager
def here(service: Any = None) -> Iterator[None]:
    """Hold the encoder and the memory in this process, or the `service` given."""
    global _here
    before = _here
    _here = service or before or import_module("kopir.search.meaning.service").Service()
    try:
        yield
    finally:
        _here = before


def ask(question: str, *given: Any, patience: float = PATIENCE) -> Any:
    """The answer of the service's method of this name. Raises Absent."""
    global _away_until
    if _here is not None:
        return getattr(_here, question)(*given)
    if time.monotonic() < _away_until:
        raise Absent
    try:
        return _answer_anew(question, given, patience)
    except (OSError, EOFError) as error:
        _hang_up()
        if isinstance(error, TimeoutError):  # who is not there at all is known to be absent at once
            _away_until = time.monotonic() + AWAY
        raise Absent from error


def _answer_anew(question: str, given: tuple[Any, ...], patience: float) -> Any:
    """A line to a process that has ended meanwhile is replaced once."""
    if _line.connection is None:
        return _answer(question, given, patience)
    try:
        return _answer(question, given, patience)
    except (ConnectionError, EOFError):
        _hang_up()
        return _answer(question, given, patience)


def _answer(question: str, given: tuple[Any, ...], patience: float) -> Any:
    line = _line.connection or Client(address(), family="AF_UNIX", authkey=password())
    _line.connection = line
    line.send((question, given))
    if not line.poll(patience):
        raise TimeoutError
    found, answer = line.recv()
    if not found:
        raise Absent(answer)
    return answer


def forget_absence() -> None:
    """Ask again at once."""
    global _away_until
    _away_until = 0.0


def _hang_up() -> None:
    if _line.connection is not None:
        _line.connection.close()
        _line.connection = None
