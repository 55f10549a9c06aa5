"""What a post has approved and sent: the plan of a year, a report. Open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopir.posts.queries import post_for
from kopir.regulation import queries
from kopir.regulation.models import Plan, Report
from kopir.regulation.papers import plan_paper, report_paper
from kopir.web.downloads import csv_download
from kopir.web.papers import paper_download

PLAN_COLUMNS = ("duty", "name", "address", "since", "until", "due_on", "planned_on", "note")
REPORT_COLUMNS = ("section", "figure", "number", "source", "counted_on")


def _plan(request: HttpRequest, ref: str, year: int) -> Plan:
    return queries.approved_plan(post_for(request.actor, ref), year)  # type: ignore[attr-defined]


@require_safe
def plan(request: HttpRequest, ref: str, year: int) -> HttpResponse:
    found = _plan(request, ref, year)
    rows = queries.rows_in(found.rows, get_language() or "kk")
    context = {"plan": found, "post": found.post, "rows": rows, "years": queries.approved_years(found.post)}
    return render(request, "public/post_plan.html", context)


@require_safe
def plan_csv(request: HttpRequest, ref: str, year: int) -> HttpResponseBase:
    return plan_table(_plan(request, ref, year))


def plan_table(plan: Plan) -> HttpResponseBase:
    rows = queries.rows_in(queries.rows_of_plan(plan), get_language() or "kk")
    lines = ([row.code, row.duty, row.address, row.since, row.until, row.due, row.planned, row.note] for row in rows)
    return csv_download(f"plan-{plan.year}", PLAN_COLUMNS, lines)


@require_safe
def plan_file(request: HttpRequest, ref: str, year: int, language: str, form: str) -> HttpResponse:
    return plan_paper_of(_plan(request, ref, year), language, form)


def plan_paper_of(plan: Plan, language: str, form: str) -> HttpResponse:
    rows = queries.rows_of_plan(plan)
    return paper_download(f"plan-{plan.year}", form, language, lambda code: plan_paper(plan, rows, code))


@require_safe
def report(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    found = queries.sent_report(ref, pk)
    return render(request, "public/post_report.html", {"report": found, "post": found.post})


@require_safe
def report_csv(request: HttpRequest, ref: str, pk: int) -> HttpResponseBase:
    return report_table(queries.sent_report(ref, pk))


def report_table(report: Report) -> HttpResponseBase:
    rows = queries.figures_of([report], get_language() or "kk")
    return csv_download(f"report-{report.until}", REPORT_COLUMNS, rows)


@require_safe
def report_file(request: HttpRequest, ref: str, pk: int, language: str, form: str) -> HttpResponse:
    return report_paper_of(queries.sent_report(ref, pk), language, form)


def report_paper_of(report: Report, language: str, form: str) -> HttpResponse:
    return paper_download(f"report-{report.until}", form, language, lambda code: report_paper(report, code))
