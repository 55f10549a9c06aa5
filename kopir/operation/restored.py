"""Comparing a restored database with what its backup promised."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from kopir.operation import databases
from kopir.operation.manifest import Manifest


def missing_rows(manifest: Manifest) -> Iterator[str]:
    """One line for each table that does not hold as many rows as it did."""
    present = set(connection.introspection.table_names())
    found = databases.counts(_ask, [table for table in manifest.counts if table in present])
    for table, promised in sorted(manifest.counts.items()):
        if found.get(table) != promised:
            yield f"MISSING: {table} holds {found.get(table, 'no')} rows, and held {promised}."


def _ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
