"""Posts: the list with its filters, and one post."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.interactions import queries as matters
from kopir.posts import queries
from kopir.regulation.queries import approved_years, duties_of, sent_reports
from kopir.web.downloads import csv_download
from kopir.web.public.forms import Posts
from kopir.web.public.reading import language

FIRST = 6


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    form, by = Posts(request), request.actor  # type: ignore[attr-defined]
    after, before = request.GET.get("after", "")[:260], request.GET.get("before", "")[:260]
    context = {
        "form": form,
        "page": queries.list_posts(by, form.filter(), language(), after, before=before),
        "total": queries.count_posts(by, form.filter()),
    }
    return render(request, "public/posts.html", context)


@require_safe
def posts_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.rows_for_csv(request.actor, Posts(request).filter(), language())  # type: ignore[attr-defined]
    return csv_download("posts", next(rows), rows)


@require_safe
def post(request: HttpRequest, ref: str) -> HttpResponse:
    found, by = queries.post_for(request.actor, ref), request.actor  # type: ignore[attr-defined]
    days, answers = matters.answering_days(Q(accountable=found))
    context = {
        "card": queries.post_card(found),
        "history": queries.history_of(found),
        "counts": matters.counts(Q(accountable=found)),
        "days": days,
        "answers": answers,
        "open_matters": matters.list_matters(by, matters.MatterFilter(post=found, state="running"), limit=FIRST),
        "duties": duties_of(found)[:FIRST],
        "plans": approved_years(found),
        "reports": sent_reports(found)[:FIRST],
    }
    return render(request, "public/post.html", context)
