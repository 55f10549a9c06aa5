"""Territories and sectors: the whole civil sector of a place or a field on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.interactions import queries as matters
from kopir.interactions.words import RUNNING
from kopir.organisations import queries as organisations
from kopir.organisations.queries import OrganisationFilter
from kopir.organisations.words import Kind
from kopir.posts.queries import PostFilter, list_posts
from kopir.sectors.models import Sector
from kopir.sectors.queries import all_sectors, sector_for, sectors_in_force
from kopir.territories.models import COUNTRY, Territory, inside
from kopir.territories.queries import breadcrumbs, children, former_names, regions, territory_for
from kopir.territories.words import Level
from kopir.web.downloads import csv_download
from kopir.web.public.answering import answering
from kopir.web.public.maps import region_tiles
from kopir.web.public.reading import language, short_name

FIRST = 6


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    rows = list(regions())
    open_by_region = matters.counts_by_territory(2, Q(state__in=RUNNING))
    tiles, legend = region_tiles(open_by_region, rows)
    lines = [(row, open_by_region.get(row.pk[:2], 0)) for row in rows]
    return render(request, "public/territories.html", {"rows": lines, "tiles": tiles, "legend": legend})


@require_safe
def territory(request: HttpRequest, code: str) -> HttpResponse:
    place, by = territory_for(request.actor, code), request.actor  # type: ignore[attr-defined]
    condition = inside("territory", place)
    days, answers = matters.answering_days(condition)
    context = {
        "place": place,
        "above": [] if place.pk == COUNTRY else breadcrumbs(place),
        "former": former_names(place),
        "children": list(children(place)),
        "bodies": organisations.bodies_of(place)[:FIRST],
        "posts": answering(place),
        "counts": matters.counts(condition),
        "days": days,
        "answers": answers,
        "latest": matters.list_matters(by, matters.MatterFilter(territory=place), limit=FIRST),
        **_civil_sector(by, place),
    }
    return render(request, "public/territory.html", context)


def _civil_sector(by: Actor, place: Territory) -> dict[str, Any]:
    """Organisations that are seated in the place or serve it."""
    wanted = OrganisationFilter(territory=place, kind=Kind.NGO)
    by_sector = organisations.count_by_sector(by, wanted)
    return {
        "ngos": organisations.list_organisations(by, wanted, language(), limit=FIRST).rows,
        "ngo_count": by_sector.total,
        "ngo_date": by_sector.as_of,
        "sector_bars": _bars(by_sector.counts, place),
    }


def _bars(counts: dict[str, int], place: Territory) -> list[dict[str, Any]]:
    list_url = reverse("public:organisations")
    where = "" if place.pk == COUNTRY else f"&where={place.pk}"
    rows = [row for row in sectors_in_force() if counts.get(row.code)]
    return [
        {"label": short_name(row), "value": counts[row.code], "url": f"{list_url}?kind=ngo&sector={row.code}{where}"}
        for row in sorted(rows, key=lambda row: -counts[row.code])
    ]


@require_safe
def territories_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole classifier as Köpir keeps it."""
    names = ("name_kk", "name_ru", "name_en", "starts_on", "ends_on", "source", "source_date")
    columns = ("code", "parent", "level", "kind", *names)
    rows = Territory.objects.order_by("pk").values_list("code", "parent_id", *columns[2:]).iterator()
    return csv_download("territories", columns, rows)


# ---- Sectors ---------------------------------------------------------------------------------------------


@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    received = matters.counts_by_sector()
    members = organisations.count_by_sector(request.actor, OrganisationFilter(kind=Kind.NGO))  # type: ignore[attr-defined]
    rows = [(row, members.counts.get(row.code, 0), received.get(row.pk, 0)) for row in sectors_in_force()]
    return render(request, "public/sectors.html", {"rows": rows, "date": members.as_of})


@require_safe
def sector(request: HttpRequest, code: str) -> HttpResponse:
    found, by = sector_for(code), request.actor  # type: ignore[attr-defined]
    days, answers = matters.answering_days(Q(sector=found))
    wanted = OrganisationFilter(sector=found, kind=Kind.NGO)
    tiles, legend = region_tiles(matters.counts_by_territory(2, Q(state__in=RUNNING, sector=found)))
    context = {
        "sector": found,
        "outside": list(found.outside_codes.all()),
        "counts": matters.counts(Q(sector=found)),
        "days": days,
        "answers": answers,
        "tiles": tiles,
        "legend": legend,
        "latest": matters.list_matters(by, matters.MatterFilter(sector=found.code), limit=FIRST),
        "ngos": organisations.list_organisations(by, wanted, language(), limit=FIRST).rows,
        "ngo_count": organisations.count_organisations(by, wanted),
        "posts": list_posts(by, PostFilter(sector=found), language(), limit=FIRST),
    }
    return render(request, "public/sector.html", context)


@require_safe
def sectors_csv(request: HttpRequest) -> HttpResponseBase:
    columns = ("code", "name_kk", "name_ru", "name_en", "starts_on", "ends_on", "is_draft", "source", "source_date", "icnptso")
    return csv_download("sectors", columns, (_sector_cells(row, columns) for row in all_sectors()))


def _sector_cells(row: Sector, columns: tuple[str, ...]) -> Iterator[Any]:
    yield from (getattr(row, name) for name in columns[:-1])
    yield " ".join(one.code for one in row.outside_codes.all() if one.vocabulary == "icnptso")


def level_words(level: int) -> str:
    """What stands under a territory of this level, for a heading."""
    return {
        Level.COUNTRY: _("Regions and cities of republican significance"),
        Level.REGION: _("Districts and cities"),
        Level.DISTRICT: _("Rural districts, towns and villages"),
    }.get(Level(level), _("Settlements"))
