"""The port to the database's own text engine: one table, `search_index`, in two forms.

A row has five texts, all folded (but `exact`): `exact`, the names as written, in small letters; `names`; `sounds`, the names'
spelling skeletons; `body`, everything else; `lemmas`, of names and body. A backend turns a `Wanted` into a condition and a rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from kopir.search.models import Document, IndexRow


@dataclass(slots=True)
class IndexText:
    """What is put into the index for a document. `pk`: known once the document is saved."""

    pk: int
    exact: str
    names: str
    sounds: str
    body: str
    lemmas: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query. `terms`: for each typed word the folded forms it may stand under; the last one may be the beginning of a
    word. `exact`: the typed words in small letters. `sounds`: their skeletons; used alone when `by_sound`.
    `every`: all terms must be there, else any. `lemmas`: for each term the lemmas that stand for it as well; one of several
    words means all of them. `in_names`: look at the names only. `may_go_on`: the last term may be only begun."""

    terms: Sequence[Sequence[str]]
    exact: Sequence[str]
    sounds: Sequence[str] = ()
    by_sound: bool = False
    every: bool = True
    lemmas: Sequence[Sequence[str]] = ()
    in_names: bool = False
    may_go_on: bool = True

    def lemmas_of(self, at: int) -> Sequence[str]:
        """Those of the term in this place."""
        return self.lemmas[at] if at < len(self.lemmas) else ()


class Backend(Protocol):
    """Both engines do the same; smaller ranks are better."""

    @property
    def CREATE(self) -> Sequence[str]: ...
    @property
    def DROP(self) -> Sequence[str]: ...

    def put(self, rows: Iterable[IndexText]) -> None: ...
    def remove(self, pks: Sequence[int]) -> None: ...
    def clear(self) -> None: ...
    def condition(self, wanted: Wanted) -> RawSQL: ...
    def rank(self, wanted: Wanted) -> RawSQL: ...
    def best(self, rows: QuerySet[IndexRow], wanted: Wanted, limit: int) -> Iterable[Document]:
        """The documents of the best of these rows in any order, each with its `rank`; rows must meet the condition already."""

    def counts(self, rows: QuerySet[IndexRow], asked: Sequence[Wanted], most: int) -> dict[int, int]:
        """How many of these rows meet each of the queries, by its place; `most` at most, none left out. One query."""

    def held(self, pks: Sequence[int], asked: Sequence[Wanted]) -> dict[int, list[int]]:
        """Of each of these rows, by its key, the places of the queries that it meets. One query."""

    def by_index(self, place: BaseDatabaseWrapper) -> AbstractContextManager[None]: ...


COUNT = "SELECT asked.{place}, (SELECT count(*) FROM ({rows}) counted) FROM {asked}"


def counted_by_place(sql: str, given: Sequence[Any]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return {int(place): number for place, number in cursor.fetchall() if number}


def places_by_row(sql: str, given: Sequence[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for row, place in cursor.fetchall():
            found.setdefault(row, []).append(int(place))
    return found


def backend(vendor: str = "") -> Backend:
    """That of the database in use."""
    from kopir.search.backends import postgresql, sqlite  # they need the classes above

    return postgresql.Engine() if (vendor or connection.vendor) == "postgresql" else sqlite.Engine()


@contextmanager
def by_index() -> Iterator[None]:
    """Around questions to the index: each engine is told what its planner does not know of it."""
    from kopir.search.models import IndexRow

    place = connections[router.db_for_read(IndexRow)]
    with backend(place.vendor).by_index(place):
        yield


def create(editor: BaseDatabaseSchemaEditor) -> None:
    for statement in backend(editor.connection.vendor).CREATE:
        editor.execute(statement)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    for statement in backend(editor.connection.vendor).DROP:
        editor.execute(statement)
