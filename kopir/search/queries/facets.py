"""What was found, counted by kind, place, sector, language, state and year: one query from which every facet is added up.

Each facet counts what the others leave, whatever is chosen in itself. Only what the reader may see is among the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear, Substr
from django.db.models.sql.compiler import SQLCompiler

from kopir.search.models import IndexRow
from kopir.search.queries.wanted import Search
from kopir.territories.models import PREFIX, Territory, inside
from kopir.territories.words import Level


class Year(ExtractYear):
    """Of a day. SQLite would otherwise ask Python for it, row by row."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any) -> tuple[str, Any]:
        day, given = compiler.compile(self.lhs)
        return f"CAST(SUBSTR({day}, 1, 4) AS INTEGER)", given


class Group(NamedTuple):
    """Documents alike in everything a facet asks. `place`: first digits of the code; `sectors`: codes between commas."""

    kind: str
    place: str
    sectors: str
    language: str
    state: str
    year: int | None
    number: int


@dataclass(slots=True)
class Facets:
    """Numbers by value. `places`: by code, the regions or what lies directly inside the chosen place."""

    kinds: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    total: int = 0


def narrowed(rows: QuerySet[IndexRow], wanted: Search, *, wholly: bool = True) -> QuerySet[IndexRow]:
    """`wholly`: by every facet; else only by place and by newness, which no facet leaves out."""
    rows = rows.filter(inside("document__territory", wanted.territory)) if wanted.territory else rows
    rows = rows.filter(pk__gt=wanted.since_document) if wanted.since_document else rows
    return rows.filter(_chosen(wanted)) if wholly else rows


def _chosen(wanted: Search) -> Q:
    found = Q(document__kind=wanted.kind) if wanted.kind else Q()
    if wanted.sector:
        found &= Q(document__sectors__contains=f",{wanted.sector},")
    if wanted.language:
        found &= Q(document__language=wanted.language)
    if wanted.state:
        kind, _colon, state = wanted.state.partition(":")
        found &= Q(document__kind=kind, document__state=state)
    return found & Q(document__dated_on__range=wanted.years) if wanted.years else found


def digits(place: Territory | None) -> int:
    """How many digits of the code tell apart what lies directly inside a place: of settlements all."""
    level = Level(place.level) if place else Level.COUNTRY
    return PREFIX[Level(min(level + 1, Level.SETTLEMENT))]


def counted(rows: QuerySet[IndexRow], wanted: Search) -> Facets:
    found = Facets()
    for group in _groups(rows, wanted):
        _add(found, group, wanted)
    for facet in (found.kinds, found.places, found.sectors, found.languages, found.states, found.years):
        facet.pop("", None)  # what has no value in a facet is not offered there
    return found


def _groups(rows: QuerySet[IndexRow], wanted: Search) -> Iterable[Group]:
    columns = (
        "document__kind", "place", "document__sectors", "document__language", "document__state", "year",
    )  # fmt: skip
    kept = digits(wanted.territory)
    marked = rows.annotate(place=Substr("document__territory", 1, kept), year=Year("document__dated_on"))
    grouped = marked.values_list(*columns).order_by().annotate(number=Count("pk"))
    return map(Group._make, grouped)


def _add(found: Facets, group: Group, wanted: Search) -> None:
    """To every facet when the group fits all that is chosen; to one facet alone when it misses only what is chosen there."""
    state, year = f"{group.kind}:{group.state}", str(group.year or "")
    fits = (
        wanted.kind in ("", group.kind),
        not wanted.sector or f",{wanted.sector}," in group.sectors,
        wanted.language in ("", group.language),
        wanted.state in ("", state),
        not wanted.years or wanted.period == year,
    )
    missed = fits.count(False)
    if missed > 1:
        return
    values = (group.kind, group.sectors, group.language, group.state and state, year)
    facets = (found.kinds, found.sectors, found.languages, found.states, found.years)
    for fit, facet, value in zip(fits, facets, values, strict=True):
        if missed and fit:
            continue
        for one in value.split(",") if facet is found.sectors else (value,):
            facet[one] += group.number if one else 0
    if not missed:
        found.total += group.number
        found.places[group.place.ljust(9, "0") if group.place else ""] += group.number if group.place else 0
