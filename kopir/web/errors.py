"""Pages for what went wrong: each says why and what to do next.

A fault is told without the menu and without the database, which may be what is missing.
"""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from kopir.base.troubles import Trouble, trouble_of
from kopir.web.unsent import from_own_page, given_back

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


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A session that could not be saved comes here too: Django takes it for one that was ended elsewhere."""
    return _told(request, exception) or render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed on a page of ours can be sent again at once: going back would bring the void token again."""
    return render(request, "403_csrf.html", given_back(request) if from_own_page(request) else {}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of the program; or of the machine, then with what was typed and when to try again."""
    return _told(request, sys.exc_info()[1]) or HttpResponse(render_to_string("500.html"), status=500)


def _told(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    trouble = trouble_of(error)
    if trouble is None:
        return None
    answer = HttpResponse(render_to_string("ui/trouble.html", WORDS[trouble] | given_back(request)), status=503)
    answer["Retry-After"] = str(PAUSE[trouble])
    return answer
