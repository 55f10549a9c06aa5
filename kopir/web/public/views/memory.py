"""How much is taken from memory, in figures, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopir.memory.queries import Axis, sheet
from kopir.web.downloads import csv_download
from kopir.web.public.memory import COLUMNS, MemoryForm, csv_rows, rows_of


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    form = MemoryForm(request)
    found = sheet(form.filter())
    context = {
        "form": form,
        "use": found.total,
        "sectors": rows_of(found, Axis.SECTOR),
        "regions": rows_of(found, Axis.REGION),
        "now": timezone.now(),
    }
    return render(request, "public/memory.html", context)


@require_safe
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Narrowed as the page; with `by=` only the lines by body, region or sector."""
    return csv_download("memory", COLUMNS, csv_rows(MemoryForm(request).filter(), request.GET.get("by", "")))
