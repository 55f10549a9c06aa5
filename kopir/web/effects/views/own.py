"""What a post or an organisation has in the room of effects: on the desk and in the cabinet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.effects.queries import cards as queries
from kopir.effects.queries.evidence import to_judge
from kopir.web.cabinet.views.acting import for_member
from kopir.web.desk.views.acting import for_official


def _page(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    context = {
        "effects": queries.own_effects(by), "assumptions": queries.assumptions_due(by), "pieces": to_judge(by),
        "unconfirmed": queries.unconfirmed(by),
    }  # fmt: skip
    return render(request, "effects/own.html", context)


@require_safe
@for_official
def of_post(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_safe
@for_member
def of_organisation(request: HttpRequest) -> HttpResponse:
    return _page(request)
