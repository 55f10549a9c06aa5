"""Where a page is read from: a standby for whoever only reads and is not signed in, the primary for everybody else.

Downloads that are sent row by row are read from the primary: half a file could not be begun again elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kopir.base import standbys

Next = Callable[[HttpRequest], HttpResponse]
WROTE = "wrote"  # a cookie that says no more than this, to somebody without a session
AT_THE_PRIMARY = ("/health/", "/ready/")
MARGIN = 2  # seconds that a clock of a browser and a look at the standbys may take


class ReadPlace:
    """The reader sees no error when a standby goes away in the middle: the page is made once more, from the primary."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.KOPIR_STANDBYS:
            return self.get_response(request)
        request.read_from = _place(request)  # type: ignore[attr-defined]
        with standbys.reading_from(request.read_from):  # type: ignore[attr-defined]
            response = self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            age = settings.KOPIR_STANDBY_LAG + MARGIN
            response.set_cookie(WROTE, "1", max_age=age, samesite="Lax", httponly=True, secure=request.is_secure())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        alias, match = getattr(request, "read_from", DEFAULT_DB_ALIAS), request.resolver_match
        if alias == DEFAULT_DB_ALIAS or match is None or not isinstance(exception, OperationalError | InterfaceError):
            return None
        standbys.here().leave_out(alias)
        request.read_from = DEFAULT_DB_ALIAS  # type: ignore[attr-defined]
        with standbys.reading_from(DEFAULT_DB_ALIAS):
            return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]


def _place(request: HttpRequest) -> str:
    cookies = request.COOKIES
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in cookies or WROTE in cookies:
        return DEFAULT_DB_ALIAS
    if request.path.startswith((settings.STATIC_URL, *AT_THE_PRIMARY)):
        return DEFAULT_DB_ALIAS
    return standbys.here().choose()
