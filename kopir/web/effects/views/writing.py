"""Beginning a card and writing it, one question a page; drafts are kept as one types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.effects import acts, rules
from kopir.effects.forms import cards as shapes
from kopir.effects.models import Effect
from kopir.effects.queries import cards as queries
from kopir.interactions.queries import matter_for
from kopir.practices.queries import adoption_for
from kopir.regulation.queries import obligation_for
from kopir.territories.queries import label_all
from kopir.web.effects.steps import following, form_of
from kopir.web.practices.actions import organisation_of
from kopir.web.practices.dressing import dressed
from kopir.web.public.matter.doing import show, signed_in


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    rules.may_draft(by, None).demand()
    form = dressed(shapes.New(request.POST or None, for_member=by.is_member))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            names = ("title", "language", "sector", "territory")
            effect = acts.draft(by=by, organisation=_organisation(by, data), **{name: data[name] for name in names})
            return redirect("public:effect_write", effect.ref, "need", effect.language)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/new.html", {"form": form})


def _organisation(by: Actor, data: dict[str, Any]) -> Any:
    """Of an official who named one; it may be named later."""
    return organisation_of(by, data) if data.get("found") or data.get("organisation") else None


# ---- One click from what is there ----------------------------------------------------------------------------------


@require_POST
def of_matter(request: HttpRequest, number: str) -> HttpResponse:
    """A second click leads to the card that is there."""
    by = signed_in(request)
    matter = matter_for(by, number)
    effect = queries.effect_of(by, matter) or acts.draft_from_matter(matter, by=by)
    return redirect("public:effect", effect.ref)


@require_POST
def of_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    adoption = adoption_for(by, pk)
    there = Effect.objects.visible_to(by).filter(adoption=adoption).first()
    effect = there or acts.draft_from_adoption(adoption, by=by)
    return redirect("public:effect", effect.ref)


@require_POST
def of_duty(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    obligation = obligation_for(by, pk)
    there = Effect.objects.visible_to(by).filter(obligation=obligation).first()
    effect = there or acts.draft_from_duty(obligation, by=by)
    return redirect("public:effect", effect.ref)


@require_POST
def practice(request: HttpRequest, ref: str) -> HttpResponse:
    """One click from an effect to a practice card that tells how it was reached."""
    by = signed_in(request)
    card = acts.draft_practice(queries.effect_for(by, ref), by=by)
    messages.success(request, _("This is the draft: write what is still missing."))
    return redirect("public:practice", card.ref)


# ---- Writing -------------------------------------------------------------------------------------------------------


def own(request: HttpRequest, ref: str) -> Effect:
    by = signed_in(request)
    effect = queries.effect_for(by, ref)
    rules.may_write(by, effect).demand()
    return effect


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, ref: str, name: str, language: str) -> HttpResponse:
    effect = own(request, ref)
    form = form_of(effect, name, language, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, effect, language, form):
        messages.success(request, _("Saved."))
        onward = following(name) if "onward" in request.POST else ""
        return redirect("public:effect_write", ref, onward, language) if onward else redirect("public:effect", ref)
    beside = next((row for row in effect.texts.all() if row.language != language and row.title), None)
    context = {
        "effect": effect, "form": form, "name": name, "language": language, "heading": shapes.STEPS[name][1],
        "others": [(code, OWN_NAMES[code]) for code in LANGUAGES], "next": following(name),
        "beside": _beside(beside, form),
    }  # fmt: skip
    return render(request, "effects/write.html", context)


def _kept(request: HttpRequest, effect: Effect, language: str, form: shapes.Step) -> bool:
    try:
        acts.write(effect, by=request.actor, language=language, words=form.words(), about=form.facts())  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    return True


def _beside(text: Any, form: shapes.Step) -> dict[str, Any]:
    """The same questions as they are answered in another language."""
    if text is None:
        return {}
    rows = [(form.fields[name].label, getattr(text, name)) for name in form.WORDS if name in form.fields]
    return {"language": text.language, "rows": [(label, words) for label, words in rows if words]}


@require_POST
def autosave(request: HttpRequest, ref: str, name: str, language: str) -> HttpResponse:
    """Keeps every field that is right by itself; answers when."""
    effect = own(request, ref)
    form = form_of(effect, name, language, request.POST)
    form.is_valid()
    acts.write(effect, by=request.actor, language=language, words=form.words(), about=form.facts())  # type: ignore[attr-defined]
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


@require_http_methods(["GET", "POST"])
def sides(request: HttpRequest, ref: str) -> HttpResponse:
    effect, by = own(request, ref), request.actor  # type: ignore[attr-defined]
    initial = {
        "sector": effect.sector, "place": label_all([effect.territory])[0].label if effect.territory else "",
        "organisation": str(effect.organisation or ""),
    }  # fmt: skip
    form = dressed(shapes.Sides(request.POST or None, initial=initial, for_member=by.is_member))
    if request.method == "POST" and form.is_valid() and _settled(request, effect, form):
        messages.success(request, _("Saved."))
        return redirect("public:effect", effect.ref)
    heading = _("Place, sector, the other party")
    return render(request, "effects/form.html", {"effect": effect, "form": form, "heading": heading})


def _settled(request: HttpRequest, effect: Effect, form: forms.Form) -> bool:
    """An organisation's other party follows from the place and sector, unless a matter has one already."""
    by, data = request.actor, form.cleaned_data  # type: ignore[attr-defined]
    try:
        about = {"sector": data["sector"], "territory": data["territory"]}
        if by.is_official:
            about["organisation"] = _organisation(by, data)
        elif effect.matter_id is None:
            about["post"] = acts.answers_for(data["territory"], data["sector"])
        acts.write(effect, by=by, about=about)
    except Refused as refusal:
        show(request, form, refusal)
        return False
    return True
