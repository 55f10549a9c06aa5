"""What the world stands on, read once and kept in memory: places, posts with who holds them, ways to them, kinds, days."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor, Role
from kopir.calendar.queries import working_calendar
from kopir.interactions.acts.sending import procedure_in_force
from kopir.interactions.models import MatterKind
from kopir.interactions.words import StepLetter
from kopir.people.models import Person
from kopir.posts.acts import appoint
from kopir.posts.models import Mandate, Post, in_force
from kopir.posts.queries import answering_post, holders, responsible_post
from kopir.posts.words import PostKind
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory, lineage
from kopir.territories.words import Level

YEARS = 5
Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    district: str
    names: Names


@dataclass(frozen=True, slots=True)
class Way:
    """To the post that answers: `why` as the journal keeps it, `route` as the matter does."""

    post: int
    why: list[Names]
    route: str


@dataclass(frozen=True, slots=True)
class Kind:
    id: int
    names: Names
    procedure: int
    term: int
    offer: int
    word: int
    informed: tuple[str, ...]
    """Roles that are kept informed by the procedure's steps."""


@dataclass(slots=True)
class Ground:
    today: date
    places: list[Place] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    sectors: list[tuple[int, str, Names]] = field(default_factory=list)
    ways: dict[tuple[str, int], Way] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    speakers: dict[int, Actor] = field(default_factory=dict)
    """Who speaks for a post: its holder, or the holder of the post that stands in."""
    above: dict[int, int] = field(default_factory=dict)
    names: dict[int, Names] = field(default_factory=dict)
    beside: dict[int, list[int]] = field(default_factory=dict)
    """Posts of one region, to which matters are handed over."""
    coordination: int | None = None
    working: list[date] = field(default_factory=list)

    def after(self, day: date, days: int) -> date:
        """So many working days later."""
        return self.working[bisect_right(self.working, day) - 1 + days]

    def choose_place(self, chance: Random) -> Place:
        return chance.choices(self.places, cum_weights=self.weights)[0]


def survey(chance: Random) -> Ground:
    """Every post is held first, but for those that the demonstration left empty on purpose."""
    ground = Ground(timezone.localdate())
    _fill_posts()
    _read_days(ground)
    _read_posts(ground)
    _read_kinds(ground)
    ground.sectors = [(row.pk, row.code, row.names) for row in Sector.objects.filter(in_force(ground.today))]
    _read_places(ground, chance)
    _read_ways(ground)
    return ground


def _fill_posts() -> None:
    """The country's and the regions' posts, and nine of ten districts': whatever is empty stays with the post above."""
    held = holders(list(Post.objects.values_list("pk", flat=True)))
    since = timezone.localdate() - timedelta(days=365 * YEARS + 30)
    basis = "benchmark"
    never = Post.objects.exclude(pk__in=held).filter(appointments=None)
    for post in never.select_related("organisation", "territory"):
        if post.territory.level >= Level.DISTRICT and post.pk % 10 == 0:
            continue
        person = Person(email=f"post-{post.pk}@benchmark.example", name=post.name_kk[:150], password="!")
        person.save()
        appoint(post, person, by=SYSTEM, starts_on=since, legal_basis=basis)


def _read_days(ground: Ground) -> None:
    calendar, day = working_calendar(), ground.today - timedelta(days=365 * YEARS + 60)
    while day < ground.today + timedelta(days=200):
        if calendar.is_working(day):
            ground.working.append(day)
        day += timedelta(days=1)


def _read_posts(ground: Ground) -> None:
    posts = list(Post.objects.select_related("organisation", "superior__superior__superior"))
    held = holders([post.pk for post in posts])
    regions: dict[str, list[int]] = defaultdict(list)
    for post in posts:
        ground.names[post.pk] = post.names
        if post.superior_id:
            ground.above[post.pk] = post.superior_id
        if post.kind == PostKind.COORDINATION and ground.coordination is None:
            ground.coordination = post.pk
        answering = post if post.pk in held else answering_post(post)
        if answering is None:
            continue
        person = held[answering.pk].person if answering.pk in held else holders([answering.pk])[answering.pk].person
        ground.speakers[post.pk] = Actor(
            Role.OFFICIAL, person.pk, person.name, answering.organisation_id, answering.pk, tuple(answering.names.items())
        )  # fmt: skip
        regions[post.territory_id[:2]].append(post.pk)
    for inside in regions.values():
        ground.beside |= {pk: [other for other in inside if other != pk] for pk in inside}


def _read_kinds(ground: Ground) -> None:
    for kind in MatterKind.objects.filter(ends_on=None):
        procedure = procedure_in_force(kind)
        informed = procedure.steps.filter(letter=StepLetter.I).values_list("role", flat=True)
        ground.kinds.append(
            Kind(
                kind.pk, kind.names, procedure.pk, procedure.term_days, procedure.hand_off_days, procedure.word_days,
                tuple(informed),
            )
        )  # fmt: skip


def _read_places(ground: Ground, chance: Random) -> None:
    """Towns and districts have most matters, a few of them most of all; each village a few."""
    rows = Territory.objects.filter(in_force(ground.today), level__gte=Level.DISTRICT).order_by("pk")
    known = set(Territory.objects.filter(level=Level.DISTRICT).values_list("pk", flat=True))
    weights = []
    for row in rows:
        district = next((code for code in lineage(row.pk) if code in known), "")
        if not district:
            continue
        ground.places.append(Place(row.pk, district, row.names))
        size = chance.paretovariate(1.1)
        weights.append(min(size, 60) if row.level == Level.DISTRICT else min(size, 20) / 100)
    ground.weights = list(accumulate(weights))


def _read_ways(ground: Ground) -> None:
    """Of a district and a sector; where no post is for the sector alone, one way serves all sectors."""
    special = set(Mandate.objects.exclude(sector=None).values_list("territory_id", "sector_id"))
    districts = {place.district for place in ground.places}
    for place in Territory.objects.filter(pk__in=districts):
        lines, general = lineage(place.pk), _way(place, None)
        for row in Sector.objects.filter(in_force(ground.today)):
            own = any((code, row.pk) in special for code in lines if code != COUNTRY)
            way = _way(place, row) if own else general
            if way:
                ground.ways[place.pk, row.pk] = way


def _way(place: Territory, sector: Sector | None) -> Way | None:
    route = responsible_post(place, sector)
    if route is None:
        return None
    steps: list[Any] = route.steps
    return Way(route.post.pk, steps, json.dumps(steps, ensure_ascii=False))
