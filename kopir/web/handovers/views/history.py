"""The timeline of a post: whole for whoever holds it, its public part for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import VISITOR, Actor
from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.handovers import queries
from kopir.handovers.forms import History
from kopir.handovers.queries.history import PAGE
from kopir.handovers.words import HISTORY_KINDS
from kopir.posts.models import Post
from kopir.posts.queries import post_for
from kopir.web.downloads import csv_download
from kopir.web.handovers.views import signed_in
from kopir.web.ui.fields import chosen

COLUMNS = ("entry", "at", "kind", "act", "words", "address")


def _own(request: HttpRequest) -> tuple[Actor, Post]:
    actor = signed_in(request)
    if not actor.is_official or actor.post_id is None:
        raise Refused(
            "not_official",
            _("This is the timeline of a post, for whoever holds it."),
            _("The public part stands on the page of every post."),
        )
    return actor, Post.objects.select_related("organisation", "superior").get(pk=actor.post_id)


def _filters(request: HttpRequest, actor: Actor, post: Post) -> tuple[History, queries.Filters]:
    form = History(request.GET, queries.history_years(actor, post))
    year, kind = form.chosen()
    return form, queries.Filters(year, kind)


def _page(request: HttpRequest, actor: Actor, post: Post, *, own: bool) -> HttpResponse:
    form, filters = _filters(request, actor, post)
    lines = queries.history_of(actor, post, filters, number_of(request.GET.get("after", "")), PAGE + 1)
    context = {
        "post": post,
        "own": own,
        "form": form,
        "conditions": chosen(form),
        "entries": [_entry(line) for line in lines[:PAGE]],
        "following": lines[PAGE - 1].entry.pk if len(lines) > PAGE else None,
    }
    return render(request, "handovers/history.html", context)


def _entry(line: queries.Line) -> dict[str, Any]:
    url = f"/{get_language() or 'kk'}{line.path}" if line.path else ""
    return {"title": line.words, "who": HISTORY_KINDS[line.kind], "time": line.entry.at, "url": url}


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return _page(request, *_own(request), own=True)


@require_safe
def public(request: HttpRequest, ref: str) -> HttpResponse:
    """The same for everybody, whoever reads it."""
    return _page(request, VISITOR, post_for(request.actor, ref), own=False)  # type: ignore[attr-defined]


@require_safe
def own_csv(request: HttpRequest) -> HttpResponseBase:
    return _csv(request, *_own(request))


@require_safe
def public_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    return _csv(request, VISITOR, post_for(request.actor, ref))  # type: ignore[attr-defined]


def _csv(request: HttpRequest, actor: Actor, post: Post) -> HttpResponseBase:
    _form, filters = _filters(request, actor, post)
    return csv_download(f"timeline-{post.ref}", COLUMNS, queries.history_csv(actor, post, filters))
