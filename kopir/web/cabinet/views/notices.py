"""What the reader was told: by post, by organisation, by name. One view for the cabinet and the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.notices.models import Notice, Reading
from kopir.notices.texts import render as say

PAGE = 30


def notices_of(by: Actor) -> QuerySet[Notice]:
    mine = Q(person_id=by.person_id)
    if by.is_official:
        mine |= Q(post_id=by.post_id)
    elif by.is_member:
        mine |= Q(organisation_id=by.organisation_id)
    return Notice.objects.filter(mine).order_by("-pk")


def in_words(rows: list[Notice], by: Actor) -> list[dict[str, Any]]:
    language = get_language() or "kk"
    read = set(
        Reading.objects.filter(notice__in=rows, person_id=by.person_id).values_list("notice_id", flat=True)
    )
    found = []
    for row in rows:
        words = say(row, language)
        address = f"/{language}{row.path}"
        found.append(
            {
                "title": words.subject,
                "text": words.body,
                "url": address,
                "time": row.created_at,
                "new": row.pk not in read,
            }
        )
    return found


def latest(by: Actor, limit: int = 5) -> list[dict[str, Any]]:
    """For the side of a home page."""
    return in_words(list(notices_of(by)[:limit]), by)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Seeing them is reading them."""
    by = request.actor  # type: ignore[attr-defined]
    if not by.is_signed_in:
        raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page."))
    after = request.GET.get("after", "")
    rows = notices_of(by).filter(pk__lt=int(after)) if after.isdecimal() else notices_of(by)
    found = list(rows[: PAGE + 1])
    entries = in_words(found[:PAGE], by)
    Reading.objects.bulk_create(
        [Reading(notice=row, person_id=by.person_id) for row in found[:PAGE]], ignore_conflicts=True
    )
    following = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "cabinet/notices.html", {"entries": entries, "following": following})
