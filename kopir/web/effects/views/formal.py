"""Formal closings: the figure, what stands behind it, and the right of reply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.errors import Refused
from kopir.effects.acts import reply_to_figure
from kopir.effects.forms.asking import FigureReply
from kopir.effects.queries.formal import (
    FORMAL,
    TO_ANSWER,
    TO_NAME,
    FormalTally,
    What,
    closed_duties,
    closed_matters,
    formal_replies,
)
from kopir.effects.words import Verdict
from kopir.organisations.models import Organisation
from kopir.territories.queries import breadcrumbs
from kopir.web.desk.views.acting import for_official
from kopir.web.downloads import csv_download
from kopir.web.effects.formal import AXES, FormalForm, lines
from kopir.web.public.matter.doing import show
from kopir.web.public.reading import language, number

PAGE = 50


@require_safe
def closing(request: HttpRequest) -> HttpResponse:
    form = FormalForm(request)
    rows = lines(form)
    total = sum((row.tally for row in rows), FormalTally())
    context = {
        "form": form,
        "rows": rows,
        "total": total,
        "reasons": [_reason(form, total, verdict) for verdict in Verdict],
        "axes": [(words, form.address("public:formal_closing", by=code), code) for code, words in AXES],
        "every_url": form.address("public:formal_closings"),
        "above": [row for row in breadcrumbs(form.place) if row.level and row != form.place] if form.place else [],
        "replies": formal_replies(form.filter()),
        "may_reply": request.actor.is_official,  # type: ignore[attr-defined]
        "days": {"name": TO_NAME, "answer": TO_ANSWER},
    }
    return render(request, "effects/formal.html", context)


def _reason(form: FormalForm, total: FormalTally, verdict: Verdict) -> dict[str, Any]:
    return {
        "label": verdict.label,
        "value": getattr(total, verdict.value),
        "url": form.address("public:formal_closings", why=verdict.value),
        "is_formal": verdict in FORMAL,
    }


HEADER = (
    "since", "until", "what", "key", "name", "contradicted", "no_effect", "never_checked", "formal", "holds", "counted",
    "percent", "low", "high", "too_early",
)  # fmt: skip


@require_safe
def closing_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("formal-closings", HEADER, _cells(FormalForm(request)))


def _cells(form: FormalForm) -> Iterator[list[Any]]:
    for row in lines(form):
        tally, share = row.tally, row.tally.share
        percents = [share.percent, share.low, share.high] if share.is_shown else ["", "", ""]
        yield [
            form.first_day, form.last_day, form.what_is, row.key, row.name, tally.contradicted, tally.no_effect,
            tally.never_checked, tally.formal, tally.holds, tally.counted, *percents, tally.too_early,
        ]  # fmt: skip


# ---- What stands behind it -----------------------------------------------------------------------------------------


@require_safe
def closings(request: HttpRequest) -> HttpResponse:
    form = FormalForm(request)
    rows = _closings(request, form, after=number(request, "after"), limit=PAGE + 1)
    context = {
        "form": form,
        "rows": rows[:PAGE],
        "following": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "is_matters": form.what_is == What.MATTERS,
        "back_url": form.address("public:formal_closing"),
    }
    return render(request, "effects/closings.html", context)


def _closings(request: HttpRequest, form: FormalForm, **limits: Any) -> list[Any]:
    why = form.value("why") or ""
    if form.what_is == What.DUTIES:
        return list(closed_duties(form.filter(), why, **limits))
    return list(closed_matters(request.actor, form.filter(), why, **limits))  # type: ignore[attr-defined]


COLUMNS = ("ref", "kind", "title", "territory", "post", "post_name", "closed_on", "verdict", "effect")


@require_safe
def closings_csv(request: HttpRequest) -> HttpResponseBase:
    form = FormalForm(request)
    row = _matter_cells if form.what_is == What.MATTERS else _duty_cells
    return csv_download("closings", COLUMNS, (row(one) for one in _closings(request, form)))


def _card(row: Any) -> str:
    """The card of a matter or a duty, once it is public."""
    card = getattr(row, "effect", None)
    return card.ref if card is not None and card.is_public else ""


def _matter_cells(row: Any) -> list[Any]:
    title = row.title if row.may_read else ""
    post = [row.accountable.ref, row.accountable.name(language()).text] if row.accountable else ["", ""]
    return [row.number, row.kind.code, title, row.territory_id, *post, row.closed_at.date(), row.verdict, _card(row)]


def _duty_cells(row: Any) -> list[Any]:
    post, duty = [row.post.ref, row.post.name(language()).text], row.duty
    return [
        row.pk, duty.code, duty.name(language()).text, row.post.territory_id, *post, row.done_on, row.verdict, _card(row)
    ]  # fmt: skip


# ---- The right of reply --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_official
def reply(request: HttpRequest) -> HttpResponse:
    """Of the actor's own body, about the days of the page one came from."""
    body = Organisation.objects.get(pk=request.actor.organisation_id)  # type: ignore[attr-defined]
    days = FormalForm(request)
    data = request.POST if request.method == "POST" else None
    form = FigureReply(data, initial={"since": days.first_day, "until": days.last_day})
    if data is not None and form.is_valid() and _replied(request, body, form):
        return redirect(f"{reverse('public:formal_closing')}?body={body.ref}")
    back = f"{reverse('public:formal_closing')}?body={body.ref}"
    return render(request, "effects/formal_reply.html", {"form": form, "body": body, "back_url": back})


def _replied(request: HttpRequest, body: Organisation, form: FigureReply) -> bool:
    try:
        reply_to_figure(body, by=request.actor, language=language(), **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    messages.success(request, _("Your reply stands beside the figure now."))
    return True
