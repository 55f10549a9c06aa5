"""Where the Regulation cannot be done: the country, a place, a body, a post; and one contradiction with what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopir.journal.acts import kind_of
from kopir.journal.models import Entry
from kopir.journal.queries import story_of
from kopir.journal.sentences import sentence
from kopir.regulation.acts import resolving
from kopir.regulation.findings.words import MEANING, because, title
from kopir.regulation.models import Finding
from kopir.regulation.queries import findings as queries
from kopir.regulation.queries.findings import FindingFilter
from kopir.regulation.queries.grouping import grouped_findings
from kopir.regulation.rules import may_accept_finding, may_answer_sent_up
from kopir.regulation.words import Contradiction
from kopir.territories.models import Territory
from kopir.territories.queries import breadcrumbs
from kopir.web.downloads import csv_download
from kopir.web.public.maps import region_tiles
from kopir.web.ui.addresses import with_query
from kopir.web.watch.forms import ContradictionsForm
from kopir.web.watch.ways import Look, offers


@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    form, today = ContradictionsForm(request, timezone.localdate()), timezone.localdate()
    filters = form.filter()
    counts = queries.counts_by_rule(filters)
    tiles, legend = _tiles(request, filters)
    context = {
        "form": form,
        "place": form.place,
        "above": [row for row in breadcrumbs(form.place) if row.level and row != form.place] if form.place else [],
        "body": form.chosen_body,
        "post": form.chosen_post,
        "rules": [(rule, MEANING[rule], counts.get(rule, 0)) for rule in Contradiction],
        "total": sum(counts.values()),
        "page": grouped_findings(request.actor, filters, request.GET.get("after", "")),  # type: ignore[attr-defined]
        "tiles": tiles,
        "legend": legend,
        "seen": queries.last_seen(),
        "today": today,
    }
    return render(request, "watch/contradictions.html", context)


def _tiles(request: HttpRequest, filters: FindingFilter) -> tuple[list[dict[str, Any]], list[str]]:
    """The map of the country, while nothing smaller is chosen; each tile narrows this page to its region."""
    if filters.territory or filters.body or filters.post:
        return [], []
    by_region = {code: sum(row.values()) for code, row in queries.counts_by_region(filters).items()}
    return region_tiles(by_region, leads=lambda code: with_query(request, where=code, after=None))


HEADER = (
    "number", "kind", "state", "territory", "body", "post", "duty", "power", "title", "facts", "opened_on", "seen_on", "times",
    "accepted_until", "resolved_on",
)  # fmt: skip


@require_safe
def contradictions_csv(request: HttpRequest) -> StreamingHttpResponse:
    filters = ContradictionsForm(request, timezone.localdate()).filter()
    return csv_download("contradictions", HEADER, _cells(queries.every_finding(request.actor, filters)))  # type: ignore[attr-defined]


def _cells(rows: Iterator[Finding]) -> Iterator[list[Any]]:
    for row in rows:
        yield [
            row.pk, row.rule, row.state, row.territory, row.body.ref if row.body else "", row.post.ref if row.post else "",
            row.duty_code, row.power.code if row.power else "", title(row.rule, row.facts),
            " ".join(because(row.rule, row.facts)), row.opened_on, row.seen_on, row.times, row.accepted_until or "",
            row.resolved_on or "",
        ]  # fmt: skip


# ---- One -----------------------------------------------------------------------------------------------------------


@require_safe
def contradiction(request: HttpRequest, pk: int) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    finding = queries.finding_for(by, pk)
    look = Look(by, finding)
    context = {
        "finding": finding,
        "meaning": MEANING[finding.rule],
        "because": because(finding.rule, finding.facts),
        "place": Territory.objects.filter(pk=finding.territory).first() if finding.territory else None,
        "duties": look.duties,
        "offers": list(offers(look)) if finding.state != "resolved" else [],
        "accept_url": reverse("watch:accept", args=[pk]) if may_accept_finding(by, finding) else "",
        "answer_url": reverse("watch:answer", args=[pk]) if may_answer_sent_up(by, finding) else "",
        "take_back_url": reverse("watch:take_back", args=[pk]) if resolving.may_take_back(by, finding) else "",
        "life": list(_life(finding)),
        "may_act": by.is_official or by.oversees,
    }
    return render(request, "watch/contradiction.html", context)


def _life(finding: Finding) -> Iterator[dict[str, Any]]:
    """What was done about it, from the journal; the entry that resolved it stands among them."""
    entries = {entry.pk: entry for entry in story_of(finding)}
    if finding.resolved_by:
        entries |= {entry.pk: entry for entry in Entry.objects.filter(pk=finding.resolved_by, is_open=True)}
    for pk, entry in sorted(entries.items()):
        own = entry.subject_kind == kind_of(finding) and entry.subject_id == str(finding.pk)
        words = sentence(entry, subject=title(finding.rule, finding.facts) if own else "")
        yield {"time": entry.at, "title": words, "url": reverse("public:entry", args=[pk])}
