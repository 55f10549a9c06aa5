"""Counts of organisations, each with where its inputs come from and as of when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.organisations.models import Organisation, OrganisationSector
from kopir.organisations.queries.finding import OrganisationFilter, organisations_visible_to
from kopir.organisations.words import Kind
from kopir.territories.models import Territory
from kopir.territories.words import Level


@dataclass(frozen=True)
class Figure:
    """Counts by value. `total`: organisations, each once; `as_of`: the day of the last change of a counted row; `sources`: what
    registers they came from."""

    counts: dict[str, int]
    total: int
    as_of: date | None
    sources: tuple[str, ...]


def count_by_status(by: Actor, filters: OrganisationFilter) -> Figure:
    """How many organisations of the filter stand in each status."""
    return _counted(by, filters, "status")


def count_by_legal_form(by: Actor, filters: OrganisationFilter) -> Figure:
    """How many organisations of the filter have each legal form; an unknown form is an empty value."""
    return _counted(by, filters, "legal_form")


def count_by_kind(by: Actor, filters: OrganisationFilter) -> Figure:
    return _counted(by, filters, "kind")


def count_by_sector(by: Actor, filters: OrganisationFilter) -> Figure:
    """By sector code. An organisation in two sectors counts in both."""
    rows = _rows(by, filters)
    links = OrganisationSector.objects.filter(organisation__in=rows.values("pk"))
    pairs = links.values_list("sector__code").annotate(number=Count("pk")).order_by("sector__order", "sector__code")
    return _figure(rows, dict(pairs))


def count_by_territory(by: Actor, territory: Territory, kind: str = Kind.NGO) -> Figure:
    """By code of the territories next below (regions of the country, districts of a region), by seat. What is seated in
    the territory itself, or in none of them, counts under its own code."""
    rows = _rows(by, OrganisationFilter(territory=territory, served=False, kind=kind))
    kept = {Level.COUNTRY: 2, Level.REGION: 4, Level.DISTRICT: 6}.get(Level(territory.level), 9)
    counts: dict[str, int] = {}
    for code, number in rows.values_list("territory_id").annotate(number=Count("pk")).order_by("territory_id"):
        below = (code or territory.code)[:kept].ljust(9, "0")
        counts[below] = counts.get(below, 0) + number
    return _figure(rows, counts)


def _rows(by: Actor, filters: OrganisationFilter) -> QuerySet[Organisation]:
    return organisations_visible_to(by).filter(filters.condition())


def _counted(by: Actor, filters: OrganisationFilter, column: str) -> Figure:
    rows = _rows(by, filters)
    pairs = rows.values_list(column).annotate(number=Count("pk")).order_by(column)
    return _figure(rows, dict(pairs))


def _figure(rows: QuerySet[Organisation], counts: dict[str, int]) -> Figure:
    total, changed = rows.aggregate(total=Count("pk"), changed=Max("updated_at")).values()
    return Figure(counts, total, timezone.localdate(changed) if changed else None, _sources(rows))


def _sources(rows: QuerySet[Organisation]) -> tuple[str, ...]:
    """Registers named in the provenance of some hundred rows: enough to name them, cheap on a large list."""
    found: dict[str, None] = {}
    for provenance in rows.order_by().values_list("provenance", flat=True)[:100]:
        for source, _on in provenance.values():
            if source != "manual":
                found.setdefault(source)
    return tuple(found)
