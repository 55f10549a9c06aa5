"""The first page."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.interactions import queries as matters
from kopir.interactions.words import RUNNING
from kopir.web.public.maps import region_tiles
from kopir.web.public.views.responsible import Ask

LATEST = 5


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
        "latest": matters.list_matters(request.actor, limit=LATEST),  # type: ignore[attr-defined]
    }
    return render(request, "public/home.html", context)
