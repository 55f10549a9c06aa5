"""Writing a card: from nothing or from a matter, one part a page; drafts are kept as one types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.interactions.queries import matter_for
from kopir.practices import acts, queries, rules
from kopir.practices import forms as shapes
from kopir.practices.acts import Part
from kopir.practices.models import Card
from kopir.practices.words import TakesPartAs
from kopir.territories.queries import label_all
from kopir.web.practices.actions import organisation_of
from kopir.web.practices.dressing import dressed, searched
from kopir.web.public.matter.doing import show, signed_in


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    rules.may_draft(by, None).demand()
    form = dressed(shapes.New(request.POST or None))
    if request.method == "POST" and form.is_valid():
        names = ("kind", "title", "language", "sector", "territory")
        try:
            card = acts.draft(by=by, **{name: form.cleaned_data[name] for name in names})
            return redirect("public:practice_text", card.ref, card.language)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/new.html", {"form": form})


@require_POST
def born(request: HttpRequest, number: str) -> HttpResponse:
    """One click on a finished matter; a second click leads to the card that is there."""
    by = signed_in(request)
    matter = matter_for(by, number)
    there = [card for card in queries.card_from(by, matter) if rules.writes(by, card)]
    card = there[0] if there else acts.draft_from(matter, by=by)
    return redirect("public:practice", card.ref)


def _own(request: HttpRequest, ref: str) -> Card:
    by = signed_in(request)
    card = queries.card_for(by, ref)
    rules.may_write(by, card).demand()
    return card


# ---- Words ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    card = _own(request, ref)
    form = _text_form(request, card, language)
    if request.method == "POST" and form.is_valid():
        acts.write(card, by=request.actor, language=language, words=form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect("public:practice", card.ref)
    others = [(code, OWN_NAMES[code]) for code in LANGUAGES]
    beside = next((row for row in card.texts.all() if row.language != language and row.title), None)
    context = {"card": card, "form": form, "language": language, "others": others, "beside": beside}
    return render(request, "practices/text.html", context)


def _text_form(request: HttpRequest, card: Card, language: str) -> forms.Form:
    if language not in LANGUAGES:
        raise Http404
    row = next((row for row in card.texts.all() if row.language == language), None)
    initial = {name: getattr(row, name, "") for name in shapes.Text.base_fields}
    return shapes.Text(request.POST if request.method == "POST" else None, initial=initial, kind=card.kind)


@require_POST
def autosave(request: HttpRequest, ref: str, language: str) -> HttpResponse:
    """Keeps every field that is right by itself; answers when."""
    card = _own(request, ref)
    form = _text_form(request, card, language)
    form.is_valid()
    acts.write(card, by=request.actor, language=language, words=form.cleaned_data)  # type: ignore[attr-defined]
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


# ---- Facts, participants, building blocks, evidence ----------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, ref: str) -> HttpResponse:
    card = _own(request, ref)
    initial: dict[str, Any] = {name: getattr(card, name) for name in ("sector", "way", "cost_tenge", "months", "people_reached")}
    initial["place"] = label_all([card.territory])[0].label if card.territory else ""
    form = dressed(shapes.About(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        acts.write(card, by=request.actor, about=form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect("public:practice", card.ref)
    return render(request, "practices/form.html", {"card": card, "form": form, "heading": _("Facts of the card")})


def _parts(card: Card) -> list[Part]:
    return [Part(TakesPartAs(row.takes_part_as), row.post_id, row.organisation_id) for row in card.participants.all()]


@require_http_methods(["GET", "POST"])
def parts(request: HttpRequest, ref: str) -> HttpResponse:
    card = _own(request, ref)
    data = request.POST if request.method == "POST" else None
    form = dressed(shapes.PartForm(data, posts=searched(data)))
    if data is not None and form.is_valid():
        try:
            acts.write(card, by=request.actor, parts=[*_parts(card), _part(request, form.cleaned_data)])  # type: ignore[attr-defined]
            return redirect("public:practice_parts", card.ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/parts.html", {"card": card, "form": form})


def _part(request: HttpRequest, data: dict[str, Any]) -> Part:
    kind = TakesPartAs(data["takes_part_as"])
    if data.get("found") or data.get("organisation"):
        return Part(kind, organisation_id=organisation_of(request.actor, data).pk)  # type: ignore[attr-defined]
    return Part(kind, post_id=data["to"].pk)


@require_POST
def remove_part(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    card = _own(request, ref)
    rows = [part for row, part in zip(card.participants.all(), _parts(card), strict=True) if row.pk != pk]
    acts.write(card, by=request.actor, parts=rows)  # type: ignore[attr-defined]
    return redirect("public:practice_parts", card.ref)


@require_http_methods(["GET", "POST"])
def grounds(request: HttpRequest, ref: str) -> HttpResponse:
    card, by = _own(request, ref), request.actor  # type: ignore[attr-defined]
    form = shapes.GroundForm(request.POST if request.method == "POST" else None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            acts.stand_on(card, by=by, **form.cleaned_data)
            return redirect("public:practice_grounds", card.ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/grounds.html", {"card": card, "form": form})


@require_POST
def remove_ground(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    card = _own(request, ref)
    acts.leave_ground(get_object_or_404(card.grounds, pk=pk), by=request.actor)  # type: ignore[attr-defined]
    return redirect("public:practice_grounds", card.ref)


@require_http_methods(["GET", "POST"])
def blocks(request: HttpRequest, ref: str) -> HttpResponse:
    card = _own(request, ref)
    form = shapes.Blocks(
        request.POST if request.method == "POST" else None,
        initial={"blocks": [row.block_id for row in card.block_uses.all()]},
    )
    if request.method == "POST" and form.is_valid():
        acts.write(card, by=request.actor, blocks=list(form.cleaned_data["blocks"]))  # type: ignore[attr-defined]
        messages.success(request, _("Saved."))
        return redirect("public:practice", card.ref)
    context = {
        "card": card,
        "form": form,
        "heading": _("Of which building blocks is it made?"),
        "offers_block": True,
    }
    return render(request, "practices/form.html", context)


@require_POST
def remove_proof(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    found = queries.evidence_for(by, pk)
    if found.card.ref != ref:
        raise Http404
    acts.remove_evidence(found, by=by)
    messages.success(request, _("Taken back. The level of evidence follows."))
    return redirect("public:practice", ref)
