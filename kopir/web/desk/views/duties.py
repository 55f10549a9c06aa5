"""The duties of a post: lists, the calendar of a year, one of them with its proofs, and what it lacks the power for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.base.files import open_stored
from kopir.journal import access
from kopir.posts.models import Post
from kopir.regulation import acts, queries, rules
from kopir.regulation.explaining import why
from kopir.regulation.forms import DutyListFilter, ProofForm, WaiverForm
from kopir.regulation.models import Obligation
from kopir.web.desk.months import months_of, weekdays
from kopir.web.desk.views.acting import for_checker, for_official
from kopir.web.downloads import csv_download
from kopir.web.public.matter.doing import show

COLUMNS = ("duty", "name", "occasion", "since", "until", "due_on", "state", "done_on", "waived_until", "reason", "planned_on")


def _post(request: HttpRequest) -> Post:
    return Post.objects.select_related("organisation", "superior").get(pk=request.actor.post_id)  # type: ignore[attr-defined]


def _filter(request: HttpRequest) -> DutyListFilter:
    rows = queries.of_post(request.actor.post_id)  # type: ignore[attr-defined]
    codes = {row.duty.code: str(row.duty) for row in rows}
    return DutyListFilter(request.GET or None, codes=list(codes.items()))


@require_safe
@for_official
def duties(request: HttpRequest) -> HttpResponse:
    actor, form = request.actor, _filter(request)  # type: ignore[attr-defined]
    chosen = form.chosen() if form.is_bound else None
    found = queries.parted(queries.of_post(actor.post_id, chosen))
    context = {
        "form": form,
        "found": found,
        "year": timezone.localdate().year,
        "to_check": len(queries.proofs_to_check(actor)),
        "lacking": len(queries.lacking_powers(_post(request))),
    }
    return render(request, "desk/duties/list.html", context)


@require_safe
@for_official
def duties_csv(request: HttpRequest) -> HttpResponseBase:
    form = _filter(request)
    rows = queries.of_post(request.actor.post_id, form.chosen() if form.is_bound else None)  # type: ignore[attr-defined]
    return csv_download("duties", COLUMNS, _rows(rows))


def _rows(rows: Iterable[Obligation]) -> Iterator[list[Any]]:
    language = get_language() or "kk"
    for row in rows:
        yield [
            row.duty.code, row.duty.name(language).text, row.subject_label, row.period_start, row.period_end, row.due_on,
            row.state, row.done_on, row.waived_until, row.reason, row.planned_on,
        ]  # fmt: skip


@require_safe
@for_official
def below(request: HttpRequest) -> HttpResponse:
    """Missed at the posts directly below."""
    return render(request, "desk/duties/below.html", {"rows": queries.below(request.actor)})  # type: ignore[attr-defined]


@require_safe
@for_official
def below_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("missed-below", ("post", *COLUMNS), _rows_below(queries.below(request.actor)))  # type: ignore[attr-defined]


def _rows_below(rows: list[Obligation]) -> Iterator[list[Any]]:
    for row, cells in zip(rows, _rows(rows), strict=True):
        yield [row.post.ref, *cells]


@require_safe
@for_official
def year(request: HttpRequest, year: int) -> HttpResponse:
    rows = queries.of_year(request.actor.post_id, year)  # type: ignore[attr-defined]
    context = {
        "year": year,
        "months": months_of(year, rows),
        "weekdays": weekdays(),
        "rows": rows,
        "before": year - 1,
        "after": year + 1,
        "csv_query": f"?since={year}-01-01&until={year}-12-31",
    }
    return render(request, "desk/duties/year.html", context)


@require_safe
@for_official
def lacking(request: HttpRequest) -> HttpResponse:
    post = _post(request)
    return render(request, "desk/duties/lacking.html", {"post": post, "rows": queries.lacking_powers(post)})


@require_safe
@for_official
def lacking_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.lacking_powers(_post(request))
    lines = ([row.duty.code, str(row.duty), power.code, str(power)] for row in rows for power in row.powers)
    return csv_download("missing-powers", ("duty", "name", "power", "power_name"), lines)


@require_safe
@for_checker
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.obligation_for(actor, pk)
    proofs = queries.proofs_of(row)
    context = {
        "row": row,
        "why": why(row, get_language() or "kk"),
        "proofs": [(proof, rules.may_check_proof(actor, proof).allowed) for proof in proofs],
        "may_prove": rules.may_prove(actor, row).allowed and row.state in ("due", "missed", "waived"),
        "may_waive": rules.may_waive(actor, row).allowed and row.state == "due",
    }
    return render(request, "desk/duties/duty.html", context)


@require_http_methods(["GET", "POST"])
@for_official
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.obligation_for(actor, pk)
    form = ProofForm(request.POST or None, request.FILES or None, initial=ProofForm.usual(row.duty.evidence))
    if request.method == "GET":
        rules.may_prove(actor, row).demand()
    elif form.is_valid():
        try:
            acts.prove(row, by=actor, **form.cleaned_data)
            messages.success(request, _("Given. A second person checks it; until then the duty does not count as late."))
            return redirect("desk:duty", row.pk)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "desk/duties/prove.html", {"form": form, "row": row})


@require_http_methods(["GET", "POST"])
@for_checker
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = queries.obligation_for(actor, pk), WaiverForm(request.POST or None)
    if request.method == "GET":
        rules.may_waive(actor, row).demand()
    elif form.is_valid():
        try:
            acts.waive(row, by=actor, **form.cleaned_data)
            messages.success(request, _("Waived. On the day after, it is to be done again."))
            return redirect("desk:duty", row.pk)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "desk/duties/waive.html", {"form": form, "row": row})


@require_safe
@for_checker
def proof_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As a download: never shown inside our own address."""
    actor = request.actor  # type: ignore[attr-defined]
    proof = queries.proof_for(actor, pk)
    if not proof.file_sha256:
        raise Refused("no_such_proof", _("There is no such proof."), hidden=True)
    access.looked(actor, proof, request.path)
    answer = FileResponse(open_stored(proof.file_sha256), content_type=proof.file_mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(proof.file_name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
