"""The last look, sending, and what one gets for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.base.tongue import OWN_NAMES
from kopir.interactions import acts, clock, queries
from kopir.interactions import forms as shapes
from kopir.interactions.acts.sending import NEEDED, procedure_in_force
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.journal import access
from kopir.posts.queries import Route, responsible_post
from kopir.web.cabinet.views.acting import for_draft, for_member
from kopir.web.cabinet.views.writing import url_of
from kopir.web.public.matter.papers import qr

STATE_SYSTEM = "https://eotinish.gov.kz"
# Where an empty answer is filled in.
PAGES = {
    "kind": "kind",
    "title": "what",
    "text": "what",
    "territory": "where",
    "sector": "where",
    "legal_question": "openness",
}


@require_safe
@for_draft
def check(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    if matter.state == MatterState.APPEAL or matter.legal_question == "yes":
        return redirect("cabinet:appeal", matter.pk)
    return render(request, "cabinet/check.html", _checked(request, matter))


def _checked(request: HttpRequest, matter: Matter, refusal: Refused | None = None) -> dict[str, Any]:
    route, due = _preview(matter)
    return {
        "matter": matter,
        "files": list(queries.attachments_of(request.actor, matter)),  # type: ignore[attr-defined]
        "language": OWN_NAMES[matter.language],
        "route": route,
        "due": due,
        "missing": _missing(matter),
        "refusal": refusal,
    }


def _preview(matter: Matter) -> tuple[Route | None, Any]:
    """To which post it would go now, and by when that post would have to answer."""
    if matter.territory is None or matter.kind is None:
        return None, None
    route = responsible_post(matter.territory, matter.sector, matter.kind.code)
    return route, clock.due_after(procedure_in_force(matter.kind).term_days)


def _missing(matter: Matter) -> list[tuple[str, str]]:
    words = {
        "kind": _("Choose what you write"),
        "title": _("Name the matter in one line"),
        "text": _("Tell what the matter is"),
        "territory": _("Say where"),
        "sector": _("Say about what"),
        "legal_question": _("Say whether it is a legal appeal"),
    }
    empty = [name for name in (*NEEDED, "legal_question") if not getattr(matter, name)]
    return [(words[name], f"{url_of(matter, PAGES[name])}?back=check") for name in empty]


@require_POST
@for_draft
def send(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    if not matter.legal_question:
        return redirect("cabinet:check", pk)
    try:
        acts.submit(matter, by=actor)
    except Refused as refusal:
        return _refused(request, pk, refusal)
    return redirect("cabinet:sent", pk)


def _refused(request: HttpRequest, pk: int, refusal: Refused) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if refusal.code == "legal_appeal":
        return redirect("cabinet:appeal", pk)
    matter = queries.draft_for(actor, pk)
    access.refused(refusal, actor, request.path)
    return render(request, "cabinet/check.html", _checked(request, matter, refusal), status=409)


@require_safe
@for_member
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, receipt, who holds it, by when and why that date."""
    rows = queries.matters_of(request.actor).filter(pk=pk)  # type: ignore[attr-defined]
    found = rows.select_related("accountable__organisation", "procedure").first()
    if found is None:
        return redirect("cabinet:check", pk)
    entry = queries.last_receipt_entry(found)
    term = clock.term_of(found).explain(get_language() or "kk") if found.clock_from else []
    return render(request, "cabinet/sent.html", {"matter": found, "term": term, "qr": qr(found, entry), "entry": entry})


@require_http_methods(["GET", "POST"])
@for_draft
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """A legal appeal is registered in the state's system; only its number is kept here."""
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    form = shapes.AppealNumber(request.POST or None, initial={"number": matter.appeal_number})
    if request.method == "POST" and form.is_valid():
        acts.take_to_state_system(matter, by=actor, number=form.cleaned_data["number"])
        messages.success(request, _("Kept. It stays in your cabinet and is shown to nobody else."))
        return redirect("cabinet:home")
    return render(request, "cabinet/appeal.html", {"matter": matter, "form": form, "state_system": STATE_SYSTEM})


@require_http_methods(["GET", "POST"])
@for_draft
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.draft_for(actor, pk)
    if request.method == "POST":
        acts.discard(matter, by=actor)
        messages.success(request, _("The draft is thrown away."))
        return redirect("cabinet:home")
    return render(request, "cabinet/discard.html", {"matter": matter})
