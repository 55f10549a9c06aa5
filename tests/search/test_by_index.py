"""On PostgreSQL the index is asked, whatever the planner thinks: reading the words of every row takes seconds."""

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


@pytest.mark.parametrize(
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
def test_rows_are_never_read_one_by_one(asked: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no other way than the index")
    World().received()
    keeping.mend()
    said = set()

    def look(execute: Any, sql: str, *given: Any) -> Any:
        if "search_index" in sql:
            said.add(connection.connection.execute("SHOW enable_seqscan").fetchone()[0])
        return execute(sql, *given)

    with connection.execute_wrapper(look):
        assert asked()
    assert said == {"off"}
    assert connection.connection.execute("SHOW enable_seqscan").fetchone()[0] == "on", "what comes after it is planned as ever"
