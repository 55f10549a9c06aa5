"""The table of matters as CSV. Plain values instead of objects, for there may be a million rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kopir.base.actors import Actor
from kopir.base.fields import Named
from kopir.interactions.models import AuthorWord, Outcome
from kopir.interactions.queries.lists import MatterFilter, received
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.territories.models import Territory

CSV_COLUMNS = (
    "number", "kind", "state", "territory", "territory_name", "sector", "language", "received_at", "due_on", "closed_at",
    "post", "post_name", "author", "author_name", "title", "outcome", "author_word",
)  # fmt: skip
ASKED = (
    "pk", "number", "kind__code", "state", "territory", "sector__code", "language", "received_at", "due_on", "closed_at",
    "accountable", "accountable__ref", "author", "title", "may_read", "author__ref",
)  # fmt: skip
PIECE = 1000
MOST_NAMES = 20_000  # kept in memory at once


def csv_rows(by: Actor, narrowed: MatterFilter, language: str) -> Iterator[list[Any]]:
    """Rows under CSV_COLUMNS, streamed, newest first. What the actor may not read is empty. Five queries at most a thousand."""
    rows = received(by, narrowed).with_reading(by).order_by("-pk").values_list(*ASKED).iterator(chunk_size=PIECE)
    names: dict[type[Named], Names] = {model: Names(model, language) for model in (Territory, Post, Organisation)}
    while piece := list(islice(rows, PIECE)):
        yield from _lines(piece, names)


@dataclass
class Names:
    """In one language, of what many rows share; each is asked for once."""

    model: type[Named]
    language: str
    known: dict[Any, str] = field(default_factory=dict)

    def of(self, keys: Iterable[Any]) -> dict[Any, str]:
        if len(self.known) > MOST_NAMES:
            self.known.clear()
        wanted = set(keys) - self.known.keys()
        rows = self.model._base_manager.filter(pk__in=wanted).only("name_kk", "name_ru", "name_en") if wanted else ()
        self.known |= {row.pk: row.name(self.language).text for row in rows}
        return self.known


def _lines(piece: Sequence[tuple[Any, ...]], names: dict[type[Named], Names]) -> Iterator[list[Any]]:
    places, posts = names[Territory].of(row[4] for row in piece), names[Post].of(row[10] for row in piece)
    authors = names[Organisation].of(row[12] for row in piece if row[14])
    said = _said([row[0] for row in piece])
    for pk, number, kind, state, place, sector, language, came, due, closed, post, ref, author, title, may_read, own in piece:
        yield [
            number, kind, state, place, places[place], sector, language, came, due, closed, ref, posts[post],
            *((own, authors[author]) if may_read else ("", "")), title if may_read else "", *said.get(pk, ("", "")),
        ]  # fmt: skip


def _said(matters: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By matter its last outcome and what its authors say of it."""
    outcomes = Outcome.objects.filter(matter__in=matters).order_by("round").values_list("matter", "pk", "kind")
    last = {matter: (pk, kind) for matter, pk, kind in outcomes}
    words: dict[int, list[str]] = defaultdict(list)
    given = AuthorWord.objects.filter(outcome__in=[pk for pk, _ in last.values()]).order_by("pk")
    for outcome, word in given.values_list("outcome", "word"):
        words[outcome].append(word)
    return {matter: (kind, " ".join(words[pk])) for matter, (pk, kind) in last.items()}
