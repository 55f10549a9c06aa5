"""A place or an organisation to be chosen by its name, when it was typed in a form that its own list does not know."""

from __future__ import annotations

from kopir.base.actors import VISITOR, Actor
from kopir.organisations.models import Organisation
from kopir.organisations.queries import OrganisationFilter, list_organisations
from kopir.search.backends import by_index
from kopir.search.queries.facets import narrowed
from kopir.search.queries.finding import readings, rows_of
from kopir.search.queries.order import best
from kopir.search.queries.wanted import Search
from kopir.search.words import Kind
from kopir.territories.models import Territory
from kopir.territories.queries import Suggestion, in_force, label_all, suggest


def places(text: str, limit: int) -> list[Suggestion]:
    """Names that begin so; when there are none, those that the search finds: `в Семее`, `Ұланда`, `Устькаменогорск`."""
    if found := suggest(text, limit=limit):
        return found
    keys = _found(VISITOR, text, Kind.TERRITORY, limit)
    rows = Territory.objects.filter(in_force(), level__gt=0).in_bulk(keys)
    return label_all(rows[key] for key in keys if key in rows)


def organisations(by: Actor, text: str, language: str, limit: int) -> list[Organisation]:
    """Those whose names hold the words, in the order of the alphabet; when there are none, those that the search finds, the
    likeliest first: another form of a word, an abbreviation, other keys, one wrong letter, a part of a BIN."""
    if found := list_organisations(by, OrganisationFilter(text=text), language, limit=limit).rows:
        return found
    keys = _found(by, text, Kind.ORGANISATION, limit)
    rows = Organisation.objects.filter(merged_into=None).select_related("territory").in_bulk([int(key) for key in keys])
    return [rows[int(key)] for key in keys if int(key) in rows]


@by_index()
def _found(by: Actor, text: str, kind: Kind, limit: int) -> list[str]:
    """Keys of what holds all of the words, however they are read."""
    wanted = Search(text, kind=kind)
    for reading in readings(by, wanted):
        if not reading.query.every:
            return []
        if found := best(narrowed(rows_of(by, reading), wanted), reading.query, reading.text, limit=limit):
            return [one.key for one in found]
    return []
