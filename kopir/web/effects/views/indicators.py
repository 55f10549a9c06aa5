"""The library of indicators: list, page, exports; own ones and items of a plan are made here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.effects import acts, rules
from kopir.effects.forms import measuring as shapes
from kopir.effects.models import Goal, Indicator
from kopir.effects.queries import indicators as queries
from kopir.effects.queries.totals import total_of
from kopir.effects.words import Library
from kopir.organisations.models import Organisation
from kopir.web.downloads import csv_download
from kopir.web.effects.filters import Indicators
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.public.reading import language, number, place

PAGE = 50
READINGS = 60


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    form = Indicators(request)
    page = number(request, "after") or number(request, "before") or 1
    start = (page - 1) * PAGE
    counts = queries.count_indicators(form.filter())
    total = sum(counts.values())
    context = {
        "form": form, "rows": queries.list_indicators(form.filter(), start=start, limit=PAGE), "total": total,
        "counts": [(Library(code).label, number) for code, number in counts.items()],
        "following": page + 1 if start + PAGE < total else None, "previous": page - 1,
        "may_add": bool(rules.may_add_indicator(request.actor, None)),  # type: ignore[attr-defined]
        "may_plan": bool(rules.may_add_goal(request.actor, None)),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "effects/indicators.html", context)


@require_safe
def indicators_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("indicators", queries.CSV_COLUMNS, queries.csv_rows(Indicators(request).filter()))


@require_safe
def indicator(request: HttpRequest, library: str, code: str) -> HttpResponse:
    found = queries.indicator_for(library, code)
    here = place(request)
    readings = queries.readings_of(found, here)
    context = {
        "indicator": found, "of_cards": total_of(found), "today": timezone.localdate(), "here": here,
        "readings": readings[:READINGS], "readings_number": readings.count(), "is_ended": queries.is_ended(found),
        "may_edit": bool(rules.may_edit_indicator(request.actor, found)),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "effects/indicator.html", context)


@require_safe
def readings_csv(request: HttpRequest, library: str, code: str) -> HttpResponseBase:
    found = queries.indicator_for(library, code)
    rows = queries.reading_rows(queries.readings_of(found, place(request)), found, language())
    return csv_download("readings", queries.READING_COLUMNS, rows)


# ---- Own ones ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    rules.may_add_indicator(by, None).demand()
    form = shapes.IndicatorForm(request.POST or None, goals=_plan(request), initial={"better": "more", "counted": "per_period"})
    if request.method == "POST" and form.is_valid():
        try:
            found = acts.add_indicator(by=by, told=form.told())
            messages.success(request, _("The indicator is there; cards may use it."))
            return redirect("public:indicator", found.library, found.code)
        except Refused as refusal:
            show(request, form, refusal)
    return _form(request, form, _("New indicator"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, library: str, code: str) -> HttpResponse:
    by = signed_in(request)
    found = queries.indicator_for(library, code)
    rules.may_edit_indicator(by, found).demand()
    form = shapes.IndicatorForm(request.POST or None, goals=_plan(request), initial=shapes.IndicatorForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit_indicator(found, by=by, told=form.told())
            return redirect("public:indicator", library, code)
        except Refused as refusal:
            show(request, form, refusal)
    return _form(request, form, _("Edit the indicator"), found)


def _plan(request: HttpRequest) -> list[Goal]:
    by = request.actor  # type: ignore[attr-defined]
    body = Organisation.objects.filter(pk=by.organisation_id).first() if by.is_official else None
    return queries.plan_of(body) if body is not None else []


def _form(request: HttpRequest, form: Any, heading: str, found: Indicator | None = None) -> HttpResponse:
    return render(request, "effects/indicator_form.html", {"form": form, "heading": heading, "indicator": found})


@require_POST
def end(request: HttpRequest, library: str, code: str) -> HttpResponse:
    by = signed_in(request)
    acts.end_indicator(queries.indicator_for(library, code), by=by)
    messages.success(request, _("No card takes it any more; those that have it go on."))
    return redirect("public:indicator", library, code)


@require_http_methods(["GET", "POST"])
def new_goal(request: HttpRequest) -> HttpResponse:
    """An item of the plan of the body whose post one holds; below it those that are there."""
    by = signed_in(request)
    rules.may_add_goal(by, None).demand()
    form = shapes.GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = {code: form.cleaned_data[f"name_{code}"] for code in LANGUAGES}
        try:
            acts.add_goal(by=by, names=names, url=form.cleaned_data["url"], source=form.cleaned_data["source"])
            return redirect("public:new_goal")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/plan.html", {"form": form, "goals": _plan(request)})


@require_POST
def end_goal(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    goal = next((one for one in _plan(request) if one.pk == pk), None)
    if goal is None:
        raise Refused("not_found", _("There is no such item of your plan."), hidden=True)
    acts.end_goal(goal, by=by)
    return redirect("public:new_goal")
