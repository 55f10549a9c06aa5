"""An address that only takes what a form sends, opened by itself: a page that says so and leads on.

One comes there by going back in the browser, by signing in again after the sign-in had expired, or by a copied link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

Next = Callable[[HttpRequest], HttpResponse]
NUMBER = re.compile(r"\d{4}-\d{6,}")
ACTS = ("_act", "_act_on")  # their addresses take any word for an act, so that what stands above them need not exist


class OnlySent:
    """Gives the empty answer 405 its page where a browser asked; the status and the ways it names stay."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or not _reads(request):
            return response
        page = render(request, "405.html", way_on(request), status=405)
        page["Allow"] = response.get("Allow", "POST")
        return page


def _reads(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and "HX-Request" not in request.headers and request.accepts("text/html")


def way_on(request: HttpRequest) -> dict[str, str]:
    """The matter or the thing that the address names; else the page one came from; else the page above it, at last the
    front page. Only the address is read: whether one may see the thing is asked when it is opened."""
    match = request.resolver_match
    number = str(match.kwargs.get("number", "")) if match else ""
    if NUMBER.fullmatch(number):
        return {"matter": number, "href": reverse("public:matter", args=[number])}
    above, found = next(_above(request.path))
    if found.kwargs:
        return {"thing": "yes", "href": above}
    before = _came_from(request)
    return {"before": "yes", "href": before} if before else {"href": above}


def _above(path: str) -> Iterator[tuple[str, ResolverMatch]]:
    """The pages that stand above it, nearest first; a front page is the last."""
    steps = path.strip("/").split("/")
    for most in range(len(steps) - 1, -1, -1):
        shorter = "/".join(["", *steps[:most], ""])
        try:
            found = resolve(shorter)
        except Resolver404:
            continue
        if not str(found.url_name).endswith(ACTS):
            yield shorter, found


def _came_from(request: HttpRequest) -> str:
    """On this site, and not the same address again."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(before)
    if parts.path == request.path or "/account/login/" in parts.path:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
