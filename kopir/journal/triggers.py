"""Triggers by which the database itself refuses to change the journal.

Trap: on SQLite a migration that alters one of these tables rebuilds it and silently drops its triggers; call
`install` again in that migration. The check `journal.E001` and a test notice a missing one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# table -> what is refused
GUARDED = {
    "journal_entry": ("UPDATE", "DELETE"),
    "journal_withheld": ("UPDATE",),
    "journal_leaf": ("UPDATE", "DELETE"),
    "journal_node": ("UPDATE", "DELETE"),
    "journal_head": ("UPDATE", "DELETE"),
    "journal_key": ("UPDATE", "DELETE"),
    "journal_access": ("UPDATE", "DELETE"),
}


def names(tables: Collection[str] = GUARDED.keys()) -> Iterator[tuple[str, str, str]]:
    """(trigger, table, operation) of every guard of these tables."""
    for table in (table for table in GUARDED if table in tables):
        for operation in GUARDED[table]:
            yield f"{table}_no_{operation.lower()}", table, operation


def statements(vendor: str, tables: Collection[str] = GUARDED.keys()) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $$"
        )
    for trigger, table, operation in names(tables):
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {trigger} ON {table}"
            yield (f"CREATE TRIGGER {trigger} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse()")
        else:
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            yield (
                f"CREATE TRIGGER {trigger} BEFORE {operation} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
            )
    if vendor == "postgresql":
        for table in (table for table in GUARDED if table in tables):
            yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
            yield (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
            )


def install(apps: Any, schema_editor: Any) -> None:
    """For `migrations.RunPython`. Tables that later migrations make are guarded by those."""
    present = schema_editor.connection.introspection.table_names()
    for statement in statements(schema_editor.connection.vendor, present):
        schema_editor.execute(statement, params=None)  # a percent sign in it is PostgreSQL's own


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Guards that are not in the database. A table that is still to be made lacks none."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [trigger for trigger, _, _ in names(connection.introspection.table_names()) if trigger not in present]


@register(Tags.database)
def check_triggers(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if "journal_entry" in connection.introspection.table_names() and (absent := missing(connection)):
            hint = "Run `kopir journal guard`, then `kopir journal verify`."
            problems.append(Error(f"The journal is not guarded: {', '.join(absent)}", hint=hint, id="journal.E001"))
    return problems
