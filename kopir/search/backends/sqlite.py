"""SQLite FTS5. The text is folded before it comes, so the tokenizer must not fold again (й would become и)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from kopir.search.backends import COUNT, IndexText, Wanted, counted_by_place, places_by_row
from kopir.search.models import Document, IndexRow

AT_ONCE = 500
_HELD = (
    "SELECT found.value, asked.key FROM json_each(%s) asked, json_each(%s) found WHERE EXISTS "
    "(SELECT 1 FROM search_index WHERE search_index MATCH asked.value AND rowid = found.value)"
)
_JOINED = 'FROM "search_index" INNER JOIN "search_document" ON'
_JOINED_NARROWLY = 'FROM "search_index" INNER JOIN "search_document" INDEXED BY "document_counted" ON'
_OF_BEST = "SELECT search_document.*, best.rank FROM ({}) best JOIN search_document ON search_document.id = best.pk"


class Engine:
    CREATE = (
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "exact, names, sounds, body, lemmas, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    )
    DROP = ("DROP TABLE search_index",)

    def put(self, rows: Iterable[IndexText]) -> None:
        """Rows that are there already are replaced."""
        given = [(row.pk, row.exact, row.names, row.sounds, row.body, row.lemmas) for row in rows]
        self.remove([row[0] for row in given])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_index (rowid, exact, names, sounds, body, lemmas) VALUES (%s, %s, %s, %s, %s, %s)",
                given,
            )

    def remove(self, pks: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            for start in range(0, len(pks), AT_ONCE):
                some = list(pks[start : start + AT_ONCE])
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f"DELETE FROM search_index WHERE rowid IN ({marks})", some)  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def condition(self, wanted: Wanted) -> RawSQL:
        return RawSQL("search_index MATCH %s", [match(wanted)], output_field=BooleanField())

    def rank(self, wanted: Wanted) -> RawSQL:
        """The engine's own rank of the match, names above texts. The weights follow the columns' order."""
        return RawSQL("bm25(search_index, 6.0, 4.0, 2.0, 1.0, 0.3)", [], output_field=FloatField())

    def best(self, rows: QuerySet[IndexRow], wanted: Wanted, limit: int) -> Iterable[Document]:
        """In no order. The texts are fetched of the best only, not of all that was found."""
        ranked = rows.annotate(rank=self.rank(wanted)).order_by("rank", "pk").values("pk", "rank")[:limit]
        sql, given = ranked.query.sql_with_params()
        return Document.objects.raw(_OF_BEST.format(sql), given)

    def counts(self, rows: QuerySet[IndexRow], asked: Sequence[Wanted], most: int) -> dict[int, int]:
        """Not joined to what is asked, or the planner might read the index once and try every query on each row."""
        each = RawSQL("search_index MATCH asked.value", [], output_field=BooleanField())
        sql, given = rows.filter(each).values("pk")[:most].query.sql_with_params()
        count = COUNT.format(place="key", rows=sql, asked="json_each(%s) asked")
        return counted_by_place(count, [*given, json.dumps([match(one) for one in asked])])

    def held(self, pks: Sequence[int], asked: Sequence[Wanted]) -> dict[int, list[int]]:
        return places_by_row(_HELD, [json.dumps([match(one) for one in asked]), json.dumps(list(pks))])

    @contextmanager
    def by_index(self, place: BaseDatabaseWrapper) -> Iterator[None]:
        """Facets read a few columns of each document found. SQLite would take them from its row, which also holds the text and
        lies anywhere on the disk; that an index holds them all it only considers when told."""
        with place.execute_wrapper(_narrowly):
            yield


def _narrowly(execute: Any, sql: str, *given: Any) -> Any:
    return execute(sql.replace(_JOINED, _JOINED_NARROWLY), *given)


def match(wanted: Wanted) -> str:
    """What stands after MATCH. The second part adds nothing to what is found; it lifts words found as they were typed."""
    joined = " AND " if wanted.every else " OR "
    if wanted.by_sound:
        return f"{{sounds}} : ({joined.join(_beginnings(wanted.sounds))})"
    found = joined.join(_term(wanted, at) for at in range(len(wanted.terms)))
    exact = " AND ".join(map(_quoted, wanted.exact))
    return f"({found}) OR ({{exact}} : ({exact}))" if exact and wanted.every else found


def _term(wanted: Wanted, at: int) -> str:
    """A typed word in any of its forms or by its lemma."""
    if not wanted.may_go_on and wanted.lemmas_of(at) == wanted.terms[at]:
        return f"({{names body lemmas}} : {_either(wanted.terms[at], may_go_on=False)})"  # asked at once, in half the time
    columns = "names" if wanted.in_names else "names body"
    found = f"{{{columns}}} : {_either(wanted.terms[at], may_go_on=wanted.may_go_on and at == len(wanted.terms) - 1)}"
    lemmas = " OR ".join(map(_together, wanted.lemmas_of(at)))
    return f"({found} OR {{lemmas}} : ({lemmas}))" if lemmas else f"({found})"


def _either(forms: Sequence[str], *, may_go_on: bool) -> str:
    """A whole word or, of the last one, its beginning; the whole word is named too, so that it ranks higher."""
    either = [_phrase(form) for form in forms]
    if may_go_on:
        either += [f"{_phrase(form)} *" for form in forms]
    return f"({' OR '.join(either)})"


def _beginnings(sounds: Sequence[str]) -> list[str]:
    return [f"{_quoted(sound)} *" for sound in sounds]


def _phrase(form: str) -> str:
    """A form may be of several words: `кто-то`."""
    return " + ".join(map(_quoted, form.split()))


def _together(lemma: str) -> str:
    """A lemma of several words, as of an abbreviation: all of them, in any order."""
    return f"({' AND '.join(map(_quoted, lemma.split()))})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'
