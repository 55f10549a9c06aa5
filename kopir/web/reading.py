"""Where a page is read from: a hot standby for who only reads and is not signed in, the primary for everybody else.

Only the rooms that are open to all are read there; whatever signs in, confirms an address or unsubscribes is not. Downloads that
are sent row by row are read from the primary, for half a file could not be begun again elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from kopir.base import standbys

Next = Callable[[HttpRequest], HttpResponse]
OPEN_ROOMS = ("public", "watch")
WROTE = "wrote"  # a cookie that says no more than this
MARGIN = 2  # seconds that a clock of a browser and a look at the standbys may take


class ReadPlace:
    """Stands before the door of the kept pages, which asks the same place for the state that it keeps a page under."""

    def __init__(self, get_response: Next) -> None:
        if not settings.KOPIR_STANDBYS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        finally:
            standbys.read_from(DEFAULT_DB_ALIAS)
        if request.method not in ("GET", "HEAD"):
            age = settings.KOPIR_STANDBY_LAG + MARGIN
            response.set_cookie(WROTE, "1", max_age=age, samesite="Lax", httponly=True, secure=request.is_secure())
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if _may_lag(request):
            standbys.read_from(standbys.here().choose())

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The reader sees no error when a standby goes away in the middle: the page is made once more, from the primary."""
        alias, match = standbys.place(), request.resolver_match
        if alias == DEFAULT_DB_ALIAS or match is None or not isinstance(exception, OperationalError | InterfaceError):
            return None
        standbys.here().leave_out(alias)
        standbys.read_from(DEFAULT_DB_ALIAS)
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]


def _may_lag(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.namespace in OPEN_ROOMS
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and WROTE not in request.COOKIES
    )
