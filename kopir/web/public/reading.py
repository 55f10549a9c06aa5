"""What the public pages read from an address."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import get_language

from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.base.tongue import LANGUAGES, LocalisedText, base_language, localised, localised_field
from kopir.search.queries import Search
from kopir.search.words import Kind
from kopir.sectors.models import Sector
from kopir.sectors.queries import sector_for
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.queries import territory_for


def language() -> str:
    return base_language(get_language())


def _given(request: HttpRequest) -> Mapping[str, str]:
    """What the address says, or the form that was sent."""
    return request.POST if request.method == "POST" else request.GET


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number from the query; nonsense counts as none."""
    return number_of(_given(request).get(name, ""))


def place(request: HttpRequest, name: str = "where") -> Territory | None:
    """The territory of a KATO code in the query; nonsense and the whole country count as none."""
    code = _given(request).get(name, "")
    if not (code.isascii() and code.isdecimal() and len(code) == 9) or code == COUNTRY:
        return None
    try:
        return territory_for(request.actor, code)  # type: ignore[attr-defined]
    except Refused:
        return None


def sector(request: HttpRequest, name: str = "about") -> Sector | None:
    code = _given(request).get(name, "")[:10]
    try:
        return sector_for(code) if code else None
    except Refused:
        return None


def short_name(one: Sector) -> str:
    """The sector's short name in the reader's language; the whole name while there is none."""
    return localised_field(one, "short", language()).text or str(one)


def in_own_language(names: Mapping[str, str]) -> LocalisedText:
    return localised(names, language())


LONGEST_SEARCH = 200


def search(request: HttpRequest) -> Search:
    """The search of an address; nonsense in a facet does not narrow."""
    given = _given(request)
    kind, tongue, period = given.get("kind", ""), given.get("language", ""), given.get("period", "")
    return Search(
        text=given.get("q", "").strip()[:LONGEST_SEARCH],
        kind=kind if kind in Kind.values else "",
        territory=place(request),
        sector=getattr(sector(request, "sector"), "code", ""),
        language=tongue if tongue in LANGUAGES else "",
        state=given.get("state", "")[:40],
        period=period if period.isascii() and period.isdecimal() and len(period) == 4 else "",
        since_document=number(request, "since") or 0,
        page=number(request, "page") or 1,
        as_typed=bool(given.get("typed")),
    )
