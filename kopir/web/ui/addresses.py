"""The address of this page with something changed: another language, one filter less, the next portion."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from kopir.base.given import number_of

SURFACES = ("", "public:", "account:", "data:", "watch:")
_PREFIX = re.compile(r"^/[a-z]{2}(?=/|$)")


class LanguageLink(NamedTuple):
    code: str
    name: str
    url: str
    current: bool


def language_links(request: HttpRequest | None, *, query: bool = True) -> list[LanguageLink]:
    """The same page in each language; without a request, the front page in each."""
    here = "/" if request is None else request.get_full_path() if query else request.path
    now = get_language()
    return [LanguageLink(code, name, in_language(here, code), code == now) for code, name in settings.LANGUAGES]


def in_language(address: str, code: str) -> str:
    """Addresses of a page differ in their first part only; an address without a language has its front page instead."""
    return _PREFIX.sub(f"/{code}", address) if _PREFIX.match(address) else f"/{code}/"


def of_page(name: str) -> str:
    """Of a page without anything to fill in, by its name in whichever surface has it; "" while none has."""
    return _of_page(name, get_language())


@cache
def _of_page(name: str, _language: str | None) -> str:
    """Every page shows a dozen of them, and they change with the language only."""
    for surface in SURFACES:
        try:
            return reverse(surface + name)
        except NoReverseMatch:
            continue
    return ""


def with_query(request: HttpRequest | None, **changes: str | None) -> str:
    """The query of this page with some values set and those given as None dropped; another place in the list, another page."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    if "after" in changes and "page" not in changes:
        changes["page"] = None
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def page_number(request: HttpRequest | None) -> int:
    """Which page of its list this is. Pages are found by key; their number is only said."""
    return max(1, number_of(request.GET.get("page", "")[:6]) or 1) if request else 1


def without_value(query: QueryDict, name: str, value: str) -> str:
    """The query with one chosen value taken out and the place in the list forgotten."""
    rest = query.copy()
    rest.setlist(name, [kept for kept in rest.getlist(name) if kept != value])
    for place in ("after", "before", "page"):
        rest.pop(place, None)
    return f"?{rest.urlencode()}"
