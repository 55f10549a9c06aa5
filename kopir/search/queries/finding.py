"""Finding. What a reader may not know of a matter is not in the index, and is left out here too should it still be there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kopir.base.actors import Actor
from kopir.base.layouts import other_layouts
from kopir.interactions.words import NOT_RECEIVED, Visibility
from kopir.search.backends import Wanted, backend, by_index
from kopir.search.marking import Marks, Piece, marked, snippet
from kopir.search.models import Document, IndexRow
from kopir.search.queries.facets import Facets, counted, narrowed
from kopir.search.queries.misspelt import mended
from kopir.search.queries.order import RANKED, best
from kopir.search.queries.readings import better_spelling
from kopir.search.queries.wanted import LONGEST, Search, all_words, tries
from kopir.search.words import Kind

NUMBER = re.compile(r"\W*(\d{4})\W(\d{6,})\W*", re.ASCII)
"""Of a matter, with any sign between the year and the rest."""
PAGE = 20
SUGGESTED = 8
SHORTEST = 2
IN_FILE = 5000


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` and `snippet` are pieces of plain text, some of them marked as found."""

    document: Document
    title: list[Piece]
    snippet: list[Piece]
    title_language: str = ""
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`how`: "every" (all words), "sound" (spelled alike), "translated" (all words, some of them by
    what they are called in another language), "some" (some of the words) or "" (nothing typed).

    `instead`: what was looked for because nothing held the typed words: the same keys on another layout or, when `mended`, words
    one error of typing away. `meant`: how the words that were found are written. `facets.total` counts what the narrowing leaves.
    """

    hits: list[Hit] = field(default_factory=list)
    how: str = ""
    facets: Facets = field(default_factory=Facets)
    page: int = 1
    pages: int = 0
    instead: str = ""
    meant: str = ""
    mended: bool = False

    @property
    def total(self) -> int:
        return self.facets.total


@by_index()
def search(by: Actor, wanted: Search, language: str = "kk") -> Found:
    """Two queries when all words are found; each further reading is one more, and what mends errors of typing another."""
    for reading in readings(by, wanted):
        rows = rows_of(by, reading)
        facets = counted(narrowed(rows, wanted, wholly=False), wanted)
        if facets.kinds or facets.total:
            return _found(rows, facets, wanted, reading, language)
    return Found()


class Reading(NamedTuple):
    """One way to take what was typed. `text`: the words that are looked for then. `how`, `mended`: as in Found.
    `number`: of the matter that alone is meant."""

    text: str
    how: str
    query: Wanted
    mended: bool = False
    number: str = ""


def readings(by: Actor, wanted: Search) -> Iterator[Reading]:
    """The matter of this number; all words; those of another keyboard layout; names that sound so; all words in any language;
    words one error away; any of the words."""
    text = wanted.text[:LONGEST]
    own = {how: Reading(text, how, query) for how, query in tries(text)}
    if own and (number := NUMBER.fullmatch(text)):
        yield own["every"]._replace(number=f"{number[1]}-{number[2]}")
    yield from _one(own, "every")
    yield from (Reading(other, "every", query) for other in other_layouts(text) if (query := all_words(other)))
    yield from _one(own, "sound")
    yield from _one(own, "translated")
    meant = mended(visible_to(by), text) if own and not wanted.as_typed else ""
    better = {how: Reading(meant, how, query, mended=True) for how, query in tries(meant)}
    yield from _one(better, "every")
    yield from _one(better, "translated")
    yield from _one(better or own, "some")


def _one(readings: dict[str, Reading], how: str) -> list[Reading]:
    return [readings[how]] if how in readings else []


def rows_of(by: Actor, reading: Reading) -> QuerySet[IndexRow]:
    rows = visible_to(by).filter(backend().condition(reading.query))
    return rows.filter(document__kind=Kind.MATTER, document__label=reading.number) if reading.number else rows


def visible_to(by: Actor) -> QuerySet[IndexRow]:
    """Everything in the index is open, but for a matter that was restricted since it was put there."""
    still_open = Q(document__matter__visibility=Visibility.PUBLIC) & ~Q(document__matter__state__in=NOT_RECEIVED)
    return IndexRow.objects.filter(Q(document__matter=None) | Q(document__holds_text=False) | still_open)


def _found(rows: QuerySet[IndexRow], facets: Facets, wanted: Search, reading: Reading, language: str) -> Found:
    query = reading.query
    pages = -(-min(facets.total, RANKED) // PAGE)
    page = max(1, min(wanted.page, pages))
    ordered = best(narrowed(rows, wanted), query, reading.text)
    marks = Marks.of(query)
    shown = [hit(document, marks, language) for document in ordered[(page - 1) * PAGE : page * PAGE]]
    meant = _meant(query, shown) if reading.how == "every" or reading.mended else ""
    instead = reading.text if reading.text != wanted.text[:LONGEST] else ""
    instead = (meant or instead) if reading.mended else instead
    return Found(shown, reading.how, facets, page, pages, instead, meant, reading.mended)


def _meant(query: Wanted, shown: list[Hit]) -> str:
    words = [piece.text for one in shown for piece in (*one.title, *one.snippet) if piece.found]
    return better_spelling(query.exact, query.terms, words) if len(query.exact) == len(query.terms) else ""


def hit(document: Document, marks: Marks, language: str) -> Hit:
    name = document.name(language)
    return Hit(
        document,
        marked(name.text[:1].upper() + name.text[1:], marks, name.language),
        snippet(document.text, marks, document.language),
        name.language,
        name.is_fallback,
    )


@by_index()
def suggest(by: Actor, text: str, limit: int = SUGGESTED) -> list[Document]:
    """Things whose names hold what has been typed so far, the last word perhaps only begun. One query; one more for each other
    layout while nothing is found."""
    if len(text.strip()) < SHORTEST:
        return []
    for reading in (text, *other_layouts(text)):
        query = all_words(reading, in_names=True)
        rows = visible_to(by).filter(backend().condition(query)) if query else IndexRow.objects.none()
        if query and (found := best(rows, query, reading, limit=limit * 5)):
            return [one for one in found if one.name_kk or one.name_ru or one.name_en][:limit]
    return []


@by_index()
def in_order(by: Actor, wanted: Search) -> list[Document]:
    """All that was found, for a file: the best two hundred in their order, the rest as the engine ranks them."""
    for reading in readings(by, wanted):
        rows = narrowed(rows_of(by, reading), wanted)
        if found := best(rows, reading.query, reading.text, limit=IN_FILE):
            return found
    return []


@by_index()
def newest(by: Actor, wanted: Search) -> list[int]:
    """Ids of documents that hold all the words and came into the index after `since_document`, the newest last."""
    query = all_words(wanted.text)
    if query is None:
        return []
    rows = narrowed(visible_to(by).filter(backend().condition(query)), wanted)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:IN_FILE])
