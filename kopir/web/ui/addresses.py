"""The address of this page with something changed: another language, one filter less, the next portion."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import translate_url
from django.utils.translation import get_language

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
    """translate_url leaves an address it cannot resolve as it is; then the prefix alone is changed."""
    translated = translate_url(address, code)
    if translated != address or address.startswith(f"/{code}/"):
        return translated
    return _PREFIX.sub(f"/{code}", address) if _PREFIX.match(address) else f"/{code}/"


def with_query(request: HttpRequest | None, **changes: str | None) -> str:
    """The query of this page with some values set and those given as None dropped."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def without_value(query: QueryDict, name: str, value: str) -> str:
    """The query with one chosen value taken out and the place in the list forgotten."""
    rest = query.copy()
    rest.setlist(name, [kept for kept in rest.getlist(name) if kept != value])
    for place in ("after", "before"):
        rest.pop(place, None)
    return f"?{rest.urlencode()}"
