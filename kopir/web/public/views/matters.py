"""The list of matters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.interactions import queries
from kopir.interactions.queries.exporting import CSV_COLUMNS
from kopir.web.downloads import csv_download
from kopir.web.public.forms import Matters
from kopir.web.public.reading import language, number

PAGE = 25


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    form, by = Matters(request), request.actor  # type: ignore[attr-defined]
    after = number(request, "after")
    rows = queries.list_matters(by, form.filter(), after=after, limit=PAGE + 1)
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    total = queries.count_matters(by, form.filter()) if after or following else len(rows)
    context = {"form": form, "rows": rows[:PAGE], "following": following, "is_first": not after, "total": total}
    return render(request, "public/matters.html", context)


@require_safe
def matters_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.csv_rows(request.actor, Matters(request).filter(), language())  # type: ignore[attr-defined]
    return csv_download("interactions", CSV_COLUMNS, rows)
