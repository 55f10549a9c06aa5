"""What the public pages read from an address."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import get_language

from kopir.base.errors import Refused
from kopir.base.tongue import LocalisedText, base_language, localised, localised_field
from kopir.sectors.models import Sector
from kopir.sectors.queries import sector_for
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.queries import territory_for


def language() -> str:
    return base_language(get_language())


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number from the query; nonsense counts as none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def place(request: HttpRequest, name: str = "where") -> Territory | None:
    """The territory of a KATO code in the query; nonsense and the whole country count as none."""
    code = request.GET.get(name, "")
    if not (code.isascii() and code.isdecimal() and len(code) == 9) or code == COUNTRY:
        return None
    try:
        return territory_for(request.actor, code)  # type: ignore[attr-defined]
    except Refused:
        return None


def sector(request: HttpRequest, name: str = "about") -> Sector | None:
    code = request.GET.get(name, "")[:10]
    try:
        return sector_for(code) if code else None
    except Refused:
        return None


def short_name(one: Sector) -> str:
    """The sector's short name in the reader's language; the whole name while there is none."""
    return localised_field(one, "short", language()).text or str(one)


def in_own_language(names: Mapping[str, str]) -> LocalisedText:
    return localised(names, language())
