"""Searches that a person keeps, and how often to be told what is new in them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopir.base.errors import Refused
from kopir.search import acts
from kopir.search.models import SavedSearch
from kopir.search.queries.saved import address_of, saved_by, saved_for, wanted_of
from kopir.search.words import Rhythm
from kopir.web.public import reading
from kopir.web.public.found import chips


@login_required
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    rows = [_row(saved) for saved in saved_by(request.actor)]  # type: ignore[attr-defined]
    return render(request, "account/searches.html", {"rows": rows, "rhythms": Rhythm.choices})


def _row(saved: SavedSearch) -> dict[str, object]:
    wanted = wanted_of(saved)
    narrowed = [words for name, words in chips(wanted) if name != "since"]
    whole = address_of(wanted.without_newness())
    return {"saved": saved, "narrowed": narrowed, "path": whole.lstrip("/"), "new_path": address_of(wanted).lstrip("/")}


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    wanted, rhythm = reading.search(request), request.POST.get("rhythm", "")
    try:
        acts.save(wanted, by=request.actor, rhythm=rhythm if rhythm in Rhythm.values else Rhythm.WEEKLY)  # type: ignore[attr-defined]
    except Refused as refusal:
        messages.warning(request, f"{refusal.reason} {refusal.next_step}".strip())
    else:
        messages.success(request, _("Kept. You will be told what is new in it."))
    return redirect("account_searches")


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    saved, rhythm = saved_for(request.actor, pk), request.POST.get("rhythm", "")  # type: ignore[attr-defined]
    if rhythm in Rhythm.values:
        acts.change_saved(saved, by=request.actor, rhythm=rhythm)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
    return redirect("account_searches")


@login_required
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    acts.forget(saved_for(request.actor, pk), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("You are no longer told of this search."))
    return redirect("account_searches")
