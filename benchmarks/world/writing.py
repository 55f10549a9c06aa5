"""Rows into tables, as quickly as each database takes them: executemany on SQLite, COPY on PostgreSQL.

A row is a tuple of what is given; the other columns get the model's defaults. Values are such that both databases read them
alike: numbers, texts, moments in UTC as `2026-11-25 09:00:00.000001`, days as `2026-11-25`, JSON as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Row = tuple[Any, ...]
CACHE = -1_000_000  # kilobytes of SQLite's pages in memory while the world is made
MAKERS = {"sqlite": 1, "postgresql": 2}  # indexes made at the same time; SQLite has one writer


class Table:
    """A model and the columns that rows of this world give, by the names of its attributes."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        given = columns.split()
        by_name = {field.attname: field for field in model._meta.concrete_fields}
        rest = [field for name, field in by_name.items() if name not in given and not _is_numbered(field)]
        self.model = model
        self.columns = [by_name[name].column for name in given] + [field.column for field in rest]
        self.rest: Row = tuple(_default(field) for field in rest)

    def put(self, rows: Sequence[Row]) -> None:
        rest = self.rest
        _write(self.model._meta.db_table, self.columns, [row + rest for row in rows] if rest else rows)


def _is_numbered(field: Any) -> bool:
    return isinstance(field, models.AutoField)


def _default(field: Any) -> Any:
    value = field.get_default()
    if isinstance(field, models.JSONField):
        return "[]" if value == [] else "{}"
    return int(value) if isinstance(value, bool) else value


def _write(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with connection.connection.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" * len(columns))
    connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def next_number(model: type[models.Model]) -> int:
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
    return (last or 0) + 1


def go_on_numbering(tables: Sequence[type[models.Model]]) -> None:
    """So that what is written later gets numbers of its own."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(sql)


# ---- While the world is made -----------------------------------------------------------------------------


@contextmanager
def in_bulk(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Nobody else is there: indexes are made at the end, references are not looked up row by row, and the disk is not waited
    for. A world that was broken off is thrown away."""
    hurry()
    made_again = list(_drop_indexes([model._meta.db_table for model in tables]))
    yield
    with ThreadPoolExecutor(MAKERS[connection.vendor]) as makers:
        list(makers.map(_make_index, made_again))
    go_on_numbering(tables)
    _settle()


def _make_index(sql: str) -> None:
    """On a connection of its own."""
    hurry()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


def hurry() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            return
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=MEMORY", f"cache_size={CACHE}"):
            cursor.execute(f"PRAGMA {pragma}")


def _settle() -> None:
    """As an installation runs: what each database counts of its values, by which it plans, is counted, and PostgreSQL knows
    that all may see the rows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _drop_indexes(tables: Sequence[str]) -> Iterator[str]:
    """Those that refuse nothing; answers the statements that make them again."""
    given = list(tables)
    with connection.cursor() as cursor:
        cursor.execute(*_INDEXES[connection.vendor](given))
        found = cursor.fetchall()
        for name, sql in found:
            cursor.execute(f'DROP INDEX "{name}"')
            yield sql


def _of_sqlite(tables: list[str]) -> tuple[str, list[str]]:
    marks = ", ".join(["%s"] * len(tables))
    return (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%%' AND tbl_name IN ({marks})",
        tables,
    )


def _of_postgresql(tables: list[str]) -> tuple[str, list[Any]]:
    return (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND indexdef LIKE 'CREATE INDEX%%' AND tablename = ANY(%s)",
        [tables],
    )


_INDEXES: dict[str, Any] = {"sqlite": _of_sqlite, "postgresql": _of_postgresql}
