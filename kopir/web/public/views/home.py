"""The first page."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.interactions import queries as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING
from kopir.web.public.maps import region_tiles
from kopir.web.public.views.responsible import Ask

LATEST = 5
LOOKED_AT = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    days, answers = matters.answering_days(Q())
    tiles, legend = region_tiles(matters.counts_by_territory(2, Q(state__in=RUNNING)))
    context = {
        "ask": Ask(),
        "counts": matters.counts(),
        "days": days,
        "answers": answers,
        "tiles": tiles,
        "legend": legend,
        "last_count": next(iter(matters.counts_of_conservation(limit=1)), None),
        "latest": _latest(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "public/home.html", context)


def _latest(by: Actor) -> list[Matter]:
    """The newest that have something to read; restricted ones stand in the list of all matters."""
    return [row for row in matters.list_matters(by, limit=LOOKED_AT) if row.is_public][:LATEST]
