"""What the arithmetic of docs/scaling.md begins with: `python -m tools.postgres python -m benchmarks.scaling --proof`.

In a database made for this alone: how many matters one process hands in a second, how many entries the one sealer seals, how many
bytes a matter and an entry take with their indexes, and what finding 1 entry and 25 costs when the journal is one table, or sixty
parts by month, or sixty parts by number. The parts are tables of this measurement; Köpir has none.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.options import one_or_more

COMMAND = "python -m tools.postgres python -m benchmarks.scaling --proof"
PARTS = 60  # five years of months
ASKED = 40
Measured = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--matters", type=one_or_more, default=300)
    parser.add_argument("--entries", type=one_or_more, default=600_000, help="of the tables in parts")
    parser.add_argument("--proof", action="store_true", help="write the section of docs/proof.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kopir-benchmark-") as folder:
        os.environ["KOPIR_DATA"] = folder
        measured = written(options.matters) | parts(options.entries)
    print(json.dumps(measured, ensure_ascii=False))
    if options.proof:
        keep(measured, options)


def written(matters: int) -> Measured:
    from kopir.operation.begin import set_up_django

    set_up_django()
    from django.db import connection, transaction

    if connection.vendor != "postgresql":
        sys.exit("The arithmetic is PostgreSQL's: run it behind python -m tools.postgres.")
    from kopir.interactions import acts
    from kopir.journal.models import Entry
    from kopir.journal.sealing import seal
    from kopir.operation.setup import migrate
    from tests.interactions.world import World

    migrate()
    with transaction.atomic():
        world = World()
    seal()
    before, entries = _bytes(""), Entry.objects.count()
    drafts, drafting = _timed(lambda: [world.draft() for _ in range(matters)])
    began = time.process_time()
    _, sending = _timed(lambda: [acts.submit(draft, by=world.author) for draft in drafts])
    processor = time.process_time() - began
    entries = Entry.objects.count() - entries
    _, sealing = _timed(seal)
    return {
        "drafts a second": round(matters / drafting), "matters sent a second": round(matters / sending),
        "milliseconds of a processor for each, without the database's": round(processor / matters * 1000),
        "entries of a matter": round(entries / matters, 1), "entries sealed a second": round(entries / sealing),
        "bytes of a matter": round((_bytes("") - before) / matters),
        "of which its journal": round(_bytes("journal_") / Entry.objects.count() * entries / matters),
    }  # fmt: skip


def parts(entries: int) -> Measured:
    """Numbers are asked as pages and receipts ask them: without a day."""
    from django.db import connection

    wanted = ("one", "by_month", "by_number")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id bigint PRIMARY KEY, at date NOT NULL, content text NOT NULL)")
        cursor.execute("CREATE TABLE by_month (LIKE one, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)")
        cursor.execute("CREATE TABLE by_number (LIKE one, PRIMARY KEY (id)) PARTITION BY RANGE (id)")
        day = "date '2022-01-01' + interval '1 month' * {}"
        for part in range(PARTS):
            month = f"({day.format(part)}) TO ({day.format(part + 1)})"
            number = f"({part * entries // PARTS}) TO ({(part + 1) * entries // PARTS})"
            cursor.execute(f"CREATE TABLE by_month_{part} PARTITION OF by_month FOR VALUES FROM {month}")
            cursor.execute(f"CREATE TABLE by_number_{part} PARTITION OF by_number FOR VALUES FROM {number}")
        for table in wanted:
            cursor.execute(
                f"INSERT INTO {table} SELECT n, date '2022-01-01' + n * 1826 / {entries}, repeat('x', 300)"
                f" FROM generate_series(0, {entries - 1}) n"
            )
            cursor.execute(f"ANALYZE {table}")
    chance = Random(20261126)
    asked = {many: [[chance.randrange(entries) for _ in range(many)] for _ in range(ASKED)] for many in (1, 25)}
    return {
        f"milliseconds for {many} of {entries} entries, {table.replace('_', ' ')}": _median(table, questions)
        for many, questions in asked.items() for table in wanted
    }  # fmt: skip


def _median(table: str, questions: list[list[int]]) -> float:
    from django.db import connection

    took = []
    with connection.cursor() as cursor:
        for numbers in [questions[0], *questions]:  # the first one warms
            began = time.perf_counter()
            cursor.execute(f"SELECT content FROM {table} WHERE id = ANY(%s)", [numbers])
            cursor.fetchall()
            took.append(time.perf_counter() - began)
    return round(sorted(took[1:])[len(took) // 2] * 1000, 2)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _bytes(prefix: str) -> int:
    """Of all tables whose names begin so, with their indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND starts_with(relname, %s)",
            [prefix],
        )
        return int(cursor.fetchone()[0])


def keep(measured: Measured, options: argparse.Namespace) -> None:
    from benchmarks import proof

    told = (
        f"One process, {options.matters} matters with a short text each, no web server and no search; "
        "the cluster waits for no disk. The entries of the tables in parts are asked for at random."
    )
    lines = [told, "", *proof.table(("what", "measured"), list(measured.items()))]
    proof.write("What scaling begins with, postgresql", COMMAND, lines)


if __name__ == "__main__":
    main()
