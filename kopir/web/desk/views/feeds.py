"""The duties of a post in one's own calendar, behind a token; read by calendar programs, which do not sign in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation import acts, queries
from kopir.web.desk.views.acting import for_official


@require_http_methods(["GET", "POST"])
@for_official
def feeds(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on the answer to the press of the button."""
    actor, address = request.actor, ""  # type: ignore[attr-defined]
    if request.method == "POST":
        post = Post.objects.get(pk=actor.post_id)
        _feed, token = acts.open_feed(post, by=actor, language=get_language() or "kk")
        address = request.build_absolute_uri(reverse("duties_feed", args=[token]))
    context = {"feeds": queries.feeds_of(actor), "address": address}
    return render(request, "desk/duties/feeds.html", context)


@require_POST
@for_official
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    feed = next((one for one in queries.feeds_of(actor) if one.pk == pk), None)
    if feed is None:
        raise Refused("no_such_feed", _("There is no such address."), hidden=True)
    acts.close_feed(feed, by=actor)
    messages.success(request, _("Closed: that address answers nothing any more."))
    return redirect("desk:feeds")


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing for a token that is unknown, closed, or of somebody who no longer holds the post."""
    found = queries.living_feed(token)
    if found is None:
        return HttpResponse(status=404)
    from kopir.regulation.calendars import ics_bytes  # heavy, and needed only for a calendar

    answer = HttpResponse(ics_bytes(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kopir-duties.ics"'
    return answer
