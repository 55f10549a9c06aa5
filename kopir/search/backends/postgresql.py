"""PostgreSQL: two tsvectors of `simple` words (the text comes folded), each with a GIN index.

`vector` holds every word; lemmas, sounds and names as written stand in it behind a mark of their own, so that no weights are
needed to tell them apart: a query with weights reads every row it finds, and long vectors are stored apart. `names` is short;
it answers the suggestions and the first, cheap rank. The full rank is made of the chosen rows only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from kopir.search.backends import COUNT, IndexText, Wanted, counted_by_place, places_by_row
from kopir.search.models import Document, IndexRow

LONGEST = 60_000  # characters of a text; a tsvector holds at most a megabyte
LEMMA, SOUND, EXACT = "ʟ", "ꜱ", "ᴇ"
_PUT = (
    "INSERT INTO search_index (rowid, names, vector) VALUES (%s, to_tsvector('simple', %s), to_tsvector('simple', %s)) "
    "ON CONFLICT (rowid) DO UPDATE SET names = excluded.names, vector = excluded.vector"
)
_HELD = (
    "SELECT rowid, place - 1 FROM unnest(%s::text[]) WITH ORDINALITY asked (value, place) JOIN search_index "
    "ON rowid = ANY(%s) AND vector @@ to_tsquery('simple', asked.value)"
)
_QUERY = "to_tsquery('simple', %s)"


class OfIndex(RawSQL):
    """Speaks of `search_index`; in a query within another one the table goes by an alias, and its plain name would be that of
    the outer one: the condition would then be asked again of every row there is."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        sql, given = super().as_sql(compiler, connection)
        alias = compiler.quote_name_unless_alias(compiler.query.base_table)
        return sql.replace("search_index.", f"{alias}."), given


class Engine:
    CREATE = (
        "CREATE TABLE search_index (rowid bigint PRIMARY KEY, names tsvector NOT NULL, vector tsvector NOT NULL)",
        "CREATE INDEX search_index_vector ON search_index USING gin (vector)",
        "CREATE INDEX search_index_names ON search_index USING gin (names)",
    )
    DROP = ("DROP TABLE search_index",)

    def put(self, rows: Iterable[IndexText]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_PUT, [(row.pk, _names(row), _all(row)) for row in rows])

    def remove(self, pks: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE rowid = ANY(%s)", [list(pks)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def condition(self, wanted: Wanted) -> RawSQL:
        column = "names" if wanted.in_names else "vector"
        found = f"search_index.{column} @@ {_QUERY}"
        return OfIndex(found, [match(wanted)], output_field=BooleanField())

    def rank(self, wanted: Wanted) -> RawSQL:
        """Of everything, however long the text is: else a short one with another form of the word would stand first."""
        return _rank("vector", wanted, lemmas=True, normalised=0)

    def best(self, rows: QuerySet[IndexRow], wanted: Wanted, limit: int) -> Iterable[Document]:
        """Chosen by their names, the newest of equal ones; then ranked by everything."""
        by_name = _rank("names", wanted, lemmas=False, normalised=1)
        first = rows.annotate(first=by_name).order_by("first", "-pk")
        chosen = IndexRow.objects.filter(pk__in=first.values("pk")[:limit])
        return map(_of_row, chosen.annotate(rank=self.rank(wanted)).select_related("document").order_by("rank", "pk"))

    def counts(self, rows: QuerySet[IndexRow], asked: Sequence[Wanted], most: int) -> dict[int, int]:
        each = OfIndex("search_index.vector @@ to_tsquery('simple', asked.value)", [], output_field=BooleanField())
        sql, given = rows.filter(each).values("pk")[:most].query.sql_with_params()
        count = COUNT.format(place="place - 1", rows=sql, asked="unnest(%s::text[]) WITH ORDINALITY asked (value, place)")
        return counted_by_place(count, [*given, [match(one) for one in asked]])

    def held(self, pks: Sequence[int], asked: Sequence[Wanted]) -> dict[int, list[int]]:
        return places_by_row(_HELD, [[match(one) for one in asked], list(pks)])

    @contextmanager
    def by_index(self, place: BaseDatabaseWrapper) -> Iterator[None]:
        """What it costs to unpack the words of every row PostgreSQL does not know; of a word that many documents hold it would
        sometimes rather read them all, for seconds."""
        with transaction.atomic(using=place.alias, savepoint=False):
            place.connection.execute("SET LOCAL enable_seqscan = off")
            yield
            place.connection.execute("SET LOCAL enable_seqscan TO DEFAULT")  # the transaction may be an act's, and go on


def _of_row(row: IndexRow) -> Document:
    row.document.rank = row.rank  # type: ignore[attr-defined]
    return row.document


def _names(row: IndexText) -> str:
    return f"{row.names} {_marked(EXACT, row.exact)}"


def _all(row: IndexText) -> str:
    marked = f"{_marked(SOUND, row.sounds)} {_marked(LEMMA, row.lemmas)[:LONGEST]}"
    return f"{_names(row)} {row.body[:LONGEST]} {marked}"


def _marked(mark: str, words: str) -> str:
    return " ".join(f"{mark}{word}" for word in words.split())


def _rank(column: str, wanted: Wanted, *, lemmas: bool, normalised: int) -> RawSQL:
    """Whole words, also as written, count twice as much as the beginning of the last one; in one query the engine would take
    the two for one. `normalised`: 1 divides by the logarithm of the length."""
    one = f"ts_rank(search_index.{column}, {_QUERY}, {normalised})"
    given = [_whole(wanted, lemmas=lemmas), _begun(wanted)]
    return OfIndex(f"-(2 * {one} + {one})", given, output_field=FloatField())


def match(wanted: Wanted) -> str:
    """What is given to to_tsquery for finding."""
    joined = " & " if wanted.every else " | "
    if wanted.by_sound:
        return joined.join(f"{_quoted(SOUND + sound)}:*" for sound in wanted.sounds)
    return joined.join(_term(wanted, at) for at in range(len(wanted.terms)))


def _whole(wanted: Wanted, *, lemmas: bool) -> str:
    """Any of the words or, with them, lemmas."""
    found = [_phrase(form) for forms in wanted.terms for form in forms]
    found += [_together(lemma) for of_term in wanted.lemmas for lemma in of_term if lemmas]
    return " | ".join([*found, *(_quoted(EXACT + word) for word in wanted.exact)])


def _begun(wanted: Wanted) -> str:
    return " | ".join(f"{_phrase(form)}:*" for form in wanted.terms[-1])


def _term(wanted: Wanted, at: int) -> str:
    """A typed word in any of its forms or by its lemma; of the last one its beginning too."""
    forms = wanted.terms[at]
    either = [_phrase(form) for form in forms]
    if wanted.may_go_on and at == len(wanted.terms) - 1:
        either += [f"{_phrase(form)}:*" for form in forms]
    either += [_together(lemma) for lemma in wanted.lemmas_of(at)]
    return f"({' | '.join(either)})"


def _together(lemma: str) -> str:
    """A lemma of several words, as of an abbreviation: all of them, in any order."""
    return f"({' & '.join(_quoted(LEMMA + word) for word in lemma.split())})"


def _phrase(form: str) -> str:
    return " <-> ".join(map(_quoted, form.split()))


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"
