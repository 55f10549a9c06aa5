"""Public pages kept in the memory of a web process, so that many visitors cost one reading of the database.

A page is kept under what it may depend on: its whole address, the light choice, the release, the day, and *the state of
the journal*, which is read before the page is made. So a page that is made while an act commits lies under the older state
only, and that state never comes again. Only pages that nothing but acts and the day change are kept (`KEPT`), or acts and
the minute (`KEPT_A_MINUTE`): no search (its index follows the journal a moment later), no figures with a running clock, no
tables of what jobs write beside the journal. tests/web/test_kept.py names the reason of each public page that is not here.

The state is not the highest number of an entry: on PostgreSQL an entry with a lower number may commit after one with a
higher. It is how many entries there are, sealed and waiting: an entry is never deleted, and the sealer moves it from one
to the other in one transaction, so each commit of an act makes a state that was not there before.

This door is the last one: whatever refuses, counts or sends away has done so before. Who has any cookie but those of the
language and the light neither gets a kept page nor fills one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from kopir import __version__
from kopir.journal.queries import state

LARGEST = 200_000  # bytes of one page
KEPT = frozenset({
    "public:home", "public:territories", "public:territory", "public:sectors", "public:sector", "public:organisations",
    "public:organisation", "public:posts", "public:post", "public:interactions",
})  # fmt: skip
KEPT_A_MINUTE = frozenset({"public:matter"})  # tell how long something has waited, to the minute
_COOKIES = frozenset({settings.LANGUAGE_COOKIE_NAME, "light"})
Next = Callable[[HttpRequest], HttpResponse]


class Kept:
    """Looks in `process_view`, after every other door has seen the request; fills on the way back, before any of them
    has added to the answer what belongs to one reader."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "kept_under", "")
        if key and _may_be_kept(request, response):
            _name(response, key)
            caches["kept"].set(key, (response.content, dict(response.items())))
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not _may_be_asked(request):
            return None
        try:
            key = _key(request)
        except (OperationalError, InterfaceError):  # what no middleware is told of here; the page itself meets it, and is told
            return None
        found = caches["kept"].get(key)
        if found is None:
            request.kept_under = key  # type: ignore[attr-defined]
            return None
        content, headers = found
        answer = HttpResponse(content, headers=headers)
        return get_conditional_response(request, etag=answer["ETag"], response=answer)


def _may_be_asked(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        settings.KOPIR_KEPT_PAGES > 0
        and match is not None
        and match.view_name in KEPT | KEPT_A_MINUTE
        and request.method == "GET"
        and "HX-Request" not in request.headers
        and _COOKIES.issuperset(request.COOKIES)
        and not request.user.is_authenticated
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Nothing of one reader: no session begun, no cookie set, no token of a form asked for."""
    return (
        response.status_code == 200
        and not response.streaming
        and len(response.content) <= LARGEST
        and not response.cookies
        and not request.META.get("CSRF_COOKIE")
        and request.session.is_empty()
    )


def _key(request: HttpRequest) -> str:
    light, now = getattr(request, "light", False), timezone.localtime()
    assert request.resolver_match is not None
    moment = f"{now:%H:%M}" if request.resolver_match.view_name in KEPT_A_MINUTE else ""
    parts = (request.build_absolute_uri(), light, __version__, now.date(), moment, *state())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _name(response: HttpResponse, key: str) -> None:
    """A browser asks each time, and is told when it has the page already."""
    response["ETag"] = f'"{key[:32]}"'
    response["Cache-Control"] = "no-cache"
