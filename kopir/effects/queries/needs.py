"""Needs beside those who can help: places down, sectors across. A square holds open matters, indicators that stand worse here
than in the places beside, organisations able to help, and posts that answer. Nothing is weighed into one number: a person
reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Indicator, NgoHelps, Reading
from kopir.effects.words import Better
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING
from kopir.organisations.models import LIVING, Organisation, OrganisationSector, ServedTerritory
from kopir.organisations.words import Kind, Status
from kopir.posts.models import Mandate, Post, in_force
from kopir.posts.queries import standing
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import COUNTRY, PREFIX, Territory, inside, lineage
from kopir.territories.queries import children, regions
from kopir.territories.words import Level

FEWEST_PLACES = 5
"""An indicator is compared only where at least so many places beside each other have a value."""
RECENT = timedelta(days=5 * 366)
"""Older readings say nothing of a need of today."""
MANY = 3
"""Open matters for one organisation from which on help is thin."""

Pair = tuple[str, int]
"""The digits by which a place is told from those beside it, and a sector's id."""


@dataclass(frozen=True, slots=True)
class Worse:
    """`value` stands worse than the `middle` of the places beside."""

    indicator: Indicator
    value: Decimal
    middle: Decimal
    source: str
    on: date


@dataclass(slots=True)
class Square:
    """`able`: organisations that work in the sector and place; `said`: those of them that say so here themselves, with how many
    `people_a_year` they can take. `compared`: indicators that could be compared; `posts`: that answer for the sector here."""

    place: Territory
    sector: Sector
    matters: int = 0
    compared: int = 0
    worse: list[Worse] = field(default_factory=list)
    able: int = 0
    said: int = 0
    people_a_year: int = 0
    posts: int = 0

    @property
    def has_need(self) -> bool:
        return bool(self.matters or self.worse)

    @property
    def is_empty(self) -> bool:
        """A need, and nobody who could help."""
        return self.has_need and not self.able

    @property
    def is_thin(self) -> bool:
        return bool(self.able) and self.matters >= MANY * self.able


@dataclass(slots=True)
class Line:
    """A place with its squares in the order of the sectors. `own`: of the place above itself, not of what lies inside it.
    `post_count` and `open_count`: posts seated here, and open matters they answer for."""

    place: Territory
    squares: list[Square]
    own: bool = False
    post_count: int = 0
    open_count: int = 0

    @property
    def each(self) -> float | None:
        return round(self.open_count / self.post_count, 1) if self.post_count else None


@dataclass
class Board:
    """`without_sector`: open matters of the place that name no sector and so stand in no square."""

    place: Territory
    sectors: list[Sector]
    lines: list[Line]
    without_sector: int
    on: date

    @property
    def squares(self) -> Iterator[Square]:
        return (square for line in self.lines for square in line.squares)

    @property
    def matters(self) -> int:
        return sum(square.matters for square in self.squares) + self.without_sector

    @property
    def helped(self) -> int:
        """Squares with a need and somebody who could help."""
        return sum(square.has_need and not square.is_empty for square in self.squares)

    @cached_property
    def empty(self) -> list[Square]:
        """Proposed as topics: the most matters first, then the most indicators."""
        return self._ordered(square for square in self.squares if square.is_empty)

    @cached_property
    def thin(self) -> list[Square]:
        return self._ordered(square for square in self.squares if square.is_thin)

    @staticmethod
    def _ordered(squares: Iterable[Square]) -> list[Square]:
        found = list(squares)
        return sorted(
            found,
            key=lambda one: (-one.matters, -len(one.worse), one.place.pk, one.sector.order, one.sector.pk),
        )


def needs(place: Territory) -> Board:
    """About ten queries, however many squares."""
    sectors, places = list(sectors_in_force()), _places(place)
    kept = _kept(place)
    found = {(one.pk[:kept], sector.pk): Square(one, sector) for one in places for sector in sectors}
    lost = _count_matters(found, place, kept)
    _count_help(found, place, kept)
    _count_posts(found, place, kept)
    _compare(found, places, kept)
    lines = [Line(one, [found[one.pk[:kept], sector.pk] for sector in sectors], one.pk == place.pk) for one in places]
    _count_load(lines, place, kept)
    return Board(place, sectors, lines, lost, timezone.localdate())


def _places(place: Territory) -> list[Territory]:
    """The place itself for what concerns all of it, then what lies right under it; below a district only the place."""
    if place.level >= Level.DISTRICT:
        return [place]
    if place.pk == COUNTRY:
        return [place, *regions()]
    return [place, *(one for one in children(place) if one.level == Level.DISTRICT)]


def _kept(place: Territory) -> int:
    """How many digits tell the lines apart."""
    return PREFIX[Level(min(place.level + 1, Level.DISTRICT))] if place.level < Level.DISTRICT else PREFIX[Level(place.level)]


# ---- Needs ---------------------------------------------------------------------------------------------------------


def _count_matters(found: dict[Pair, Square], place: Territory, kept: int) -> int:
    """Answers how many name no sector."""
    rows = Matter.objects.filter(inside("territory", place), state__in=RUNNING).order_by()
    grouped = rows.annotate(key=Substr("territory_id", 1, kept)).values("key", "sector").annotate(number=Count("pk"))
    lost = 0
    for key, sector, number in grouped.values_list("key", "sector", "number"):
        if (key, sector) in found:
            found[key, sector].matters = number
        else:
            lost += number
    return lost


def _compare(found: dict[Pair, Square], places: list[Territory], kept: int) -> None:
    """Latest readings of the places beside each other; the place above is not one of them."""
    beside = {one.pk: one for one in places[1:]} if len(places) > 1 else _beside(places[0])
    latest: dict[int, dict[str, Reading]] = defaultdict(dict)
    since = timezone.localdate() - RECENT
    rows = Reading.objects.filter(territory__in=beside, indicator__sector__isnull=False, ends_on__gte=since)
    for row in rows.select_related("indicator").order_by("ends_on", "pk"):
        latest[row.indicator_id][row.territory_id] = row
    for readings in latest.values():
        if len(readings) >= FEWEST_PLACES:
            _place_readings(found, readings, kept)


def _beside(place: Territory) -> dict[str, Territory]:
    rows = Territory.objects.filter(parent=place.parent_id, level=place.level) if place.parent_id else []
    return {one.pk: one for one in rows}


def _place_readings(found: dict[Pair, Square], readings: dict[str, Reading], kept: int) -> None:
    middle = median(row.value for row in readings.values())
    for code, row in readings.items():
        square = found.get((code[:kept], row.indicator.sector_id or 0))
        if square is None:
            continue
        square.compared += 1
        if row.value > middle if row.indicator.better == Better.LESS else row.value < middle:
            square.worse.append(Worse(row.indicator, row.value, middle, row.source, row.ends_on))


# ---- Help ----------------------------------------------------------------------------------------------------------


def helps_in_force(on: date | None = None) -> QuerySet[NgoHelps]:
    return NgoHelps.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on or timezone.localdate()))


def own_helps(by: Actor) -> list[NgoHelps]:
    """Of the organisation the actor speaks for."""
    rows = helps_in_force().filter(organisation=by.organisation_id) if by.is_member else NgoHelps.objects.none()
    return list(rows.select_related("sector", "territory").order_by("sector__order", "territory_id"))


def help_for(by: Actor, pk: int) -> NgoHelps:
    found = next((row for row in own_helps(by) if row.pk == pk), None)
    if found is None:
        raise Refused("not_found", _("There is no such offer of help, or it has ended."), hidden=True)
    return found


def _count_help(found: dict[Pair, Square], place: Territory, kept: int) -> None:
    """An organisation counts once in a square, whether it is seated there, serves it or says that it can help. Who serves the
    place above serves every square of it."""
    able: dict[Pair, set[int]] = defaultdict(set)
    for code, sector, organisation in _seated(place):
        able[code[:kept], sector].add(organisation)
    for code, sector, organisation in _serving(place):
        for pair in _covered(found, code, sector, kept):
            able[pair].add(organisation)
    said: dict[Pair, set[int]] = defaultdict(set)
    rows = helps_in_force().filter(_within(place), organisation__in=_active())
    for code, sector, organisation, people in rows.values_list("territory", "sector", "organisation", "people_a_year"):
        for pair in _covered(found, code, sector, kept):
            said[pair].add(organisation)
            found[pair].people_a_year += people or 0
    for pair, square in found.items():
        square.able, square.said = len(able[pair] | said[pair]), len(said[pair])


def _active() -> QuerySet[Organisation]:
    return Organisation.objects.filter(LIVING, kind=Kind.NGO, status=Status.ACTIVE)


def _within(place: Territory, column: str = "territory") -> Q:
    return inside(column, place) | Q(**{f"{column}__in": lineage(place.pk)})


def _seated(place: Territory) -> Iterable[tuple[str, int, int]]:
    """Code of a place, sector, organisation."""
    links = OrganisationSector.objects.filter(organisation__in=_active(), organisation__territory__isnull=False)
    rows = links.filter(inside("organisation__territory", place))
    return rows.values_list("organisation__territory", "sector", "organisation").iterator()


def _serving(place: Territory) -> Iterable[tuple[str, int, int]]:
    links = ServedTerritory.objects.filter(_within(place), organisation__in=_active())
    rows = links.filter(organisation__sectors__isnull=False)
    return rows.values_list("territory", "organisation__sectors", "organisation").iterator()


def _covered(found: dict[Pair, Square], code: str, sector: int, kept: int) -> Iterable[Pair]:
    """Squares that a place of help reaches: its own one, or all inside when it is wider than a square."""
    start = code.rstrip("0")
    start += "0" * (len(start) % 2)  # regions, districts and rural districts have two digits each
    return [pair for pair in found if pair[1] == sector and pair[0].startswith(start[:kept])]


# ---- Posts ---------------------------------------------------------------------------------------------------------


def _count_posts(found: dict[Pair, Square], place: Territory, kept: int) -> None:
    """Posts whose mandate lies in the square's place; a general one counts in every sector."""
    rows = Mandate.objects.filter(in_force(timezone.localdate()), standing(prefix="post__"), inside("territory", place))
    posts: dict[Pair, set[int]] = defaultdict(set)
    for code, sector, post in rows.values_list("territory", "sector", "post"):
        posts[code[:kept], sector or 0].add(post)
    for (key, sector), square in found.items():
        square.posts = len(posts[key, sector] | posts[key, 0])


def _count_load(lines: list[Line], place: Territory, kept: int) -> None:
    seats = Post.objects.filter(standing(), inside("territory", place)).order_by()
    running = Matter.objects.filter(inside("accountable__territory", place), state__in=RUNNING, accountable__isnull=False)
    posts = dict(_by_key(seats, "territory_id", kept))
    matters = dict(_by_key(running.order_by(), "accountable__territory_id", kept))
    for line in lines:
        key = line.place.pk[:kept]
        line.post_count, line.open_count = posts.get(key, 0), matters.get(key, 0)


def _by_key(rows: QuerySet[Post] | QuerySet[Matter], column: str, kept: int) -> Iterable[tuple[str, int]]:
    grouped = rows.annotate(key=Substr(column, 1, kept)).values("key").annotate(number=Count("pk"))
    return grouped.values_list("key", "number")


__all__ = ["FEWEST_PLACES", "MANY", "Board", "Line", "Square", "Worse", "help_for", "helps_in_force", "needs", "own_helps"]
