"""Before it happens: whose duties, days and contradictions a new version of a document changes on its day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation import queries
from kopir.regulation.findings import Found
from kopir.regulation.findings.words import about, title
from kopir.regulation.models import NormVersion
from kopir.regulation.preview import Preview, preview
from kopir.web.downloads import csv_download
from kopir.web.public.reading import language

SHOWN = 100


def _version(request: HttpRequest, ref: str, number: int) -> NormVersion:
    """Published ones only."""
    norm = queries.norm_for(request.actor, ref)  # type: ignore[attr-defined]
    found = next((row for row in queries.published(norm) if row.number == number), None)
    if found is None:
        raise Refused("not_found", _("There is no such version."), hidden=True)
    return found


@require_safe
def changes(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    version = _version(request, ref, number)
    found, post = preview(version), _own_post(request)
    context = {
        "version": version,
        "norm": version.norm,
        "found": found,
        "names": {change.code: change.duty for change in found.duties},
        "posts": found.posts[:SHOWN],
        "own": next((one for one in found.posts if one.post.pk == post), None),
        "appears": _said(found.appears),
        "disappears": _said(found.disappears),
        "today": timezone.localdate(),
        "is_coming": version.starts_on > timezone.localdate(),
    }
    return render(request, "public/regulation/changes.html", context)


def _own_post(request: HttpRequest) -> int | None:
    found: int | None = request.actor.post_id  # type: ignore[attr-defined]
    return found


def _said(rows: list[Found]) -> list[tuple[str, str]]:
    return [(title(row.rule, row.facts), about(row.rule, row.facts)) for row in rows[:SHOWN]]


HEADER = (
    "what", "change", "duty", "duty_name", "post", "post_name", "territory", "fields", "due_days_come", "due_days_go", "key",
)  # fmt: skip


@require_safe
def changes_csv(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """Duties, posts and contradictions in one table; `what` tells them apart."""
    version = _version(request, ref, number)
    return csv_download(f"{ref}-changes-{version.starts_on}", HEADER, _rows(preview(version)))


def _rows(found: Preview) -> Iterator[list[Any]]:
    for change in found.duties:
        kind = "amended" if change.before and change.after else "new" if change.after else "ends"
        name = change.duty.name(language()).text
        come, go = (" ".join(map(str, days)) for days in (change.days_new, change.days_gone))
        yield ["duty", kind, change.code, name, "", "", "", " ".join(change.fields), come, go, ""]
    for one in found.posts:
        post, days = one.post, (one.days_come, one.days_go)
        for kind, codes in (("comes", one.comes), ("goes", one.goes), ("amended", one.amended)):
            yield from (["post", kind, code, "", post.ref, str(post), post.territory_id, "", *days, ""] for code in codes)
    for kind, rows in (("appears", found.appears), ("disappears", found.disappears)):
        yield from (_contradiction(kind, row, row.post) for row in rows)


def _contradiction(kind: str, row: Found, post: Post | None) -> list[Any]:
    ref, name = (post.ref, str(post)) if post else ("", "")
    return ["contradiction", kind, row.duty_code, title(row.rule, row.facts), ref, name, row.territory, row.rule, "", "", row.key]
