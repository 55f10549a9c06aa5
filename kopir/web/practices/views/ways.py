"""Ways of interaction: the catalogue, one way, its documents, and which were used in a matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.interactions.queries import matter_for
from kopir.papers import docx_bytes
from kopir.practices import acts, queries, rules
from kopir.practices.forms import Ways
from kopir.practices.papers import way_paper
from kopir.sectors.models import Sector
from kopir.web.downloads import csv_download
from kopir.web.practices.views.files import DOCX, download
from kopir.web.public.matter.doing import signed_in
from kopir.web.public.reading import language, short_name

COLUMNS = ("code", "name", "used", "with_result", "confirmed", "percent", "low", "high", "median_days")


@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    return render(request, "practices/ways.html", {"rows": queries.counted_ways()})


@require_safe
def ways_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("ways", COLUMNS, _lines())


def _lines() -> Iterator[list[Any]]:
    """Percentages of few are left empty, as on the page."""
    for row in queries.counted_ways():
        share = row.share
        shown = [share.percent, share.low, share.high] if share.is_shown else ["", "", ""]
        days = row.days if row.days is not None else ""
        yield [row.way.code, row.way.name(language()).text, row.used, share.whole, share.part, *shown, days]


@require_safe
def way(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.way_for(code)
    count = queries.counted_ways([found])[0]
    names = Sector.objects.in_bulk(count.sectors)
    sectors = [{"label": short_name(names[pk]), "value": number} for pk, number in count.sectors.items()]
    cards = found.practices.public().prefetch_related("texts").select_related("territory").order_by("-pk")[:10]
    context = {"way": found, "row": count, "sectors": sectors, "cards": list(cards)}
    return render(request, "practices/way.html", context)


@require_safe
def template(request: HttpRequest, code: str, language: str) -> HttpResponse:
    if language not in ("kk", "ru"):
        raise Http404
    found = queries.way_for(code)
    return download(docx_bytes(way_paper(found, language)), DOCX, f"{found.code}.{language}.docx")


@require_http_methods(["GET", "POST"])
def of_matter(request: HttpRequest, number: str) -> HttpResponse:
    by = signed_in(request)
    matter = matter_for(by, number)
    rules.may_name_way(by, matter).demand()
    form = Ways(
        request.POST if request.method == "POST" else None,
        initial={"ways": [row.pk for row in queries.ways_of(matter)]},
    )
    if request.method == "POST" and form.is_valid():
        acts.name_ways(matter, by=by, ways=list(form.cleaned_data["ways"]))
        messages.success(request, _("Saved."))
        return redirect("public:matter", matter.number)
    return render(request, "practices/of_matter.html", {"matter": matter, "form": form})
