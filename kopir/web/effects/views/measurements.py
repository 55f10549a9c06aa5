"""One value: its form (also for a device without a line), its page, and its way from hand to hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.effects import acts, rules
from kopir.effects.forms import measuring as shapes
from kopir.effects.models import Effect, Measurement
from kopir.effects.queries import cards, measuring
from kopir.interactions.forms import Nothing
from kopir.journal.queries import story_of
from kopir.journal.sentences import sentence
from kopir.territories.models import Territory
from kopir.territories.queries import children
from kopir.web.public.matter.doing import show, signed_in

if TYPE_CHECKING:
    from kopir.base.errors import Words

DEVICE = "device"
"""Says in a request that a device sends what it kept."""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """A draft, or submitted at once. A device that sends what it kept is answered in JSON."""
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    measure = measuring.measure_for(by, effect, pk)
    rules.may_measure(by, measure).demand()
    form = shapes.MeasurementForm(request.POST or None, measure=measure, places=places_of(effect))
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.measure_value(measure, by=by, given=form.given(), key=form.given_key)
            said = _submitted(request, row, by)
            return _taken(request, row, said)
        except Refused as refusal:
            show(request, form, refusal)
    if request.method == "POST" and _from_device(request):
        return JsonResponse({"errors": [str(error) for found in form.errors.values() for error in found]}, status=422)
    return render(request, "effects/measurement_form.html", {"effect": effect, "measure": measure, "form": form})


def _from_device(request: HttpRequest) -> bool:
    return request.headers.get("X-Kopir") == DEVICE


def _submitted(request: HttpRequest, row: Measurement, by: Actor) -> str:
    """What is sent twice is submitted once."""
    wanted = "submit" in request.POST
    if wanted and rules.may_submit_measurement(by, row):
        acts.submit_measurement(row, by=by)
    state = row.state
    return _now("Submitted. The other party is told.") if state == "submitted" else _now("Kept as a draft.")


def _taken(request: HttpRequest, row: Measurement, said: str) -> HttpResponse:
    if _from_device(request):
        return JsonResponse({"id": row.pk, "state": row.state, "said": said})
    messages.success(request, said)
    return redirect("public:measurement", row.measure.effect.ref, row.pk)


def places_of(effect: Effect) -> list[Territory]:
    """The card's place and those directly in it: so a device can choose without asking the server."""
    return [effect.territory, *children(effect.territory)] if effect.territory is not None else []


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = _row(by, ref, pk)
    rules.may_edit_measurement(by, row).demand()
    places = list({place.code: place for place in (*places_of(row.measure.effect), row.territory)}.values())
    form = shapes.MeasurementForm(request.POST or None, measure=row.measure, places=places, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit_measurement(row, by=by, given=form.given())
            return _taken(request, row, _submitted(request, row, by))
        except Refused as refusal:
            show(request, form, refusal)
    context = {"effect": row.measure.effect, "measure": row.measure, "form": form, "row": row}
    return render(request, "effects/measurement_form.html", context)


def _row(by: Actor, ref: str, pk: int) -> Measurement:
    row = measuring.measurement_for(by, pk)
    if row.measure.effect.ref != ref:
        raise Http404
    return row


@require_safe
def measurement(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    row = _row(by, ref, pk)
    context = {
        "effect": row.measure.effect, "row": row, "measure": row.measure, "doings": possible(by, row),
        "may_edit": bool(rules.may_edit_measurement(by, row)), "story": _story(row),
        "evidence": row.evidence.filter(removed_at=None).select_related("piece"),
    }  # fmt: skip
    return render(request, "effects/measurement.html", context)


def _story(row: Measurement) -> list[tuple[str, Any]]:
    """Only what is open: reasons of returned values are between the parties."""
    return [(sentence(entry), entry.at) for entry in story_of(row).filter(is_open=True)[:40]]


# ---- From hand to hand ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doing:
    """One act on a value: its address, its rule, what is asked."""

    name: str
    rule: Rule
    label: Words
    about: Words
    done: Words
    do: Callable[[Measurement, Actor, dict[str, Any]], object]
    form: type[forms.Form] = Nothing
    kind: str = ""


DOINGS = {
    one.name: one
    for one in (
        Doing("submit", rules.may_submit_measurement, _("Submit to the other party"), _("It accepts the value or returns it."),
              _("Submitted. The other party is told."), lambda row, by, data: acts.submit_measurement(row, by=by)),
        Doing("accept", rules.may_accept_measurement, _("Accept the value"),
              _("From now on it counts in public. For a week it may still be returned; then it is frozen."),
              _("Accepted."), lambda row, by, data: acts.accept_measurement(row, by=by)),
        Doing("return", rules.may_return_measurement, _("Return the value"), _("Say what has to be put right."), _("Returned."),
              lambda row, by, data: acts.return_measurement(row, by=by, **data), shapes.Why, "secondary"),
        Doing("reopen", rules.may_reopen_measurement, _("Correct the value"),
              _("It leaves the total until the other party has accepted the new version; the journal keeps the old one."),
              _("It is open again. Edit and submit it."), lambda row, by, data: acts.reopen_measurement(row, by=by, **data),
              shapes.Why, "secondary"),
        Doing("discard", rules.may_discard_measurement, _("Discard the value"), _("It is gone then."), _("Discarded."),
              lambda row, by, data: acts.discard_measurement(row, by=by), kind="warning"),
    )
}  # fmt: skip


def possible(by: Actor, row: Measurement) -> list[Doing]:
    return [one for one in DOINGS.values() if one.rule(by, row)]


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, ref: str, pk: int, name: str) -> HttpResponse:
    by = signed_in(request)
    doing, row = DOINGS.get(name), _row(by, ref, pk)
    if doing is None:
        raise Http404
    form = doing.form(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        doing.rule(by, row).demand()
    elif form.is_valid():
        try:
            doing.do(row, by, dict(form.cleaned_data))
            messages.success(request, str(doing.done))
            return _after(ref, row, doing.name)
        except Refused as refusal:
            show(request, form, refusal)
    context = {"effect": row.measure.effect, "row": row, "doing": doing, "form": form}
    return render(request, "effects/measurement_act.html", context)


def _after(ref: str, row: Measurement, name: str) -> HttpResponse:
    if name == "discard":
        return redirect("public:effect_measure", ref, row.measure_id)
    return redirect("public:measurement", ref, row.pk)
