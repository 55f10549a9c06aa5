"""PostgreSQL: one tsvector with four weights, `simple` words (the text comes folded), a GIN index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BooleanField, FloatField
from django.db.models.expressions import RawSQL

from kopir.search.backends import IndexText, Wanted

LONGEST = 60_000  # characters of a text; a tsvector holds at most a megabyte
WEIGHTS = {"exact": "A", "names": "B", "sounds": "C", "body": "D"}
LEMMA = "ʟ"  # stands before each lemma, so that lemmas are told from the words of the body
_VECTOR = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in WEIGHTS.values())
_PUT = (
    f"INSERT INTO search_index (rowid, vector) VALUES (%s, {_VECTOR}) "  # noqa: S608
    "ON CONFLICT (rowid) DO UPDATE SET vector = excluded.vector"
)
_QUERY = "to_tsquery('simple', %s)"


class Engine:
    CREATE = (
        "CREATE TABLE search_index (rowid bigint PRIMARY KEY, vector tsvector NOT NULL)",
        "CREATE INDEX search_index_vector ON search_index USING gin (vector)",
    )
    DROP = ("DROP TABLE search_index",)

    def put(self, rows: Iterable[IndexText]) -> None:
        given = [(row.pk, row.exact, row.names, row.sounds, _body(row)) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(_PUT, given)

    def remove(self, pks: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE rowid = ANY(%s)", [list(pks)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def condition(self, wanted: Wanted) -> RawSQL:
        return RawSQL(f"search_index.vector @@ {_QUERY}", [match(wanted)], output_field=BooleanField())  # noqa: S611

    def rank(self, wanted: Wanted) -> RawSQL:
        """Weights stand from D to A; 1 divides by the logarithm of the length."""
        rank = f"-ts_rank('{{0.1, 0.2, 0.4, 1.0}}', search_index.vector, {_QUERY}, 1)"
        return RawSQL(rank, [match(wanted)], output_field=FloatField())  # noqa: S611


def _body(row: IndexText) -> str:
    lemmas = " ".join(f"{LEMMA}{word}" for word in row.lemmas.split())
    return f"{row.body[:LONGEST]} {lemmas[:LONGEST]}"


def match(wanted: Wanted) -> str:
    """What is given to to_tsquery; see the other backend for its two parts."""
    joined = " & " if wanted.every else " | "
    if wanted.by_sound:
        return joined.join(f"{_quoted(sound)}:*C" for sound in wanted.sounds)
    found = joined.join(_term(wanted, at) for at in range(len(wanted.terms)))
    exact = " & ".join(f"{_quoted(word)}:A" for word in wanted.exact)
    return f"({found}) | ({exact})" if exact and wanted.every else found


def _term(wanted: Wanted, at: int) -> str:
    """A typed word in any of its forms or by its lemma; of the last one its beginning too."""
    columns, forms = "B" if wanted.in_names else "BD", wanted.terms[at]
    either = [_phrase(form, columns) for form in forms]
    if at == len(wanted.terms) - 1:
        either += [_phrase(form, f"*{columns}") for form in forms]
    either += [_phrase(f"{LEMMA}{lemma}", "D") for lemma in wanted.lemmas_of(at)]
    return f"({' | '.join(either)})"


def _phrase(form: str, marks: str) -> str:
    words, columns = form.split(), marks.removeprefix("*")
    parts = [
        f"{_quoted(word)}:{marks if at == len(words) - 1 else columns}" for at, word in enumerate(words)
    ]
    return f"({' <-> '.join(parts)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"
