"""What is turned back before any page sees it: what cannot be read, and too much in a minute. What no cache may keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

MINUTE = 60
LONGEST_QUERY = 30_000  # bytes; a database compares no longer pattern
_SEARCHES = (
    "public:search", "public:suggest_search", "public:suggest_places", "public:suggest_organisations", "public:tried",
    "public:matter_posts", "cabinet:nearby", "cabinet:tried", "cabinet:places", "public:responsible", "public:glossary",
)  # fmt: skip
_FILES = (".csv", ".pdf", ".docx", ".ics")
Next = Callable[[HttpRequest], HttpResponse]


class Readable:
    """No keyboard types the zero character, and PostgreSQL keeps none. Asked after the token of the form was: reading a form
    whose sender went away is that step's care."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        try:
            unreadable = any("\0" in text for text in _texts(request))
        except UnreadablePostError:
            raise SuspiciousOperation("a form that was broken off") from None
        if unreadable:
            raise SuspiciousOperation("zero character in an address or a form")
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise SuspiciousOperation("query of an address too long")


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield from (name, *values)


class OwnPages:
    """What a signed-in person sees is theirs: no cache between may keep it. (Their own browser may, so that going back loses
    nothing typed.)"""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private"
        return response


class Pace:
    """Counts what one person, or one address without a sign-in, sends, searches and takes away in a minute."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        what = _counted(request)
        if not (settings.KOPIR_LIMITS and what and _too_many(what, _who(request))):
            return None
        answer = render(request, "ui/slow_down.html", status=429)
        answer["Retry-After"] = str(MINUTE)
        return answer


def _counted(request: HttpRequest) -> str:
    """`search`, `file`, `send`, or nothing for a page that is only read."""
    match = request.resolver_match
    if match is not None and match.view_name in _SEARCHES:
        return "search"
    if request.path.endswith(_FILES) or "csv" in request.GET:
        return "file"
    return "send" if request.method == "POST" else ""


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"person-{request.user.pk}"
    return get_adapter(request).get_client_ip(request)


def _too_many(what: str, who: str) -> bool:
    key = f"{what}:{who}"
    counts = caches["pace"]
    counts.add(key, 0, MINUTE)
    try:
        return counts.incr(key) > settings.KOPIR_PACE[what]
    except ValueError:  # the minute ended between the two
        return False
