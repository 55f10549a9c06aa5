"""What the reader was told: by post, by organisation, by name. One view for the cabinet and the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.notices.acts import mark_read
from kopir.notices.queries import NoticeRow, notices_for


def _entries(rows: list[NoticeRow]) -> list[dict[str, Any]]:
    prefix = f"/{get_language() or 'kk'}"
    return [
        {
            "title": row.words.subject,
            "text": row.words.body,
            "url": prefix + row.notice.path,
            "time": row.notice.created_at,
            "new": not row.is_read,
        }
        for row in rows
    ]


def latest(by: Actor, limit: int = 5) -> list[dict[str, Any]]:
    """For the side of a home page."""
    return _entries(notices_for(by, limit=limit).rows)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Seeing them is reading them."""
    by = request.actor  # type: ignore[attr-defined]
    if not by.is_signed_in:
        raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
    page = notices_for(by, number_of(request.GET.get("after", "")) or 0)
    context = {"entries": _entries(page.rows), "following": page.after or None}
    answer = render(request, "cabinet/notices.html", context)
    mark_read(by, [row.notice.pk for row in page.rows])
    return answer
