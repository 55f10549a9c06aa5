"""The use of memory for oversight: by body, and what was invented again though it had been solved before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.memory.queries import Axis, repeats_unseen, sheet
from kopir.web.downloads import csv_download
from kopir.web.public.memory import MemoryForm, rows_of
from kopir.web.public.reading import number

PAGE = 25


@require_safe
def memory(request: HttpRequest) -> HttpResponse:
    form = MemoryForm(request)
    found = sheet(form.filter())
    unseen = repeats_unseen(request.actor, form.filter().condition())  # type: ignore[attr-defined]
    page = max(1, number(request, "page") or 1)
    context = {
        "form": form,
        "use": found.total,
        "bodies": rows_of(found, Axis.BODY),
        "unseen": unseen[(page - 1) * PAGE : page * PAGE],
        "listed": len(unseen),
        "later": page + 1 if len(unseen) > page * PAGE else 0,
        "earlier": page - 1,
        "now": timezone.now(),
    }
    return render(request, "watch/memory.html", context)


COLUMNS = ("number", "received_on", "territory", "sector", "post", "title", "repeats", "closed_on", "repeated_title", "said_by")


@require_safe
def repeats_csv(request: HttpRequest) -> StreamingHttpResponse:
    by: Actor = request.actor  # type: ignore[attr-defined]
    return csv_download("memory-repeats", COLUMNS, _cells(by, MemoryForm(request)))


def _cells(by: Actor, form: MemoryForm) -> Iterator[list[Any]]:
    for one in repeats_unseen(by, form.filter().condition()):
        row, old = one.matter, one.earlier
        received, closed = (timezone.localdate(at) if at else "" for at in (row.received_at, old.closed_at))
        yield [
            row.number, received, row.territory_id, row.sector.code if row.sector else "",
            row.accountable.ref if row.accountable else "", row.open_title, old.number, closed, old.open_title,
            "post" if one.judged else "finder",
        ]  # fmt: skip
