"""What is asked of my organisation, and where its matters are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.given import number_of
from kopir.base.lists import count_up_to
from kopir.effects.models import Check, Measurement
from kopir.effects.queries.checks import checks_waiting
from kopir.effects.queries.measuring import returned_measurements, waiting_measurements
from kopir.interactions import queries
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.organisations.queries import pending_memberships
from kopir.web.cabinet.views.acting import for_member
from kopir.web.cabinet.views.notices import latest
from kopir.web.downloads import csv_download
from kopir.web.public.matter import addresses
from kopir.web.ui.dates import say_day

SHOWN = 10
PAGE = 25
COLUMNS = (
    "number",
    "title",
    "kind",
    "state",
    "territory",
    "territory_name",
    "post",
    "post_name",
    "received_at",
    "due_on",
    "closed_at",
)


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Whoever acts for nothing yet is told how to begin; an official's home is the desk."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.is_signed_in and not actor.is_member:
        return render(request, "cabinet/begin.html")
    return _home(request)


@for_member
def _home(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = list(queries.matters_of(actor)[: SHOWN + 1])
    context = {
        "asked": [
            *_asked(queries.asked_of_authors(actor)),
            *_later(checks_waiting(actor)),
            *_measured(waiting_measurements(actor), _("%(number)s. Accept or return this measurement.")),
            *_measured(returned_measurements(actor), _("%(number)s. The other party returned it; say it anew.")),
        ],
        "requests": list(pending_memberships(actor)[:20]),
        "drafts": list(queries.drafts_of(actor)[:20]),
        "matters": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "notices": latest(actor),
    }
    return render(request, "cabinet/home.html", context)


def _asked(rows: Iterable[Matter]) -> list[dict[str, Any]]:
    return [_task(row) for row in rows]


def _task(row: Matter) -> dict[str, Any]:
    """One line of what is asked: to say one's word, or to answer the post while the term is paused."""
    title = row.title or str(row.number)
    if row.state == MatterState.ANSWERED:
        day = say_day(row.word_due_on) if row.word_due_on else "—"
        hint = _("%(number)s. Say whether the outcome is so, until %(day)s.") % {
            "number": row.number,
            "day": day,
        }
        return {
            "title": title,
            "hint": hint,
            "url": addresses.act(row, "word"),
            "status": _("your word"),
            "tone": "waiting",
        }
    hint = _("%(number)s. The post waits for your answer; the term stands still.") % {"number": row.number}
    return {
        "title": title,
        "hint": hint,
        "url": addresses.act(row, "write"),
        "status": _("your answer"),
        "tone": "waiting",
    }


def _measured(rows: Iterable[Measurement], hint: str) -> list[dict[str, Any]]:
    return [
        {
            "title": str(row.measure.indicator),
            "hint": hint % {"number": row.measure.effect.journal_label},
            "url": reverse("public:measurement", args=[row.measure.effect.ref, row.pk]),
            "status": _("your answer"),
            "tone": "waiting",
        }
        for row in rows
    ]


def _later(rows: Iterable[Check]) -> list[dict[str, Any]]:
    """Does it still hold? One tap on the page it leads to."""
    return [
        {
            "title": str(row.about.title or row.about),
            "hint": _("%(number)s. Say whether it still holds, %(days)s days after it was closed.")
            % {"number": row.about.journal_label, "days": row.days},
            "url": reverse("public:check", args=[row.pk]),
            "status": _("your answer"),
            "tone": "waiting",
        }
        for row in rows
    ]


@require_safe
@for_member
def matters(request: HttpRequest) -> HttpResponse:
    after = number_of(request.GET.get("after", ""))
    every = rows = queries.matters_of(request.actor)  # type: ignore[attr-defined]
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    total = count_up_to(every) if after or following else len(found)
    context = {"matters": found[:PAGE], "following": following, "total": total}
    return render(request, "cabinet/matters.html", context)


@require_safe
@for_member
def matters_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.matters_of(request.actor).select_related("sector")  # type: ignore[attr-defined]
    return csv_download("our-matters", COLUMNS, _rows(rows.iterator()))


def _rows(matters: Iterable[Matter]) -> Iterator[list[Any]]:
    language = get_language() or "kk"
    for row in matters:
        assert row.kind and row.territory and row.accountable and row.received_at
        yield [
            row.number, row.title, row.kind.code, row.state, row.territory_id, row.territory.name(language).text,
            row.accountable.ref, row.accountable.name(language).text, row.received_at, row.due_on, row.closed_at,
        ]  # fmt: skip
