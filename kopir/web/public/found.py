"""What was found, as the page of the search shows it: hits with their places, facets with their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kopir.base.tongue import language_name
from kopir.search.documents import REGISTERED
from kopir.search.models import Document
from kopir.search.queries import Facets, Found, Hit, Search
from kopir.search.words import ONE, Kind
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.web.public import reading

Choice = tuple[str, str, int]
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Facet:
    """`name`: in the address. `choices`: value, words, how many. `chosen`: the value chosen, if any."""

    name: str
    title: str
    choices: list[Choice]
    chosen: str = ""

    @property
    def first(self) -> list[Choice]:
        """What is shown at once, with the chosen one among it."""
        return self.choices[:SHOWN] + [one for one in self.choices[SHOWN:] if one[0] == self.chosen]

    @property
    def rest(self) -> list[Choice]:
        return [one for one in self.choices[SHOWN:] if one[0] != self.chosen]


def shown_hits(found: Found) -> list[tuple[Hit, str, str, Territory | None]]:
    """Each with the word for its kind, its state in words and its place. One query."""
    places = Territory.objects.in_bulk({hit.document.territory for hit in found.hits})
    return [
        (hit, str(ONE[Kind(hit.document.kind)]), state_words(hit.document), _place_of(hit.document, places)) for hit in found.hits
    ]


def _place_of(document: Document, places: Mapping[str, Territory]) -> Territory | None:
    """A place is not said to be in itself."""
    return None if document.kind == Kind.TERRITORY else places.get(document.territory)


def state_words(document: Document) -> str:
    """Of a matter its state; of other things only that they are no longer in force."""
    states = REGISTERED[Kind(document.kind)].states
    if document.kind == Kind.MATTER and states is not None and document.state in states.values:
        return str(states(document.state).label)
    return "" if document.is_open else _("no longer in force")


def shown_facets(facets: Facets, wanted: Search) -> list[Facet]:
    """Those with something to choose. Two queries, for the names of places and sectors."""
    where = wanted.territory.pk if wanted.territory else ""
    found = [
        Facet("kind", _("Kind"), _in_order(facets.kinds, _kinds()), wanted.kind),
        Facet("where", _("Place"), _ordered(facets.places, _places(facets.places, wanted)), where),
        Facet("sector", _("Sector"), _ordered(facets.sectors, _sectors(facets.sectors)), wanted.sector),
        Facet("language", _("Written in"), _in_order(facets.languages, _languages()), wanted.language),
        Facet("state", _("State"), _in_order(facets.states, _states(facets.states)), wanted.state),
        Facet("period", _("Year"), _years(facets.years), wanted.period),
    ]
    return [facet for facet in found if facet.choices]


def _kinds() -> dict[str, str]:
    return {kind.value: str(kind.label) for kind in Kind}


def _places(numbers: Mapping[str, int], wanted: Search) -> dict[str, str]:
    """What lies directly inside the chosen place; not the place itself."""
    rows = Territory.objects.in_bulk(numbers)
    return {code: str(row) for code, row in rows.items() if row != wanted.territory and row.level}


def _sectors(numbers: Iterable[str]) -> dict[str, str]:
    return {row.code: reading.short_name(row) for row in Sector.objects.filter(code__in=numbers)}


def _languages() -> dict[str, str]:
    return {code: language_name(code, reading.language()) for code in ("kk", "ru", "en")}


def _states(numbers: Iterable[str]) -> dict[str, str]:
    """`matter:open` → “matter: being worked on”."""
    found = {}
    for kind, one in REGISTERED.items():
        for value, label in one.states.choices if one.states else ():
            if f"{kind}:{value}" in numbers:
                found[f"{kind}:{value}"] = f"{ONE[kind]}: {label}"
    return found


def _in_order(numbers: Mapping[str, int], names: Mapping[str, str]) -> list[Choice]:
    """In the order of the names as they are given."""
    return [(value, words, numbers[value]) for value, words in names.items() if numbers.get(value)]


def _ordered(numbers: Mapping[str, int], names: Mapping[str, str]) -> list[Choice]:
    """The most first."""
    return sorted(_in_order(numbers, names), key=lambda row: (-row[2], row[1]))


def _years(numbers: Mapping[str, int]) -> list[Choice]:
    """The latest first."""
    return [(year, year, numbers[year]) for year in sorted(numbers, reverse=True)]


def chips(wanted: Search) -> list[tuple[str, str]]:
    """What narrows: its name in the address and its words."""
    names = {
        "kind": str(Kind(wanted.kind).label) if wanted.kind else "",
        "where": str(wanted.territory or ""),
        "sector": _sectors([wanted.sector]).get(wanted.sector, wanted.sector) if wanted.sector else "",
        "language": language_name(wanted.language, reading.language()) if wanted.language else "",
        "state": _states([wanted.state]).get(wanted.state, wanted.state) if wanted.state else "",
        "period": wanted.period,
        "since": _("new since you were last told") if wanted.since_document else "",
    }
    return [(name, words) for name, words in names.items() if words]
