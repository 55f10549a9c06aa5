"""One process tells lives, the other writes them: rows by table, entries in the order of time, the tree that seals them."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import time
import traceback
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from queue import Empty
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from benchmarks.world import bodies
from benchmarks.world.entries import COLUMNS, Told
from benchmarks.world.ground import survey
from benchmarks.world.lives import Batch, Lives, Numbers, lives
from benchmarks.world.writing import Row, Table, hurry, in_bulk, next_number
from kopir.base.actors import SYSTEM
from kopir.interactions import conservation
from kopir.interactions.models import AuthorWord, HandOff, Matter, Outcome, Part, Registration, Waiting
from kopir.journal import merkle, sealing
from kopir.journal.models import Entry, Head, Leaf, Node, Withheld
from kopir.journal.verification import verify
from kopir.operation.setup import prepare
from kopir.regulation.acts.examining import EXAMINATION
from kopir.regulation.acts.obligations import noted_in
from kopir.search import keeping
from kopir.search.backends import IndexText, backend
from kopir.search.models import Cursor, Document, IndexRow
from kopir.territories.acts import import_classifier
from kopir.territories.reading import read

BATCH = 500
AHEAD = 6  # batches that wait to be written

TABLES = {
    "matter": Table(
        Matter,
        "id number kind_id procedure_id state visibility restricted_because author_id person_id title text language"
        " territory_id sector_id asked offered for_whom people_concerned accountable_id route joined_into_id received_at"
        " clock_from term_days due_on answered_at word_due_on closed_at round contests first_answered_at answered_in outcome"
        " word created_at updated_at",
    ),
    "registration": Table(Registration, "id matter_id received_at"),
    "part": Table(Part, "id matter_id post_id letter asked_by_id state since"),
    "hand_off": Table(HandOff, "id matter_id kind direction from_post_id to_post_id reason offered_at due_on state decided_at"),
    "wait": Table(Waiting, "id matter_id side post_id began_at ended_at"),
    "outcome": Table(Outcome, "id matter_id round kind statement language evidence post_id at"),
    "word": Table(AuthorWord, "id outcome_id organisation_id word text at"),
    "document": bodies.DOCUMENT,
}
ENTRY, APART = Table(Entry, f"id {COLUMNS}"), Table(Withheld, "entry_id salt values")
LEAF, NODE = Table(Leaf, "index entry_id"), Table(Node, "level index hash")


def begin(territories: Path | None) -> None:
    """An installation with the demonstration, as `kopir setup` makes it, sealed and indexed."""
    prepare(empty=False)
    if territories:
        import_classifier(read(territories), by=SYSTEM, source=territories.name, as_of=date.today())
    _catch_up()


def _catch_up() -> None:
    sealing.seal()
    keeping.catch_up()
    keeping.mend()


def make(interactions: int, organisations: int, chance: Random) -> dict[str, Any]:
    watch = Watch()
    ground = survey(chance)
    _catch_up()
    watch("ground")
    models = [*(table.model for table in TABLES.values()), *bodies.TABLES, Entry, Withheld, Leaf, Node, IndexRow]
    with in_bulk(list(dict.fromkeys(models))):
        people = bodies.Bodies(ground, chance)
        first = {name: next_number(table.model) for name, table in TABLES.items()}
        with transaction.atomic():
            _index(people.make(organisations, first["document"]))
        sealing.seal()
        watch("organisations")
        first["document"] += organisations
        told = Lives(ground, people.authors, Numbers(first), chance.randint(0, 2**32), interactions)
        writer = Writer()
        for batch in _told_elsewhere(told):
            with transaction.atomic():
                writer.write(batch)
        with transaction.atomic():
            writer.end()
        watch("matters")
    watch("indexes")
    return _counts() | watch.said()


class Watch:
    """Seconds of each part, by the clock and of the processors: on a busy machine only the latter can be compared."""

    def __init__(self) -> None:
        self.last, self.parts = (time.perf_counter(), _processors()), dict[str, list[float]]()

    def __call__(self, part: str) -> None:
        now = time.perf_counter(), _processors()
        self.parts[part] = [round(after - before, 1) for before, after in zip(self.last, now, strict=True)]
        self.last = now

    def said(self) -> dict[str, Any]:
        return {"seconds_and_processor_seconds": self.parts}


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


# ---- Two processes ---------------------------------------------------------------------------------------


def _told_elsewhere(told: Lives) -> Iterator[Batch]:
    """Lives are told by a process of their own, a few batches ahead."""
    connections.close_all()  # no connection may be shared
    gc.freeze()  # what both processes hold is theirs to the end
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue(AHEAD)
    teller = context.Process(target=_tell, args=(told, queue), daemon=True)
    teller.start()
    hurry()
    while (batch := _next(queue, teller)) is not None:
        if isinstance(batch, str):
            raise RuntimeError(batch)
        yield batch
    teller.join()


def _tell(told: Lives, queue: Any) -> None:
    try:
        for batch in lives(told, BATCH):
            queue.put(batch)
        queue.put(None)
    except Exception:
        queue.put(traceback.format_exc())


def _next(queue: Any, teller: Any) -> Any:
    while True:
        try:
            return queue.get(timeout=5)
        except Empty:
            if not teller.is_alive():
                raise RuntimeError("the process that tells lives has died") from None


# ---- Writing ---------------------------------------------------------------------------------------------


class Writer:
    """Entries that come later than the batch's last receipt wait for the next batches, so that the journal is in the order of
    time."""

    def __init__(self) -> None:
        self.entry = next_number(Entry)
        self.leaf = sealing.size()
        self.waiting: list[Told] = []
        self.peaks: dict[tuple[int, int], bytes] = {}

    def write(self, batch: Batch) -> None:
        for name, table in TABLES.items():
            table.put(batch.rows[name])
        _index(batch.rows["index"])
        self.waiting = sorted([*self.waiting, *batch.told])
        begun = max((row[2] for row in batch.rows["registration"]), default="")
        self._tell(bisect_left(self.waiting, datetime.fromisoformat(begun), key=lambda one: one.at) if begun else 0)

    def end(self) -> None:
        """What is left, the signed head, and the search's place in the journal."""
        self._tell(len(self.waiting))
        if sealing._sign(timezone.now()) is None:
            raise RuntimeError("the tree was not signed")
        self._note_as_read()

    def _note_as_read(self) -> None:
        """The search has these matters already; duties are not proved by what never was."""
        search = Cursor.objects.first() or Cursor()
        search.next_leaf = self.leaf
        search.save()
        for name in ("journal", EXAMINATION):
            regulation = noted_in(name)
            regulation.next_leaf, regulation.seen_on = self.leaf, timezone.localdate()
            regulation.save()

    def _tell(self, number: int) -> None:
        ready, self.waiting = self.waiting[:number], self.waiting[number:]
        first = self.entry
        ENTRY.put([(first + at, *one.row) for at, one in enumerate(ready)])
        APART.put([(first + at, *one.apart) for at, one in enumerate(ready) if one.apart])
        LEAF.put([(self.leaf + at, first + at) for at in range(len(ready))])
        nodes: list[Row] = []
        for at, one in enumerate(ready):
            nodes += self._nodes(self.leaf + at, one.row[12])
        NODE.put(nodes)
        self.entry, self.leaf = first + len(ready), self.leaf + len(ready)

    def _nodes(self, index: int, content: str) -> Iterator[Row]:
        for level, place, value in merkle.completed_by(index, merkle.leaf_hash(content.encode()), self._stored):
            self.peaks[level, place] = value
            self.peaks.pop((level - 1, place * 2), None)
            self.peaks.pop((level - 1, place * 2 + 1), None)
            yield level, place, value.hex()

    def _stored(self, level: int, index: int) -> bytes:
        return self.peaks.get((level, index)) or sealing.stored_node(level, index)


def _index(rows: list[Row]) -> None:
    backend().put(IndexText(*row) for row in rows)


# ---- Looking ---------------------------------------------------------------------------------------------


def _counts() -> dict[str, Any]:
    return {
        "database": connection.vendor, "matters": Matter.objects.count(), "documents": Document.objects.count(),
        "entries": Entry.objects.count(), "leaves": Leaf.objects.count(), "heads": Head.objects.count(),
        "megabytes": _megabytes(),
    }  # fmt: skip


def _megabytes() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return round(cursor.fetchone()[0] / 2**20)
    return round(sum(path.stat().st_size for path in Path(settings.KOPIR_DATA).glob("kopir.sqlite3*")) / 2**20)


def check() -> dict[str, Any]:
    """Everything counted and verified, as an installation does it."""
    count, report = conservation.check(), verify()
    return {
        "conservation_good": count.good, "open": count.open, "closed": count.closed, "joined": count.joined,
        "journal_good": report.good, "problems": report.problems[:3], "details": count.details[:3],
    }  # fmt: skip


__all__ = ["begin", "check", "make"]
