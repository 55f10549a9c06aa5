"""What is done together: proposals of synergy and what came of them; matters that somebody marked as the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopir.search.queries.clusters import clusters
from kopir.synergy import queries
from kopir.synergy.models import Proposal
from kopir.synergy.words import State
from kopir.web.downloads import csv_download
from kopir.web.public.reading import number

PAGE = 25
IN_FILE = 5000


@require_safe
def synergy(request: HttpRequest) -> HttpResponse:
    actor, state = request.actor, _state(request)  # type: ignore[attr-defined]
    rows = queries.proposals(actor, state)
    after = number(request, "after")
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    numbers, every = queries.counts(actor), queries.results(queries.proposals(actor, State.ACCEPTED))
    context = {
        "rows": _with_results(found[:PAGE]),
        "following": found[PAGE - 1].pk if len(found) > PAGE else None,
        "state": state,
        "conditions": [str(State(state).label)] if state else [],
        "today": timezone.localdate(),
        "states": [(value, label, numbers[value]) for value, label in State.choices],
        "accepted": numbers[State.ACCEPTED],
        **_together(every.values()),
    }  # fmt: skip
    return render(request, "watch/synergy.html", context)


def _together(results: Collection[queries.Result]) -> dict[str, float | None]:
    """What came of all that was accepted; None where nothing can be said."""
    return {
        "joined": sum(one.joined for one in results),
        "days": round(sum(one.days or 0 for one in results), 1) if any(one.counted for one in results) else None,
        "tenge": sum(one.tenge or 0 for one in results) if any(one.priced for one in results) else None,
        "adopted": sum(one.adopted for one in results),
    }


def _state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in State.values else ""


def _with_results(found: list[Proposal]) -> list[tuple[Proposal, queries.Result | None]]:
    results = queries.results(found)
    return [(proposal, results.get(proposal.pk)) for proposal in found]


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.proposal_for(request.actor, pk)  # type: ignore[attr-defined]
    [(row, result)] = _with_results([found])
    return render(request, "watch/proposal.html", {"proposal": row, "result": result})


COLUMNS = (
    "number", "kind", "state", "found_at", "decided_at", "matters", "posts", "replies", "joined", "days_saved",
    "tenge_not_spent_twice", "practice", "adopted",
)  # fmt: skip


@require_safe
def synergy_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = list(queries.proposals(request.actor, _state(request))[:IN_FILE])  # type: ignore[attr-defined]
    return csv_download("synergy", COLUMNS, _cells(found))


def _cells(found: list[Proposal]) -> Iterator[list[Any]]:
    for row, result in _with_results(found):
        asked = list(row.asked.all())
        yield [
            row.pk, row.kind, row.state, row.found_at.date(), row.decided_at.date() if row.decided_at else "",
            " ".join(str(member.matter.number) for member in row.members.all()), " ".join(one.post.ref for one in asked),
            " ".join(one.reply for one in asked), result.joined if result else "",
            *(_said(getattr(result, name, None)) for name in ("days", "tenge")), row.card.ref if row.card else "",
            result.adopted if result else "",
        ]  # fmt: skip


def _said(value: float | None) -> float | str:
    return "" if value is None else value


# ---- Matters marked as the same --------------------------------------------------------------------------

SAME_COLUMNS = ("group", "number", "state", "territory", "sector", "post", "title", "joined_into")


@require_safe
def same(request: HttpRequest) -> HttpResponse:
    found = clusters(request.actor)  # type: ignore[attr-defined]
    page = max(1, number(request, "page") or 1)
    shown = found[(page - 1) * PAGE : page * PAGE]
    context = {
        "clusters": shown,
        "groups": len(found),
        "today": timezone.localdate(),
        "matters": sum(len(one.matters) for one in found),
        "joined": sum(matter.joined_into_id is not None for one in found for matter in one.matters),
        "page": page,
        "later": page + 1 if len(found) > page * PAGE else 0,
        "earlier": page - 1,
    }
    return render(request, "watch/same.html", context)


@require_safe
def same_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = clusters(request.actor)  # type: ignore[attr-defined]
    rows = (
        [group, row.number, row.state, row.territory_id, row.sector.code if row.sector else "",
         row.accountable.ref if row.accountable else "", row.open_title, row.joined_into.number if row.joined_into else ""]
        for group, one in enumerate(found, start=1)
        for row in one.matters
    )  # fmt: skip
    return csv_download("same", SAME_COLUMNS, rows)
