"""Faults of the machine that pass, or that an administrator mends: told apart from faults of the program."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import structlog
from django.db import InterfaceError, OperationalError

log = structlog.get_logger()


class Trouble(StrEnum):
    """`busy`: others hold what is needed a little longer. `full`: no room on a disk. `away`: the database does not answer;
    what was being saved may have been saved."""

    BUSY = "busy"
    FULL = "full"
    AWAY = "away"


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Primary result codes of SQLite. Its code 1 is a fault of the program ("no such table"), so it is not here.
_SQLITE = {5: Trouble.BUSY, 6: Trouble.BUSY, 8: Trouble.AWAY, 10: Trouble.AWAY, 13: Trouble.FULL, 14: Trouble.AWAY}
# Classes and states of PostgreSQL, the longer first: full, too many at once, locked, given up, not able to be ordered, at an end.
_STATES = {
    "53100": Trouble.FULL, "53": Trouble.BUSY, "55P03": Trouble.BUSY, "57014": Trouble.BUSY, "40": Trouble.BUSY,
    "57P": Trouble.AWAY, "08": Trouble.AWAY, "25006": Trouble.AWAY, "58": Trouble.AWAY,
}  # fmt: skip


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What the machine lacks, looked for through all causes of the error; None when the program is at fault."""
    return next((found for one in _causes(error) if (found := _of_one(one))), None)


@contextmanager
def spared() -> Iterator[None]:
    """Around what a reader can do without, such as noting that a message was read: pages are still read while nothing can be
    written. Never around what must be kept."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if (trouble := trouble_of(error)) is None:
            raise
        log.warning("left out", trouble=str(trouble))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The innermost first: it knows best."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    yield from reversed(chain)


def _of_one(error: BaseException) -> Trouble | None:
    if (code := getattr(error, "sqlite_errorcode", None)) is not None:
        return _SQLITE.get(code & 0xFF)
    if state := getattr(error, "sqlstate", None):
        return next((trouble for start, trouble in _STATES.items() if str(state).startswith(start)), None)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return Trouble.FULL
    return Trouble.AWAY if _has_gone(error) else None


def _has_gone(error: BaseException) -> bool:
    """A connection that broke has no state: neither the driver's error nor what Django made of it."""
    if type(error).__module__.startswith("psycopg"):
        return type(error).__name__ in ("OperationalError", "InterfaceError")
    return isinstance(error, InterfaceError | OperationalError) and error.__cause__ is None
