"""Gaps: places and sectors that lead nowhere, only to the country's own post, or to a vacant one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from kopir.base.lists import Page
from kopir.posts import queries
from kopir.posts.models import Post
from kopir.posts.queries import Gap
from kopir.posts.words import GapKind
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.web.downloads import csv_download
from kopir.web.public.maps import region_tiles
from kopir.web.ui.addresses import with_query
from kopir.web.watch.forms import GapsForm

PAGE = 25  # places
NAMED = 2  # sectors of a place that its line names


@dataclass(frozen=True, slots=True)
class Ends:
    """Sectors of one place whose matters end in the same way; `sectors` is empty when all do."""

    kind: GapKind
    post: Post | None
    substitute: Post | None
    sectors: list[Sector]

    @property
    def is_long(self) -> bool:
        return len(self.sectors) > NAMED

    @property
    def names(self) -> str:
        """For the one line of a place: more sectors than fit there are counted."""
        number = len(self.sectors)
        if self.is_long:
            return ngettext("%(number)s sector", "%(number)s sectors", number) % {"number": number}
        return "; ".join(map(str, self.sectors))


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    form = GapsForm(request)
    found = form.of(queries.gaps())
    places = [(place, list(rows)) for place, rows in groupby(found, key=lambda gap: gap.territory)]
    tiles, legend = _tiles(request, [place for place, _rows in places]) if form.place is None else ([], [])
    page, total = _page(places, request.GET.get("after", "")), len(sectors_in_force())
    context = {
        "form": form,
        "kinds": GapKind.choices,
        "kind": form.value("kind"),
        "places": [(place, _ends(rows, total)) for place, rows in page.rows],
        "page": page,
        "total": len(places),
        "rows": len(found),
        "tiles": tiles,
        "legend": legend,
    }
    return render(request, "watch/gaps.html", context)


def gap_counts(found: list[Gap]) -> list[tuple[GapKind, int]]:
    """How many places × sectors there are of each kind of gap."""
    numbers = Counter(gap.kind for gap in found)
    return [(kind, numbers[kind]) for kind in GapKind if numbers[kind]]


def _tiles(request: HttpRequest, places: list[Territory]) -> tuple[list[dict[str, Any]], list[str]]:
    """Places with a gap by region; each tile narrows this page to its region."""
    by_region = Counter(place.pk[:2] for place in places)
    return region_tiles(by_region, leads=lambda code: with_query(request, where=code, after=None))


def _page(places: list[Any], after: str) -> Page[Any]:
    rest = [pair for pair in places if pair[0].pk > after]
    shown = rest[:PAGE]
    return Page(shown, shown[-1][0].pk if len(rest) > PAGE else "")


def _ends(rows: list[Gap], total: int) -> list[Ends]:
    groups: dict[tuple[GapKind, Post | None, Post | None], list[Sector]] = {}
    for gap in rows:
        groups.setdefault((gap.kind, gap.post, gap.substitute), []).append(gap.sector)
    return [Ends(*key, [] if len(sectors) == total else sectors) for key, sectors in groups.items()]


@require_safe
def gaps_csv(request: HttpRequest) -> StreamingHttpResponse:
    header = ("territory", "territory_name", "sector", "sector_name", "kind", "post", "substitute")
    return csv_download("gaps", header, map(_cells, GapsForm(request).of(queries.gaps())))


def _cells(gap: Gap) -> list[Any]:
    language = get_language() or "kk"
    names = gap.territory.name(language).text, gap.sector.name(language).text
    ends = (post.ref if post else "" for post in (gap.post, gap.substitute))
    return [gap.territory.pk, names[0], gap.sector.code, names[1], gap.kind, *ends]
