"""Proposals of synergy that wait for the post: one page, one decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.synergy import acts, queries
from kopir.synergy.forms import Answer
from kopir.synergy.models import Asked
from kopir.synergy.words import Reply
from kopir.web.desk.views.acting import for_official
from kopir.web.public.matter.doing import show

SHOWN = 50


@require_safe
@for_official
def proposals(request: HttpRequest) -> HttpResponse:
    waiting = queries.waiting_for(request.actor, limit=SHOWN)  # type: ignore[attr-defined]
    return render(request, "desk/proposals.html", {"proposals": waiting})


@require_http_methods(["GET", "POST"])
@for_official
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever was not asked, or has answered, reads what everybody reads."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.proposal_for(actor, pk)
    asked = queries.asked_of(actor, found)
    if asked is None or asked.reply != Reply.WAITING:
        return redirect("watch:proposal", pk)
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, asked, form):
        return redirect("desk:proposals")
    return render(request, "desk/proposal.html", {"proposal": found, "asked": asked, "form": form})


def _answered(request: HttpRequest, asked: Asked, form: Answer) -> bool:
    act = acts.decline if "decline" in request.POST else acts.accept
    try:
        act(asked, by=request.actor, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    messages.success(request, _("Thank you. Your answer stands in the journal."))
    return True
