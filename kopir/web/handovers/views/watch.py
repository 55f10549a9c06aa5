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
    "body", "body_name", "due", "signed", "without_leaver", "running", "days_to_first_act", "no_act_yet", "matters_watched",
    "matters_stalled",
)  # fmt: skip


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    context = {
        "totals": queries.totals(),
        "rows": queries.figures_by_body(),
        "unfinished": queries.unfinished(),
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
            "" if found.days is None else found.days, found.silent, found.watched, found.stalled,
        ]  # fmt: skip


UNFINISHED = ("post", "post_name", "body", "last_day", "days_since", "state", "without_leaver", "held")


@require_safe
def unfinished_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("handovers-unfinished", UNFINISHED, _unfinished_rows())


def _unfinished_rows() -> Iterator[list[Any]]:
    language = get_language() or "kk"
    for row in queries.unfinished():
        pack, post = row.pack, row.pack.post
        yield [
            post.ref, post.name(language).text, post.organisation.ref, pack.ends_on, row.days, pack.state,
            pack.is_without_leaver, row.held,
        ]  # fmt: skip
