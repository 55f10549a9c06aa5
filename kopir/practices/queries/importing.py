"""Imports of practices: one's own, what the next cards would be, what was not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.practices.importing.reading import read_plain
from kopir.practices.importing.rows import Reader, Rejected, Taken
from kopir.practices.models import Card, Import
from kopir.practices.words import RowFault
from kopir.territories.models import Territory

TRIED = 200
SHOWN = 3
EXAMPLES = 3


def own_imports(by: Actor) -> list[Import]:
    return list(Import.objects.of(by))


def import_for(by: Actor, pk: int) -> Import:
    """Raises Refused(hidden)."""
    rows = Import.objects.all() if by.is_system else Import.objects.of(by)
    found = rows.filter(pk=pk).select_related("owner", "author", "territory", "sector").first()
    if found is None:
        raise Refused("not_found", _("There is no such import, or you may not see it."), hidden=True)
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """`field`: the one it is taken for, or empty. `examples`: what its first filled cells say."""

    heading: str
    field: str
    examples: list[str]


def columns_of(row: Import) -> list[Column]:
    """All columns of the file; only its beginning is read."""
    seen: dict[str, list[str]] = {}
    for _number, cells in islice(read_plain(row.sha256), TRIED):
        for heading, value in cells.items():
            told = seen.setdefault(heading, [])
            if value and len(told) < EXAMPLES:
                told.append(value)
    return [Column(heading, row.mapping.get(heading, ""), told) for heading, told in seen.items()]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first rows would become. `read`: how many were tried; `faults`: by reason and column."""

    read: int
    cards: list[tuple[int, Taken]]
    good: int
    faults: list[tuple[RowFault, str, int]]


def preview(row: Import, mapping: Mapping[str, str], rows: Iterable[tuple[int, dict[str, str]]] | None = None) -> Preview:
    """Nothing is written. `row` is changed in memory only; `rows`: when they are not in the store."""
    row.mapping = dict(mapping)
    reader, read = Reader(row), 0
    cards: list[tuple[int, Taken]] = []
    faults: dict[tuple[RowFault, str], int] = {}
    for number, cells in islice(read_plain(row.sha256) if rows is None else rows, TRIED):
        read += 1
        try:
            cards.append((number, reader.take(cells)))
        except Rejected as fault:
            key = (fault.fault, fault.column)
            faults[key] = faults.get(key, 0) + 1
    return Preview(read, cards[:SHOWN], len(cards), [(*key, count) for key, count in faults.items()])


def made_by(row: Import, limit: int = 20) -> list[Card]:
    """The first cards of an import."""
    rows = Card.objects.filter(imported__origin=row).prefetch_related("texts").order_by("imported__row")
    return list(rows[:limit])


def worked_with(row: Import) -> list[Card]:
    """Cards that would stay if the import were removed."""
    return list(Card.objects.filter(imported__origin=row).worked_with().prefetch_related("texts").order_by("pk"))


def faults_of(row: Import) -> list[tuple[RowFault, str, int]]:
    rows = row.rejected_rows.values_list("fault", "column").annotate(number=Count("pk")).order_by("-number")
    return [(RowFault(fault), column, number) for fault, column, number in rows]


def rejected_columns(row: Import) -> list[str]:
    first = row.rejected_rows.first()
    return ["row", "column", "reason", *(name for name, _value in (first.cells if first else ()))]


def rejected_rows(row: Import) -> Iterator[list[Any]]:
    """Lines under `rejected_columns`, the reason in the reader's language."""
    names = rejected_columns(row)[3:]
    for one in row.rejected_rows.iterator(chunk_size=500):
        cells = dict(one.cells)
        yield [one.row, one.column, str(RowFault(one.fault).label), *(cells.get(name, "") for name in names)]


def own_place(by: Actor) -> Territory | None:
    """Of the actor's post."""
    return Territory.objects.filter(posts__pk=by.post_id).first() if by.is_official else None
