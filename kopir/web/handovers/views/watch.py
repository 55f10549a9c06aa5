"""Changes of officials in figures, per body. Public: figures are of bodies, packs are read by their parties only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopir.handovers import queries
from kopir.handovers.queries.figures import FEWEST
from kopir.web.downloads import csv_download

COLUMNS = (
    "body", "body_name", "due", "signed", "without_leaver", "running", "days_to_first_act", "matters_watched", "matters_stalled",
)  # fmt: skip


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    context = {
        "totals": queries.totals(),
        "rows": queries.figures_by_body(),
        "terms": queries.terms(),
        "fewest": FEWEST,
        "now": timezone.now(),
    }
    return render(request, "handovers/figures.html", context)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("handovers", COLUMNS, _rows())


def _rows() -> Iterator[list[Any]]:
    for row in queries.figures_by_body():
        found = row.figures
        yield [
            row.body.ref, row.body.name(get_language() or "kk").text, found.due, found.signed, found.without_leaver, found.begun,
            "" if found.days is None else found.days, found.watched, found.stalled,
        ]  # fmt: skip
