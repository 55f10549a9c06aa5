"""Organisations: the list with its filters, and one organisation."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.interactions import queries as matters
from kopir.organisations import queries
from kopir.organisations.models import FundingShare, Organisation
from kopir.organisations.words import FundingSource, Kind
from kopir.posts.queries import PostFilter, PostRow, list_posts
from kopir.web.downloads import csv_download
from kopir.web.public.forms import Organisations
from kopir.web.public.reading import language

FIRST = 6
ONE_SOURCE = Decimal(70)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    form, by = Organisations(request), request.actor  # type: ignore[attr-defined]
    after, before = request.GET.get("after", "")[:260], request.GET.get("before", "")[:260]
    context = {
        "form": form,
        "page": queries.list_organisations(by, form.filter(), language(), after, before=before),
        "total": queries.count_organisations(by, form.filter()),
    }
    return render(request, "public/organisations.html", context)


@require_safe
def organisations_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.rows_for_csv(request.actor, Organisations(request).filter(), language())  # type: ignore[attr-defined]
    return csv_download("organisations", next(rows), rows)


@require_safe
def organisation(request: HttpRequest, ref: str) -> HttpResponse:
    found, by = queries.organisation_for(request.actor, ref), request.actor  # type: ignore[attr-defined]
    if found.ref != ref:
        return redirect("public:organisation", found.ref, permanent=False)
    context = {
        "organisation": found,
        "names": _names(found),
        "sectors": list(found.sectors.all()),
        "serves": list(found.serves.order_by("level", f"sort_{language()}")),
        "latest": matters.list_matters(by, matters.MatterFilter(author=found.pk), limit=FIRST + 1),
        "provenance": sorted({tuple(value) for value in found.provenance.values()}),
        "successors": list(queries.successors_of(found)),
        "predecessors": list(queries.predecessors_of(found)),
        **(_body(by, found) if found.kind == Kind.STATE_BODY else _money(found)),
    }
    return render(request, "public/organisation.html", context)


def _names(row: Organisation) -> list[tuple[str, str, str]]:
    """Code, language and the name in it."""
    return [(code, OWN_NAMES[code], getattr(row, f"name_{code}")) for code in LANGUAGES]


def _body(by: Actor, row: Organisation) -> dict[str, Any]:
    posts: list[PostRow] = list_posts(by, PostFilter(organisation=row), language(), limit=50).rows
    return {"posts": posts, "higher": queries.higher_of(row), "lower": list(queries.lower_of(row)[:50])}


def _money(row: Organisation) -> dict[str, Any]:
    shares = row.funding.order_by("-year", "-percent", "source")
    years = [(year, list(found)) for year, found in groupby(shares, key=lambda share: share.year)]
    if not years:
        return {}
    year, last = years[0]
    caption = _("Shares of the year %(year)s") % {"year": year}
    return {
        "money_year": year, "money_caption": caption, "money": bars(last), "one_source": one_source(last),
        "stated_by": last[0].stated_by,
    }  # fmt: skip


def bars(shares: Iterable[FundingShare]) -> list[dict[str, Any]]:
    """Known shares as bars; what is stated without a number is named in words on the page."""
    return [
        {"label": FundingSource(share.source).label, "value": _plain(share.percent)}
        for share in shares
        if share.percent is not None
    ]


def _plain(percent: Decimal) -> int | float:
    return int(percent) if percent == percent.to_integral_value() else float(percent)


def one_source(shares: Iterable[FundingShare]) -> str:
    """The remark of the rule "more than 70 % from one source", in words; empty when it does not hold."""
    above = [share.source for share in shares if share.percent is not None and share.percent > ONE_SOURCE]
    if not above:
        return ""
    words = _("More than 70 %% of the money of the year came from one source: %(source)s.")
    return words % {"source": FundingSource(above[0]).label}
