"""How the database means to answer: full scans of tables that grow with the country's matters, in the queries of a page.

SQLite plans alike for few rows and for many until it has counted them. PostgreSQL does not, so it is told that each
big table holds a million rows, and forgets what it may have counted in the few there are; a table without any row stays
empty to it, and is not judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# What grows without end. Territories, sectors, posts, kinds and duties of law are few, whatever the number of matters.
BIG = frozenset(
    f"interactions_{name}"
    for name in (
        "matter", "registration", "part", "handoff", "clockpause", "clockextension", "waiting", "message", "messagemark",
        "outcome", "authorword", "attachment",
    )
) | {
    "journal_entry", "journal_leaf", "journal_node", "journal_access", "organisations_organisation",
    "organisations_organisationsector", "organisations_servedterritory", "organisations_membership", "notices_notice",
    "notices_reading", "notices_letter", "search_document", "search_passage", "people_person",
}  # fmt: skip


MILLION = 1_000_000
LARGE = 1000  # what reading a table costs that is not small, as PostgreSQL counts
ENDLESS = ("Sort", "Aggregate", "Hash", "Hash Join", "Materialize")  # they read all before they give anything
WALKS = ("Index Scan", "Index Only Scan")


def full_scans(client: Client, address: str) -> list[str]:
    """ "table: query" of each; the page is opened once before, as what is kept for the process is read once."""
    client.get(address)
    seem_large()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        if answer.streaming:
            list(answer.streaming_content)  # type: ignore[call-overload]
    queries = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    assert queries, address
    return [f"{table}: {sql}" for sql in queries for table in scanned(sql)]


def seem_large() -> None:
    """Until the transaction ends, PostgreSQL plans as if every big table held a million rows, on however many pages it has:
    those that earlier tests left empty are pages too."""
    if connection.vendor == "postgresql":
        pages = "greatest(1, pg_relation_size(oid) / current_setting('block_size')::int)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE pg_class SET reltuples = %s, relpages = {pages} WHERE relname = ANY(%s)",
                [MILLION, [*BIG]],
            )
            cursor.execute(
                "DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relname = ANY(%s))", [[*BIG]]
            )


def scanned(sql: str) -> set[str]:
    return set(_in_postgres(sql) if connection.vendor == "postgresql" else _in_sqlite(sql))


# ---- PostgreSQL ------------------------------------------------------------------------------------------


def _in_postgres(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql.replace("%", "%%"), [])
        (found,) = cursor.fetchone()
    plan = json.loads(found) if isinstance(found, str) else found
    yield from _whole_tables(plan[0]["Plan"], is_page=False)


def _whole_tables(node: dict[str, Any], *, is_page: bool) -> Iterator[str]:
    """A walk along an index that ends after a page of rows is none; nor is one along an index of chosen rows."""
    kind = node["Node Type"]
    is_page = kind == "Limit" or (is_page and kind not in ENDLESS)
    if node.get("Relation Name") in BIG and node["Total Cost"] > LARGE:
        along = "Index" in kind and (is_page or _is_of_chosen_rows(node["Index Name"]))
        if kind == "Seq Scan" or (kind in WALKS and "Index Cond" not in node and not along):
            yield node["Relation Name"]
    for inner in node.get("Plans", ()):
        yield from _whole_tables(inner, is_page=is_page)


def _is_of_chosen_rows(index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indpred IS NOT NULL FROM pg_index WHERE indexrelid = to_regclass(quote_ident(%s))", [index])
        return bool(cursor.fetchone()[0])


# ---- SQLite ----------------------------------------------------------------------------------------------


def _in_sqlite(sql: str) -> Iterator[str]:
    """A walk along the key that ends after a page of rows is none; nor is one along an index of chosen rows."""
    steps = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    sorted_apart = {parent for _, parent, _, said in steps if said == "USE TEMP B-TREE FOR ORDER BY"}
    names = _aliases(sql)
    for _, parent, _, said in steps:
        words = said.split()
        if words[0] != "SCAN" or "VIRTUAL" in words:
            continue
        table = names.get(words[1], words[1])
        is_page = parent not in sorted_apart and _has_limit(sql, table, words[1])
        if table in BIG and not is_page and not _is_partial(words):
            yield table


def _aliases(sql: str) -> dict[str, str]:
    """`FROM "interactions_part" U0`: what U0 stands for."""
    words = sql.replace("(", " ").replace(")", " ").split()
    pairs = zip(words, words[1:], words[2:], strict=False)
    return {alias: table.strip('"') for before, table, alias in pairs if before in ("FROM", "JOIN")}


def _has_limit(sql: str, table: str, alias: str) -> bool:
    """Whether the SELECT that reads this table, be it inside another, ends after some rows."""
    begin = sql.find(f'FROM "{table}"' if table == alias else f'FROM "{table}" {alias}')
    depth, own = 0, []
    for letter in sql[begin:] if begin >= 0 else "":
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            break
        own.append(letter if depth == 0 else " ")
    return " LIMIT " in "".join(own)


def _is_partial(words: list[str]) -> bool:
    if "INDEX" not in words:
        return False
    index = words[words.index("INDEX") + 1]
    found = connection.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()
    return bool(found and found[0] and " WHERE " in found[0])
