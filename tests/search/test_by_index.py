"""The index is asked, whatever the planner thinks. On PostgreSQL reading the words of every row takes seconds; on SQLite so does
reading the row of every document that was found."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from kopir.base.actors import VISITOR
from kopir.search import keeping
from kopir.search.queries.finding import in_order, newest, search, suggest
from kopir.search.queries.wanted import Search
from kopir.search.tried import by_words
from tests.interactions.world import TEXT, World

pytestmark = pytest.mark.django_db


ASKED = pytest.mark.parametrize(
    "asked",
    [
        lambda: search(VISITOR, Search(text="қоқыс")).hits,
        lambda: in_order(VISITOR, Search(text="қоқыс")),
        lambda: newest(VISITOR, Search(text="қоқыс")),
        lambda: suggest(VISITOR, "қоқыс"),
        lambda: by_words.near(TEXT, 5),
    ],
    ids=["search", "file", "newest", "suggest", "tried"],
)


@pytest.fixture
def found_by_word() -> None:
    World().received()
    keeping.mend()


@ASKED
@pytest.mark.usefixtures("found_by_word")
def test_rows_are_never_read_one_by_one(asked: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no other way than the index")
    said = set()

    def look(execute: Any, sql: str, *given: Any) -> Any:
        if "search_index" in sql:
            said.add(connection.connection.execute("SHOW enable_seqscan").fetchone()[0])
        return execute(sql, *given)

    with connection.execute_wrapper(look):
        assert asked()
    assert said == {"off"}
    assert connection.connection.execute("SHOW enable_seqscan").fetchone()[0] == "on", "what comes after it is planned as ever"


@ASKED
@pytest.mark.usefixtures("found_by_word")
def test_documents_are_judged_by_a_narrow_index(asked: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes the narrow index by itself")
    sent: list[str] = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(sent.append)
    try:
        assert asked()
    finally:
        connection.connection.set_trace_callback(None)
    plans = [plan(sql) for sql in sent if 'FROM "search_index" INNER JOIN' in sql]
    assert plans
    assert all("search_document USING COVERING INDEX document_counted" in one for one in plans), plans


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        return "\n".join(row[3] for row in cursor.fetchall())
