"""Reading lists: begin here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopir.practices import acts, queries
from kopir.sectors.queries import sector_for
from kopir.web.public.matter.doing import signed_in


@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    return render(request, "practices/reading_lists.html", {"rows": queries.lists()})


@require_safe
def sector(request: HttpRequest, code: str) -> HttpResponse:
    found = sector_for(code)
    days = queries.reading_list(request.actor, found)  # type: ignore[attr-defined]
    done = [read for day in days for _card, _minutes, read in day.cards]
    return render(
        request,
        "practices/reading_list.html",
        {"sector": found, "days": days, "read": sum(done), "total": len(done)},
    )


@require_POST
def mark(request: HttpRequest, ref: str) -> HttpResponse:
    by = signed_in(request)
    card = queries.card_for(by, ref)
    acts.mark_read(card, by=by)
    messages.success(request, _("Marked as read."))
    return redirect("public:reading_list", card.sector.code) if card.sector else redirect("public:reading_lists")
