"""Pages of oversight: where matters stall, whether the count comes out, what has no owner, who looked at what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.effects.queries.formal import FormalFilter, formal
from kopir.interactions import queries as matters
from kopir.interactions.conservation import check
from kopir.interactions.words import FAULTS, Side
from kopir.journal.models import Access
from kopir.journal.queries import accesses
from kopir.posts import queries as posts
from kopir.practices.queries import spreading
from kopir.regulation.queries.findings import FindingFilter, counts_by_rule
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.words import Level
from kopir.web.downloads import csv_download
from kopir.web.watch.views.gaps import gap_counts

PAGE = 50
COUNT_LABELS = (
    gettext_lazy("received"),
    gettext_lazy("open"),
    gettext_lazy("closed"),
    gettext_lazy("joined"),
    gettext_lazy("unowned"),
    gettext_lazy("stood in for"),
)


def language() -> str:
    return get_language() or "kk"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The ministry's morning."""
    vacant = posts.vacancies()
    context = {
        "counts": matters.counts(),
        "flow": _lines(_flow_rows()),
        "waits": [(Side(wait.side), wait.matters, wait.days) for wait in matters.waits_now()],
        "stalled": matters.stalled(request.actor),  # type: ignore[attr-defined]
        "vacant": len(vacant),
        "unheld": sum(vacancy.substitute is None for vacancy in vacant),
        "gaps": gap_counts(posts.gaps()),
        "contradictions": sum(counts_by_rule(FindingFilter()).values()),
        "formal": formal(FormalFilter(since=timezone.localdate() - timedelta(days=364))).formal,
        "spreading": spreading(),
        "last_count": next(iter(matters.counts_of_conservation(limit=1)), None),
    }
    return render(request, "watch/overview.html", context)


def _flow_rows() -> list[tuple[Territory, matters.Flow]]:
    """Every region, those without matters too, and the matters of no region: together all that were received."""
    found = {flow.code: flow for flow in matters.flow_by_region()}
    places = Territory.objects.filter(Q(level__in=(Level.COUNTRY, Level.REGION), ends_on=None) | Q(pk__in=found))
    rows = places.order_by("-level", f"sort_{language()}")
    return [(place, found.get(place.pk, matters.Flow(place.pk))) for place in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """`narrowed`: what narrows the list of matters to those that the line counts."""

    place: Territory | None
    narrowed: str
    flow: matters.Flow


def _lines(rows: list[tuple[Territory, matters.Flow]]) -> list[Line]:
    """The last one is of all together."""
    lines = [Line(place, "own=1" if place.pk == COUNTRY else f"where={place.pk}", flow) for place, flow in rows]
    return [*lines, Line(None, "", _together([flow for _place, flow in rows]))]


def _together(flows: list[matters.Flow]) -> matters.Flow:
    return matters.Flow(COUNTRY, **{name: sum(getattr(flow, name) for flow in flows) for name in FLOW_COLUMNS})


FLOW_COLUMNS = (
    "received",
    "open",
    "overdue",
    "contested",
    "waits_author",
    "waits_receiver",
    "raised",
    "closed",
    "confirmed",
    "silent",
)


@require_safe
def flow_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = (
        [region.pk, region.name(language()).text, *(getattr(flow, name) for name in FLOW_COLUMNS)]
        for region, flow in _flow_rows()
    )
    return csv_download("flow", ("territory", "name", *FLOW_COLUMNS), rows)


def _after(request: HttpRequest) -> int | None:
    """The key of the last row seen, from the address; nonsense counts as none."""
    return number_of(request.GET.get("after", ""))


@require_safe
def conservation(request: HttpRequest) -> HttpResponse:
    """The count now and every hour: received = open + closed + joined."""
    rows = matters.counts_of_conservation(_after(request), PAGE + 1)
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    now = check()
    faults = [(fault["number"], FAULTS[fault["code"]]) for fault in now.details]
    verdict, tone = (_("Now: it comes out"), "good") if now.good else (_("Now: it does not come out"), "bad")
    context = {
        "now": now,
        "verdict": verdict,
        "tone": tone,
        "faults": faults,
        "rows": rows[:PAGE],
        "following": following,
        "labels": COUNT_LABELS,
    }
    return render(request, "watch/conservation.html", context)


@require_safe
def conservation_csv(request: HttpRequest) -> StreamingHttpResponse:
    columns = ("at", "received", "open", "closed", "joined", "unowned", "substituted", "broken_links", "good")
    rows = ([getattr(row, name) for name in columns] for row in matters.counts_of_conservation(limit=20_000))
    return csv_download("conservation", columns, rows)


@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    after, before = request.GET.get("after", "")[:60], request.GET.get("before", "")[:60]
    context = {"page": posts.list_vacancies(after, before), "total": posts.count_vacancies()}
    return render(request, "watch/vacancies.html", context)


@require_safe
def vacancies_csv(request: HttpRequest) -> StreamingHttpResponse:
    header = ("post", "post_name", "body", "body_name", "territory", "since", "substitute")
    rows = (
        [row.post.ref, row.post.name(language()).text, row.post.organisation.ref, row.post.organisation.name(language()).text,
        row.post.territory_id,
         row.since or "", row.substitute.ref if row.substitute else ""]
        for row in posts.vacancies()
    )  # fmt: skip
    return csv_download("vacancies", header, rows)


def _demand_oversight(request: HttpRequest) -> None:
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        raise Refused("sign_in", _("Sign in to see this page."))
    if not actor.oversees:
        raise Refused("not_overseer", _("Only co-ordinators and administrators see who looked and what was refused."))


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Refusals, looks at what is not open, sign-ins."""
    _demand_oversight(request)
    what = request.GET.get("what", "")
    rows = accesses(what if what in Access.What.values else "", _after(request), PAGE + 1)
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "rows": rows[:PAGE],
        "following": following,
        "what": what,
        "kinds": Access.What.choices,
        "conditions": [Access.What(what).label] if what in Access.What.values else [],
    }
    return render(request, "watch/access.html", context)


@require_safe
def access_csv(request: HttpRequest) -> StreamingHttpResponse:
    _demand_oversight(request)
    columns = (
        "at",
        "what",
        "actor_role",
        "person_id",
        "post_id",
        "organisation_id",
        "code",
        "subject_kind",
        "subject_id",
        "path",
    )
    return csv_download("access", columns, _access_rows(columns))


def _access_rows(columns: tuple[str, ...]) -> Iterator[list[Any]]:
    for row in accesses(limit=100_000):
        yield [getattr(row, name) for name in columns]
