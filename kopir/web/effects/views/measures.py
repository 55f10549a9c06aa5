"""What a card is measured by: choosing indicators, one of them with all its values, comparisons, the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.aside import keep
from kopir.base.errors import Refused
from kopir.base.incoming import Rows
from kopir.effects import acts, pictures, rules
from kopir.effects.acts.filling import fill_in, read_filled, sheet_of
from kopir.effects.forms import measuring as shapes
from kopir.effects.models import Effect, Measurement
from kopir.effects.queries import cards, measuring
from kopir.effects.queries import indicators as library
from kopir.effects.queries.comparing import comparison_for
from kopir.effects.queries.measuring import Measured
from kopir.effects.sheets import XLSX, Row, csv_bytes, xlsx_bytes
from kopir.web import aside
from kopir.web.downloads import csv_download
from kopir.web.public.matter.doing import show, signed_in
from kopir.web.public.reading import language

COLUMNS = (
    "card", "library", "indicator", "territory", "place", "starts_on", "ends_on", "value", "part", "whole", "overlap_low",
    "overlap_high", "state", "version", "hash", "source", "note",
)  # fmt: skip


@require_safe
def measure(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The total opens into its places, and these into their values."""
    by = request.actor  # type: ignore[attr-defined]
    effect = cards.effect_for(by, ref)
    found = _of(effect, by, pk)
    context = {
        "effect": effect, "one": found, "today": timezone.localdate(), "chart": pictures.course_chart(found, f"measure-{pk}"),
        "may_measure": bool(rules.may_measure(by, found.measure)), "may_edit": bool(rules.may_edit_measure(by, found.measure)),
    }  # fmt: skip
    return render(request, "effects/measure.html", context)


def _of(effect: Effect, by: Any, pk: int) -> Measured:
    found = next((one for one in measuring.measured(effect, by) if one.measure.pk == pk), None)
    if found is None:
        raise Refused("not_found", _("The card has no such indicator."), hidden=True)
    return found


# ---- Choosing ------------------------------------------------------------------------------------------------------


@require_safe
def measures(request: HttpRequest, ref: str) -> HttpResponse:
    """Indicators of the card; below them those it may take, by words."""
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    rules.may_choose_measure(by, effect).demand()
    text = request.GET.get("find", "")[:100]
    context = {"effect": effect, "rows": measuring.measured(effect, by), "found": library.for_card(effect, text), "text": text}
    return render(request, "effects/measures.html", context)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    rules.may_choose_measure(by, effect).demand()
    indicator = next((one for one in library.offered(effect, pk)), None)
    if indicator is None:
        raise Refused("not_found", _("There is no such indicator."), hidden=True)
    form = shapes.AimForm(request.POST or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        try:
            acts.choose_measure(effect, by=by, indicator=indicator, aim=form.aim())
            messages.success(request, _("The card is measured by it."))
            return redirect("public:effect_measures", ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/aim.html", {"effect": effect, "indicator": indicator, "form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    found = measuring.measure_for(by, effect, pk)
    rules.may_edit_measure(by, found).demand()
    form = shapes.AimForm(request.POST or None, indicator=found.indicator, initial=shapes.AimForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            acts.edit_measure(found, by=by, aim=form.aim())
            return redirect("public:effect_measures", ref)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/aim.html", {"effect": effect, "indicator": found.indicator, "form": form, "measure": found})


@require_POST
def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    acts.remove_measure(measuring.measure_for(by, cards.effect_for(by, ref), pk), by=by)
    return redirect("public:effect_measures", ref)


# ---- Comparisons ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, ref: str) -> HttpResponse:
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    found = [one.measure for one in measuring.measured(effect, by)]
    for one in found[:1]:
        rules.may_compare(by, one).demand()
    form = shapes.CompareForm(request.POST or None, measures=found)
    if request.method == "POST" and form.is_valid():
        try:
            acts.compare(form.cleaned_data["measure"], by=by, compared_with=form.cleaned_data["compared_with"])
            return redirect(f"{cards_page(ref)}#comparison")
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/compare.html", {"effect": effect, "form": form, "measures": found})


def cards_page(ref: str) -> str:
    return f"/effects/{ref}/"


@require_POST
def remove_comparison(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    by = signed_in(request)
    acts.remove_comparison(comparison_for(by, pk), by=by)
    return redirect("public:effect", ref)


# ---- Sheets --------------------------------------------------------------------------------------------------------


@require_safe
def measurements_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    """All values the reader may see."""
    by = request.actor  # type: ignore[attr-defined]
    effect = cards.effect_for(by, ref)
    return csv_download(f"measurements-{ref}", COLUMNS, _lines(effect, measuring.measured(effect, by)))


def _lines(effect: Effect, found: list[Measured]) -> Iterator[list[Any]]:
    for one in found:
        for row in one.rows:
            yield [effect.ref, one.measure.indicator.library, one.measure.indicator.code, *_line(row)]


def _line(row: Measurement) -> list[Any]:
    numbers = ["" if one is None else f"{one.normalize():f}" for one in (row.value, row.part, row.whole)]
    overlap = ["" if one is None else one for one in (row.overlap_low, row.overlap_high)]
    return [
        row.territory_id, row.territory.name(language()).text, row.starts_on, row.ends_on, *numbers, *overlap, row.state,
        row.version, row.hash, row.source, row.note,
    ]  # fmt: skip


@require_safe
def template(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """What was measured and what is asked, to be filled in anywhere: `form` is csv or xlsx."""
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    rules.may_choose_measure(by, effect).demand()
    if form not in ("csv", "xlsx"):
        raise Http404
    rows = [row for one in measuring.measured(effect, by) for row in one.rows]
    lines = sheet_of(effect, rows, language())
    content = xlsx_bytes(ref, lines) if form == "xlsx" else csv_bytes(lines)
    answer = HttpResponse(content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kopir-{ref}-measurements.{form}"'
    return answer


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """A filled-in sheet comes in; rows that cannot be taken are named on the same page."""
    by = signed_in(request)
    effect = cards.effect_for(by, ref)
    rules.may_choose_measure(by, effect).demand()
    form = shapes.SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"effect": effect, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(form.cleaned_data["file"])
            context["rows"] = rows
            context["outcome"] = outcome = fill_in(effect, rows, by=by, submit=form.cleaned_data["submit"])
            context["files"] = files = keep("measurements", outcome)
            aside.remember(request, files.names)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "effects/sheet.html", context)


def _read(file: UploadedFile) -> Rows[Row]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        return read_filled(path)


@require_safe
def sheet_aside(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Rows that were not taken, or notes, of a sheet that this session handed in."""
    by = signed_in(request)
    rules.may_choose_measure(by, cards.effect_for(by, ref)).demand()
    return aside.download(request, name)
