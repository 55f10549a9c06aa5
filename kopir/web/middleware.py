"""What every request goes through: a number and a log line; who acts; refusals in words."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.base.troubles import spared
from kopir.journal import access
from kopir.web import unsent
from kopir.web.acting import NEEDS_SECOND_FACTOR, actor_of

log = structlog.get_logger()
SEEN_EVERY = 600
YEAR = 365 * 24 * 3600
Next = Callable[[HttpRequest], HttpResponse]
# Where a person who still lacks a second factor may go.
OPEN_WITHOUT_SECOND_FACTOR = ("/account/", "/static/", "/health/", "/ready/")


class RequestLog:
    """Gives the request its number and writes one line when it is answered: no names, no query, no address of a person.
    The route is logged, not the path: paths of sign-in hold one-time keys."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]
        structlog.contextvars.bind_contextvars(request=request.request_id)  # type: ignore[attr-defined]
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        took = round((time.perf_counter() - began) * 1000)
        route = request.resolver_match.route if request.resolver_match else "unknown"
        log.info("request", method=request.method, route=route, status=response.status_code, ms=took)
        structlog.contextvars.clear_contextvars()
        return response


PICTURES = re.compile(rb"<svg\b.*?</svg>|<img\b[^>]*>", re.DOTALL)


class Light:
    """The slow line: every page without pictures, scripts and the large stylesheet. Chosen by `?light=1`, given up by
    `?light=0`, kept in a cookie that says no more than this. Nothing is lost with the pictures: what they show stands beside
    them in words or as a table."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("light", "")
        chosen = asked if asked in ("0", "1") else request.COOKIES.get("light", "")
        request.light = chosen == "1"  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.light and response.get("Content-Type", "").startswith("text/html") and not response.streaming:  # type: ignore[attr-defined]
            response.content = PICTURES.sub(b"", response.content)
        patch_vary_headers(response, ["Cookie"])
        if asked == "1":
            response.set_cookie("light", "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
        elif asked == "0":
            response.delete_cookie("light", samesite="Lax")
        return response


class SessionActivity:
    """Notes when and from where a session was last used, at most every ten minutes: the library's own middleware writes
    to the database at every request. Also leaves in the browser the mark of who writes there."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated and abs(now - request.session.get("seen", 0)) > SEEN_EVERY:
            with spared():
                UserSession.objects.create_from_request(request)
                unsent.forget_old(request.session)
                request.session["seen"] = now
        response = self.get_response(request)
        unsent.note_writer(request, response)
        return response


class Acting:
    """Sets `request.actor` and `request.capacities`; sends officials and administrators without a second factor to set one up."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.capacities = actor_of(request)  # type: ignore[attr-defined]
        if getattr(request, "acting_lapsed", False):
            messages.warning(request, _("What you acted for is no longer in force. Check in whose name you act now."))
        if _lacks_second_factor(request):
            messages.info(request, _("Your role needs a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_second_factor(request: HttpRequest) -> bool:
    path = request.path[3:] if request.path[3:4] == "/" else request.path
    if request.actor.role not in NEEDS_SECOND_FACTOR or path.startswith(OPEN_WITHOUT_SECOND_FACTOR):  # type: ignore[attr-defined]
        return False
    return not is_mfa_enabled(request.user)


class Refusals:
    """Turns a refusal into one page that says why and what to do; keeps it in the access stream, outside any transaction."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        access.refused(exception, request.actor, request.path)  # type: ignore[attr-defined]
        if exception.code == "sign_in" and not request.user.is_authenticated:
            return unsent.to_sign_in(request)
        if exception.hidden:
            return render(request, "404.html", status=404)
        return render(request, "ui/refused.html", {"refusal": exception}, status=_status(exception))


def _status(refusal: Refused) -> int:
    """409 when the state of things forbids it, 403 when the person may not."""
    return 409 if refusal.code.startswith("not_now") else 403
