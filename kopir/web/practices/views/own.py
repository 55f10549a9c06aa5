"""What a post or an organisation has in the room of practices: on the desk and in the cabinet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.practices import queries
from kopir.web.cabinet.views.acting import for_member
from kopir.web.desk.views.acting import for_official


def _page(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    return render(request, "practices/own.html", {"cards": queries.own_cards(by), "waiting": queries.waiting_for(by)})


@require_safe
@for_official
def of_post(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_safe
@for_member
def of_organisation(request: HttpRequest) -> HttpResponse:
    return _page(request)
