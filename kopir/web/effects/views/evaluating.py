"""The five official criteria: the sheet of a council, its papers, and the year of a body."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.effects import acts, rules
from kopir.effects.acts.evaluating import EXPERTS
from kopir.effects.forms.evaluating import Begin, RemarkForm, Sheet, filled
from kopir.effects.models import Evaluation
from kopir.effects.papers import sheet_paper, year_paper
from kopir.effects.queries import cards
from kopir.effects.queries import evaluating as queries
from kopir.organisations.queries import organisation_for
from kopir.papers import Paper, docx_bytes, pdf_bytes
from kopir.web.downloads import csv_download
from kopir.web.practices.views.files import DOCX, download
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.public.reading import language


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    rules.may_evaluate(by, effect).demand()
    form = Begin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("council", "held_on", "language")}
        found = acts.save_evaluation(effect, by=by, scores={}, conclusions={}, **data)
        return redirect(f"{_address(found)}?experts={form.cleaned_data['experts']}")
    heading = _("Evaluation by the five criteria")
    return render(request, "effects/form.html", {"effect": effect, "form": form, "heading": heading})


def _address(found: Evaluation) -> str:
    return f"/{language()}/effects/{found.effect.ref}/evaluations/{found.pk}/"


def _experts(request: HttpRequest, found: Evaluation) -> int:
    asked = request.POST.get("experts") or request.GET.get("experts") or ""
    there = max((row.expert for row in found.scores.all()), default=0)
    return min(EXPERTS, max(there, int(asked) if asked.isdecimal() else 0) or 3)


@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """To fill in for the body while it is not approved; to read for everybody afterwards."""
    by = request.actor  # type: ignore[attr-defined]
    found = _of_card(request, ref, pk)
    may_edit, experts = bool(rules.may_evaluate(by, found)), _experts(request, found)
    form = Sheet(request.POST or None, initial=filled(found), experts=experts)
    if request.method == "POST" and form.is_valid() and _kept(request, found, form):
        messages.success(request, _("Saved."))
        return redirect(f"{_address(found)}?experts={experts}")
    context = {
        "effect": found.effect, "sheet": queries.sheet(found), "form": form if may_edit else None, "experts": experts,
        "remark_form": RemarkForm(initial={"language": found.language}, auto_id="remark_%s"),
        "may_approve": bool(rules.may_approve_evaluation(by, found)),
    }  # fmt: skip
    return render(request, "effects/evaluation.html", context)


def _of_card(request: HttpRequest, ref: str, pk: int) -> Evaluation:
    found = queries.evaluation_for(request.actor, pk)  # type: ignore[attr-defined]
    if found.effect.ref != ref:
        raise Http404
    return found


def _kept(request: HttpRequest, found: Evaluation, form: Sheet) -> bool:
    try:
        given: dict[str, Any] = {**form.given(), "language": found.language}
        acts.save_evaluation(found.effect, by=request.actor, evaluation=found, **given)  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    return True


@require_POST
def remark(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by, found = signed_in(request), _of_card(request, ref, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            words = {name: form.cleaned_data[name] for name in ("text", "because", "language")}
            acts.add_remark(found, by=by, accepted=form.answer(), **words)
            return redirect(_address(found))
        except Refused as refusal:
            show(request, form, refusal)
    heading = _("Remark or proposal")
    return render(request, "effects/form.html", {"effect": found.effect, "form": form, "heading": heading})


@require_POST
def remove_remark(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = queries.remark_for(by, pk)
    acts.remove_remark(row, by=by)
    return redirect(_address(row.evaluation))


@require_POST
def approve(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by, found = signed_in(request), _of_card(request, ref, pk)
    try:
        acts.approve_evaluation(found, by=by)
        messages.success(request, _("Approved. From now on everybody reads it and nobody changes it."))
    except Refused as refusal:
        if refusal.code not in ("not_whole", "open_remarks"):
            raise
        messages.error(request, str(refusal.reason))
    return redirect(_address(found))


@require_safe
def sheet_file(request: HttpRequest, ref: str, pk: int, form: str) -> HttpResponse:
    found = _of_card(request, ref, pk)
    return _paper(sheet_paper(queries.sheet(found), language()), f"{ref}-{pk}", form)


def _paper(paper: Paper, name: str, form: str) -> HttpResponse:
    if form == "pdf":
        return download(pdf_bytes(paper), "application/pdf", f"{name}.pdf")
    return download(docx_bytes(paper), DOCX, f"{name}.docx")


# ---- The year of a body --------------------------------------------------------------------------------------------


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    return render(request, "effects/years.html", {"rows": queries.years_of_bodies()})


@require_safe
def year(request: HttpRequest, ref: str, year: int) -> HttpResponse:
    body = organisation_for(request.actor, ref)  # type: ignore[attr-defined]
    directions = queries.year_of(body, year)
    if not directions:
        raise Http404
    return render(request, "effects/year.html", {"body": body, "year": year, "directions": directions})


@require_safe
def year_csv(request: HttpRequest, ref: str, year: int) -> HttpResponseBase:
    body = organisation_for(request.actor, ref)  # type: ignore[attr-defined]
    return csv_download(f"evaluations-{ref}-{year}", queries.CSV_COLUMNS, queries.csv_rows(queries.year_of(body, year)))


@require_safe
def year_file(request: HttpRequest, ref: str, year: int, form: str) -> HttpResponse:
    body = organisation_for(request.actor, ref)  # type: ignore[attr-defined]
    return _paper(year_paper(body, year, queries.year_of(body, year), language()), f"{ref}-{year}", form)
