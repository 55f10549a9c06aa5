"""The result chain as a picture and as pages to write it; money, and what the body gained."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.effects import acts, rules
from kopir.effects.acts import Spent
from kopir.effects.forms import cards as shapes
from kopir.effects.models import ChainStep, Effect
from kopir.effects.queries import cards as queries
from kopir.effects.words import ChainLevel, Tested
from kopir.notices.texts import say_day
from kopir.organisations.words import FundingSource
from kopir.web.effects import drawing
from kopir.web.effects.drawing import Assumption, Box, Level
from kopir.web.effects.views.cards import chain_of
from kopir.web.effects.views.writing import own
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.public.reading import language

# ---- The picture ---------------------------------------------------------------------------------------------------


@require_safe
def picture(request: HttpRequest, ref: str) -> HttpResponse:
    """`?narrow` for a telephone: the same with its steps under each other, in letters that can be read there."""
    effect = queries.effect_for(request.actor, ref)  # type: ignore[attr-defined]
    levels = [Level(row["level"], row["name"], [_box(step) for step in row["steps"]]) for row in chain_of(effect)]
    width = drawing.NARROW if "narrow" in request.GET else drawing.WIDE
    svg = drawing.chain(_("Result chain: %(title)s") % {"title": effect}, levels, width)
    answer = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _box(step: ChainStep) -> Box:
    if not step.assumption:
        return Box(step.text)
    return Box(step.text, Assumption(step.assumption, step.tested, when_tested(step)))


def when_tested(step: ChainStep) -> str:
    if step.tested != Tested.OPEN and step.tested_at is not None:
        day = say_day(step.tested_at.date().isoformat(), language())
        return _("tested on %(day)s: %(answer)s") % {"day": day, "answer": Tested(step.tested).label}
    day = say_day(step.test_on.isoformat(), language()) if step.test_on else ""
    return _("to be tested on %(day)s") % {"day": day}


# ---- Writing the chain ---------------------------------------------------------------------------------------------


def _draft(request: HttpRequest, ref: str) -> Effect:
    effect = queries.effect_for(signed_in(request), ref)
    rules.may_write_chain(request.actor, effect).demand()  # type: ignore[attr-defined]
    return effect


@require_http_methods(["GET", "POST"])
def chain(request: HttpRequest, ref: str, pk: int | None = None) -> HttpResponse:
    """All steps, and a form for one: a new one, or the one with the key."""
    effect = _draft(request, ref)
    step = next((row for row in effect.chain.all() if row.pk == pk), None)
    names = ("level", "text", "assumption", "test_on", "language")
    initial = {name: getattr(step, name) for name in names} if step else {"language": effect.language}
    form = shapes.ChainStepForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            data = {**form.cleaned_data, "level": ChainLevel(form.cleaned_data["level"])}
            acts.save_step(effect, by=request.actor, step=step, **data)  # type: ignore[attr-defined]
            return redirect("public:effect_chain", ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/chain.html", {"effect": effect, "form": form, "step": step, "levels": chain_of(effect)})


@require_POST
def remove_step(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    step = queries.step_for(signed_in(request), pk)
    acts.remove_step(step, by=request.actor)  # type: ignore[attr-defined]
    return redirect("public:effect_chain", step.effect.ref)


# ---- Money ---------------------------------------------------------------------------------------------------------


def _spent(effect: Effect) -> dict[tuple[int, str], Spent]:
    return {(row.year, row.source): Spent(row.year, FundingSource(row.source), row.tenge) for row in effect.money.all()}


@require_http_methods(["GET", "POST"])
def money(request: HttpRequest, ref: str) -> HttpResponse:
    """A line of a year and source that is there already is put in its place."""
    effect = own(request, ref)
    form = shapes.MoneyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = Spent(form.cleaned_data["year"], FundingSource(form.cleaned_data["source"]), form.cleaned_data["tenge"])
        try:
            rows = {**_spent(effect), (row.year, row.source): row}
            acts.count_money(effect, by=request.actor, rows=list(rows.values()))  # type: ignore[attr-defined]
            return redirect("public:effect_money", ref)
        except Refused as refusal:
            show(request, form, refusal)
    lines = list(effect.money.all())
    context = {"effect": effect, "form": form, "rows": lines, "total": sum(line.tenge for line in lines)}
    return render(request, "effects/money.html", context)


@require_POST
def remove_money(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    effect = own(request, ref)
    gone = {(row.year, row.source) for row in effect.money.all() if row.pk == pk}
    rows = [row for key, row in _spent(effect).items() if key not in gone]
    acts.count_money(effect, by=request.actor, rows=rows)  # type: ignore[attr-defined]
    return redirect("public:effect_money", ref)


# ---- What the body gained ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def gains(request: HttpRequest, ref: str) -> HttpResponse:
    by = signed_in(request)
    effect = queries.effect_for(by, ref)
    rules.may_name_gain(by, effect).demand()
    form = _gain_form(request, effect)
    if form.is_bound and form.is_valid():
        try:
            acts.name_gain(effect, by=by, **form.gain())
            messages.success(request, _("It stands on the card."))
            return redirect("public:effect_gains", ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/gains.html", {"effect": effect, "form": form, "gains": queries.gains_of(effect)})


def _gain_form(request: HttpRequest, effect: Effect) -> shapes.GainForm:
    data: Any = request.POST if request.method == "POST" else None
    found = queries.find_aims(effect, data.get("find", "")) if data else []
    if data is not None and "look" in data:
        return shapes.GainForm(initial={name: data[name] for name in data}, found=found)
    return shapes.GainForm(data, found=found)


@require_POST
def remove_gain(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    gain = queries.gain_for(by, pk)
    acts.remove_gain(gain, by=by)
    return redirect("public:effect_gains", gain.effect.ref)
