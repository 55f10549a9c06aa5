"""The list of packs, one pack, and both signatures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.handovers import acts, queries, rules
from kopir.handovers.models import Pack
from kopir.handovers.words import MISSING, PackState
from kopir.interactions.queries import own_appointment
from kopir.journal import access
from kopir.notices.acts import mark_subject_read
from kopir.web.handovers.views import signed_in

PAPERS = {"kk": gettext_lazy("in Kazakh"), "ru": gettext_lazy("in Russian"), "en": gettext_lazy("in English")}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    packs = queries.packs_of(actor)
    context = {
        "to_take": queries.pack_to_take(actor, packs),
        "packs": packs,
        "below": queries.packs_below(actor),
        "questions": queries.questions_for(actor),
    }
    return render(request, "handovers/home.html", context)


@require_safe
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    actor = signed_in(request)
    found = queries.pack_for(actor, pk)
    mark_subject_read(actor, found)
    return render(request, "handovers/pack.html", context_of(actor, found))


def context_of(actor: Actor, found: Pack) -> dict[str, Any]:
    """What the pack's page and the page of signing show."""
    rows = queries.items_of(actor, found)
    is_leaver = rules.is_leaver(actor, found)
    return {
        "pack": found,
        "groups": queries.groups(rows),
        "progress": queries.progress(rows),
        "notes": queries.notes_of(found),
        "asked": len(queries.questions()),
        "unjudged": sum(row.state == "found" for row in queries.promises_of(found)),
        "missing": [str(MISSING[code]) % {"number": number} for code, number in found.missing.items()],
        "papers": list(PAPERS.items()),
        "judges": bool(rules.judges_promises(actor, found)),
        "leaves": is_leaver and found.state == PackState.ASSEMBLING,
        "takes": bool(rules.for_successor(actor, found)),
        "is_leaver": is_leaver,
        "since": own_appointment(actor) if actor.is_official and actor.post_id == found.post_id else None,
    }


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for both: what is signed, and the button."""
    actor = signed_in(request)
    found = queries.pack_for(actor, pk)
    if request.method == "POST" and _signed(request, actor, found):
        messages.success(request, _("Signed. The receipt can be downloaded below."))
        return redirect("handovers:pack", pk)
    if request.method == "GET":
        rule = rules.may_offer if found.state == PackState.ASSEMBLING else rules.may_sign
        rule(actor, found).demand()
    return render(request, "handovers/sign.html", context_of(actor, found))


def _signed(request: HttpRequest, actor: Actor, found: Pack) -> bool:
    """A refusal stands above the page, with what to do next."""
    try:
        (acts.offer if found.state == PackState.ASSEMBLING else acts.sign)(found, by=actor)
    except Refused as refusal:
        if refusal.code in ("promises_open", "items_left"):
            access.refused(refusal, actor, request.path)
            messages.error(request, f"{refusal.reason} {refusal.next_step}")
            found.refresh_from_db()
            return False
        raise
    return True
