"""What waits for the administrator; the first day of a new installation; matters that nobody answers for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.jobs import worker_is_silent
from kopir.web.data.doing import by, reading
from kopir.web.data.tables import Link, Table, table_page
from kopir.web.data.unowned import unowned
from kopir.web.data.waiting import first_day, rooms, waiting


@reading
def home(request: HttpRequest) -> HttpResponse:
    """Whether the worker lives; counts with links, most urgent first; then the rooms of administration."""
    found = waiting(by(request))
    context = {
        "is_silent": worker_is_silent(),
        "waiting": [one for one in found if one["number"]],
        "quiet": [one for one in found if not one["number"]],
        "rooms": rooms(),
        "tasks": first_day(),
    }
    return render(request, "data/home.html", context)


@reading
def matters(request: HttpRequest) -> HttpResponseBase:
    rows = [_row(row) for row in unowned().select_related("accountable", "territory", "kind")[:500]]
    table = Table(
        "matters-nobody-answers-for",
        (_("Matter"), _("Kind of matter"), _("Place"), _("Post"), _("Due")),
        rows,
        _("Every matter has somebody who answers"),
        _("A matter appears here when its post is vacant and nobody above stands in for it."),
    )
    return table_page(
        request,
        table,
        title=_("Matters nobody answers for"),
        lead=_("Open one to give it to a living post; the author is told. Or record an appointment to its post."),
    )


def _row(matter: Any) -> tuple[Any, ...]:
    link = Link(matter.number, reverse("public:matter_act", args=[matter.number, "reroute"]))
    return link, matter.kind, matter.territory, matter.accountable, matter.due_on
