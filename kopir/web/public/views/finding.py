"""Search, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.organisations.models import Organisation
from kopir.organisations.queries import OrganisationFilter, list_organisations
from kopir.search.about import propose
from kopir.search.models import Document
from kopir.search.queries import Found, Search
from kopir.search.queries import search as find
from kopir.search.words import ONE, Kind
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.territories.queries import suggest
from kopir.web.public import reading

LONGEST = 100  # characters of typed text that suggestions look at
SUGGESTED = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind", "")
    wanted = Search(
        text=text,
        kind=kind if kind in Kind.values else "",
        territory=reading.place(request),
        sector=getattr(reading.sector(request, "sector"), "code", ""),
        page=reading.number(request, "page") or 1,
    )
    found = find(request.actor, wanted, reading.language())  # type: ignore[attr-defined]
    context = {
        "text": text,
        "wanted": wanted,
        "found": found,
        "earlier": found.page - 1,
        "later": found.page + 1,
        "proposals": propose(text) if text and not found.hits else [],
    }
    return render(request, "public/search.html", context | _named(found, wanted))


def _named(found: Found, wanted: Search) -> dict[str, Any]:
    """Names of the places of the hits, and of the facets. Two queries."""
    places = Territory.objects.in_bulk({hit.document.territory for hit in found.hits} | set(found.regions))
    sectors = {row.code: row for row in Sector.objects.filter(code__in=found.sectors).order_by("order")}
    return {
        "hits": [(hit, ONE[Kind(hit.document.kind)], _place_of(hit.document, places)) for hit in found.hits],
        "kinds": [(kind, Kind(kind).label, found.kinds[kind]) for kind in Kind.values if kind in found.kinds],
        "regions": _ordered((code, str(places[code]), total) for code, total in found.regions.items() if code in places),
        "sectors": _ordered((code, reading.short_name(row), found.sectors[code]) for code, row in sectors.items()),
        "kind_label": Kind(wanted.kind).label if wanted.kind else "",
        "sector_label": reading.short_name(sectors[wanted.sector]) if wanted.sector in sectors else wanted.sector,
        "is_narrowed": bool(wanted.kind or wanted.territory or wanted.sector),
    }


def _place_of(document: Document, places: dict[str, Territory]) -> Territory | None:
    """A place is not said to be in itself."""
    return None if document.kind == Kind.TERRITORY else places.get(document.territory)


def _ordered(rows: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(rows, key=lambda row: (-row[2], row[1]))


# ---- Suggestions -----------------------------------------------------------------------------------------


@require_safe
def suggest_places(request: HttpRequest) -> HttpResponse:
    found = suggest(request.GET.get("q", "")[:LONGEST], limit=SUGGESTED)
    return _answer({"value": one.code, "label": one.label, "hint": one.territory.get_kind_display()} for one in found)


@require_safe
def suggest_organisations(request: HttpRequest) -> HttpResponse:
    """By words of a name or a BIN; at least two letters, so that nobody leafs through the list this way."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    rows: list[Organisation] = []
    if len(text) > 1:
        wanted = OrganisationFilter(text=text)
        rows = list_organisations(request.actor, wanted, reading.language(), limit=SUGGESTED).rows  # type: ignore[attr-defined]
    return _answer({"value": row.ref, "label": str(row), "hint": str(row.territory or _("no place stated"))} for row in rows)


def _answer(results: Iterable[dict[str, str]]) -> JsonResponse:
    response = JsonResponse({"results": list(results)}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=60"
    return response
