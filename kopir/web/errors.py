"""Pages for what went wrong: each says why and what to do next.

A fault is told without the menu and without the database, which may be what is missing.
"""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kopir.base.troubles import Trouble, trouble_of

WORDS = {
    Trouble.BUSY: {
        "title": _("Very much is being written just now"),
        "why": _("The database was busy for so long that this step could not be finished. What was saved before stays."),
        "next": _("Wait a few seconds and try again."),
    },
    Trouble.FULL: {
        "title": _("There is no room left on the disk"),
        "why": _("Nothing can be saved now, so this step could not be finished. What was saved before stays, and can be read."),
        "next": _("Tell the administrators: they have to make room on the machine of Köpir. Keep your text and send it later."),
    },
    Trouble.AWAY: {
        "title": _("The database does not answer"),
        "why": _("It is usually back within a minute. What was saved before stays."),
        "next": _("Try again in half a minute. If you were sending something, it may have arrived: look first."),
    },
}
PAUSE = {Trouble.BUSY: 10, Trouble.FULL: 600, Trouble.AWAY: 30}  # seconds after which trying again makes sense
MOST_KEPT = 200_000  # signs of a form that are written into the page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that could not be saved comes here too: Django takes it for one that was ended elsewhere."""
    return _told(request, exception) or render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed is offered again only if it comes from a page of ours, not what another site filled in."""
    return render(request, "403_csrf.html", _kept(request) if _is_own(request) else {}, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Signing in leads to the page that was asked for; what was typed stays on this one."""
    login = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    if not _typed(request):
        return redirect(login)
    return render(request, "ui/signed_out.html", {"login_url": login, **_kept(request)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of the program; or of the machine, then with what was typed and when to try again."""
    return _told(request, sys.exc_info()[1]) or HttpResponse(render_to_string("500.html"), status=500)


def _told(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    trouble = trouble_of(error)
    if trouble is None:
        return None
    answer = HttpResponse(render_to_string("ui/trouble.html", WORDS[trouble] | _kept(request)), status=503)
    answer["Retry-After"] = str(PAUSE[trouble])
    return answer


def _is_own(request: HttpRequest) -> bool:
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(came_from).netloc == request.get_host()


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was typed, to be sent again with one press. Files cannot be kept, and passwords are not."""
    typed = _typed(request)
    texts = [text for name, text in typed if " " in text.strip()]
    if not typed or request.FILES or sum(len(text) for _name, text in typed) > MOST_KEPT:
        return {"texts": texts, "has_files": bool(typed and request.FILES)}
    return {"texts": texts, "typed": typed, "path": request.get_full_path(), "token": get_token(request)}


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST" or "/account/" in request.path:
        return []
    try:
        lists = list(request.POST.lists())
    except UnreadablePostError:
        return []
    return [(name, str(text)) for name, texts in lists for text in texts if name != "csrfmiddlewaretoken"]
