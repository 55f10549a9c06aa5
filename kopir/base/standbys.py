"""Hot standbys of a PostgreSQL database: which of them may be read from just now, and what is read from where.

How far a standby lags is told without trusting its clock or its view of itself: this process notes where the primary's journal of
changes stood and when; a standby lags since the newest note that it has replayed. So a standby that lost its primary lags too,
though it has replayed all it got, and a primary where nothing happens makes nobody lag.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

log = structlog.get_logger()
EVERY = 1.0  # seconds between two looks at the standbys
ASK_AGAIN = 10.0  # seconds until one that did not answer is asked again
PRIMARY_AT = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')"
STANDBY_AT = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') WHERE pg_is_in_recovery()"
OF_THE_MOMENT = frozenset({"django_cache", "sessions"})  # a count or a session that lags would let somebody in

_place: ContextVar[str] = ContextVar("place", default=DEFAULT_DB_ALIAS)


def connected(address: dict[str, Any]) -> dict[str, Any]:
    """The settings of one standby: given up soon when it does not answer, and never written to, not even when promoted."""
    careful = {"connect_timeout": "2", "tcp_user_timeout": "4000", "options": "-c jit=off -c default_transaction_read_only=on"}
    kept = {"CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True, "TEST": {"MIRROR": DEFAULT_DB_ALIAS}}
    return address | kept | {"OPTIONS": careful | address["OPTIONS"]}


def place() -> str:
    return _place.get()


def read_from(alias: str) -> None:
    """What this thread reads from now on, until it writes or opens a transaction."""
    _place.set(alias)


class Router:
    """Writes go to the primary, always; reads to the place of the request. Whoever has written, or opened a transaction on the
    primary, reads there to the end of the request: what is read must not be older than what was done."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            read_from(DEFAULT_DB_ALIAS)
        return DEFAULT_DB_ALIAS if model._meta.app_label in OF_THE_MOMENT else place()  # type: ignore[attr-defined]

    def db_for_write(self, model: type, **hints: Any) -> str:
        read_from(DEFAULT_DB_ALIAS)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True  # the same rows, read from two places

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


@dataclass(slots=True)
class Standby:
    """`replayed`: when this process noted what the standby has replayed by now; None while it does not answer."""

    alias: str
    replayed: float | None = None
    ask_at: float = 0.0

    def lag(self) -> float | None:
        """Seconds; None when it does not answer or never caught up while this process looked."""
        return None if self.replayed is None else time.monotonic() - self.replayed


@dataclass(slots=True)
class Standbys:
    """What this process knows of them. One thread looks, the others go by what was seen last."""

    all: list[Standby]
    notes: deque[tuple[float, int]] = field(default_factory=deque)
    looked: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: int = 0

    def choose(self) -> str:
        """The next standby that is fresh enough; the primary when there is none."""
        self.look()
        fresh = [one for one in self.all if (lag := one.lag()) is not None and lag <= settings.KOPIR_STANDBY_LAG]
        if not fresh:
            return DEFAULT_DB_ALIAS
        self.turn += 1
        return fresh[self.turn % len(fresh)].alias

    def look(self) -> None:
        if time.monotonic() - self.looked < EVERY or not self.lock.acquire(blocking=False):
            return
        try:
            self._note_primary()
            for one in self.all:
                self._ask(one)
            self.looked = time.monotonic()
        finally:
            self.lock.release()

    def leave_out(self, alias: str) -> None:
        """It failed in the middle of a page."""
        for one in self.all:
            if one.alias == alias:
                one.replayed, one.ask_at = None, time.monotonic() + ASK_AGAIN

    def lags(self) -> dict[str, float | None]:
        """By its name how many seconds each lags; None for one that is not read from because it does not answer."""
        self.look()
        return {one.alias: one.lag() for one in self.all}

    def _note_primary(self) -> None:
        now = time.monotonic()
        at = _position(DEFAULT_DB_ALIAS, PRIMARY_AT)
        if at is not None:
            self.notes.append((now, at))
        while len(self.notes) > 1 and self.notes[1][0] < now - settings.KOPIR_STANDBY_LAG - EVERY:
            self.notes.popleft()

    def _ask(self, one: Standby) -> None:
        if time.monotonic() < one.ask_at:
            return
        at = _position(one.alias, STANDBY_AT)
        if at is None:
            self.leave_out(one.alias)
            return
        one.replayed = next((noted for noted, place in reversed(self.notes) if place <= at), one.replayed)


def _position(alias: str, query: str) -> int | None:
    """Bytes of the journal of changes; None when the database does not answer, or is no standby though it is asked as one."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
    except Error:
        log.warning("a database did not answer", database=alias)
        if not connections[alias].in_atomic_block:
            connections[alias].close()
        return None
    return int(row[0]) if row and row[0] is not None else None


known = Standbys([])


def here() -> Standbys:
    """Those of the settings, known to this process."""
    if [one.alias for one in known.all] != settings.KOPIR_STANDBYS:
        known.all = [Standby(alias) for alias in settings.KOPIR_STANDBYS]
        known.looked = float("-inf")
    return known
