"""Coverage of duties: the heat map, its table, the workload beside it, and duties that nobody owns or nothing proves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopir.posts.models import Post
from kopir.regulation.models import Duty
from kopir.regulation.queries import duties_on
from kopir.regulation.queries.coverage import Axis, CoverageFilter, replies, tallies, weaknesses
from kopir.territories.queries import breadcrumbs
from kopir.web.downloads import csv_download
from kopir.web.watch.forms import CoverageForm
from kopir.web.watch.heat import Heat, axis_of, heat, legend


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    form = CoverageForm(request, timezone.localdate())
    filters, duties = form.filter(), _duties(form)
    found = heat(filters, duties, form.span.key)
    context = {
        "form": form,
        "heat": found,
        "legend": legend(),
        "place": form.place,
        "above": [row for row in breadcrumbs(form.place) if row.level and row != form.place] if form.place else [],
        "body": form.chosen_body,
        "today": timezone.localdate(),
        "is_draft": any(duty.is_draft for duty in duties),
        "replies": [] if found.axis == Axis.POST else replies(filters, limit=20),
        "weak": weaknesses() if _is_country(filters) else [],
        "workload": _worked(found),
    }
    return render(request, "watch/coverage.html", context)


def _is_country(filters: CoverageFilter) -> bool:
    return axis_of(filters) == Axis.REGION and not filters.duty


def _duties(form: CoverageForm) -> list[Duty]:
    """In force on the last day of the quarter or now; each code once."""
    rows = {duty.code: duty for day in (form.span.until, timezone.localdate()) for duty in duties_on(day)}
    chosen = form.value("duty")
    found = [duty for duty in rows.values() if not chosen or duty.code == chosen]
    return sorted(found, key=lambda duty: (duty.order, duty.code))


def _worked(found: Heat) -> list[Any]:
    return [line for line in found.lines if line.load.posts or line.load.due]


HEADER = (
    "since", "until", "key", "name", "duty", "duty_name", "done", "missed", "past_due", "not_due_yet", "waived", "fell_away",
    "counted", "percent",
)  # fmt: skip


@require_safe
def coverage_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The table as it is narrowed; with `by=post` every post apart."""
    form = CoverageForm(request, timezone.localdate())
    axis = Axis.POST if request.GET.get("by") == "post" else axis_of(form.filter())
    return csv_download("coverage", HEADER, _rows(form, axis))


def _rows(form: CoverageForm, axis: Axis) -> Iterator[list[Any]]:
    language, quarter = get_language() or "kk", form.span
    names = {duty.code: duty.name(language).text for duty in _duties(form)}
    lines = _names(form, axis)
    for (key, code), row in sorted(tallies(form.filter(), axis, Axis.DUTY).items(), key=str):
        yield [
            quarter.since, quarter.until, *lines.get(key, (key, "")), code, names.get(code, ""), row.done, row.missed, row.late,
            row.ahead, row.waived, row.lapsed, row.counted, "" if row.share is None else row.share,
        ]  # fmt: skip


def _names(form: CoverageForm, axis: Axis) -> dict[Any, tuple[str, str]]:
    """What stands in the file for each key: a post's address or a place's digits, and the name."""
    if axis == Axis.POST:
        posts = Post.objects.filter(form.filter().of_posts()).select_related("organisation")
        return {post.pk: (post.ref, str(post)) for post in posts}
    return {line.key: (line.key, line.name) for line in heat(form.filter(), [], "").lines}


@require_safe
def workload_csv(request: HttpRequest) -> StreamingHttpResponse:
    form = CoverageForm(request, timezone.localdate())
    header = ("key", "name", "posts", "duties_due", "open_matters", "matters_past_term", "coverage_percent", "counted")
    rows = (
        [line.post.ref if line.post else line.key, line.name, line.load.posts, line.load.due, line.load.open, line.load.overdue,
         "" if line.total.tally.share is None else line.total.tally.share, line.total.tally.counted]
        for line in heat(form.filter(), _duties(form), form.span.key).lines
    )  # fmt: skip
    return csv_download("workload", header, rows)


@require_safe
def weak_csv(request: HttpRequest) -> StreamingHttpResponse:
    header = ("duty", "name", "bodies_without_owner", "proved_by_an_act", "counted", "done", "never_proved")
    rows = (
        [row.duty.code, row.duty.name(get_language() or "kk").text, row.bodies, row.acts, row.tally.counted, row.tally.done,
         row.never_proved]
        for row in weaknesses()
    )  # fmt: skip
    return csv_download("weak-duties", header, rows)
