"""Search, and suggestions while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import VISITOR
from kopir.notices.links import page_address
from kopir.organisations.models import Organisation
from kopir.search.about import propose
from kopir.search.queries import in_order, organisations, places
from kopir.search.queries import search as find
from kopir.search.queries import suggest as suggest_names
from kopir.search.words import ONE, Kind
from kopir.web.downloads import csv_download
from kopir.web.public import reading
from kopir.web.public.found import chips, shown_facets, shown_hits

LONGEST = 100  # characters of typed text that suggestions look at
SUGGESTED = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    actor, wanted = request.actor, reading.search(request)  # type: ignore[attr-defined]
    found = find(actor, wanted, reading.language())
    context = {
        "text": wanted.text,
        "wanted": wanted,
        "found": found,
        "earlier": found.page - 1,
        "later": found.page + 1,
        "proposals": propose(wanted.text) if wanted.text and not found.hits else [],
        "hits": shown_hits(found),
        "facets": shown_facets(found.facets, wanted),
        "chips": chips(wanted),
        "conditions": [words for _name, words in chips(wanted)],
    }
    return render(request, "public/search.html", context)


COLUMNS = ("kind", "label", "name", "language", "territory", "sectors", "state", "dated_on", "address")


@require_safe
def search_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What was found, in its order."""
    found = in_order(request.actor, reading.search(request))  # type: ignore[attr-defined]
    language = reading.language()
    rows = (
        [row.kind, row.label, row.name(language).text, row.language, row.territory, row.sectors.strip(","), row.state,
         row.dated_on, page_address(row.path, language)]
        for row in found
    )  # fmt: skip
    return csv_download("search", COLUMNS, rows)


# ---- Suggestions -----------------------------------------------------------------------------------------


@require_safe
def suggest_search(request: HttpRequest) -> HttpResponse:
    """Names that hold what was typed so far; only of what anybody may see, for the answer is kept by caches."""
    language = reading.language()
    found = suggest_names(VISITOR, request.GET.get("q", "")[:LONGEST])
    names = ((row.name(language).text, ONE[Kind(row.kind)]) for row in found)
    return _answer({"value": name, "label": name, "hint": str(kind)} for name, kind in names)


@require_safe
def suggest_places(request: HttpRequest) -> HttpResponse:
    found = places(request.GET.get("q", "")[:LONGEST], SUGGESTED)
    return _answer({"value": one.code, "label": one.label, "hint": one.territory.get_kind_display()} for one in found)


@require_safe
def suggest_organisations(request: HttpRequest) -> HttpResponse:
    """By words of a name or a BIN; at least two letters, so that nobody leafs through the list this way."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    rows: list[Organisation] = []
    if len(text) > 1:
        rows = organisations(request.actor, text, reading.language(), SUGGESTED)  # type: ignore[attr-defined]
    return _answer({"value": row.ref, "label": str(row), "hint": str(row.territory or _("no place stated"))} for row in rows)


def _answer(results: Iterable[dict[str, str]]) -> JsonResponse:
    response = JsonResponse({"results": list(results)}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=60"
    return response
