"""Exactly one post for a matter, from territory × sector × kind, with the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.tongue import in_each_language
from kopir.posts.models import Mandate, Post, in_force
from kopir.posts.queries.standing import CHAIN, holders, living, nearest, standing, superiors
from kopir.posts.words import GapKind, PostKind
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory, lineage
from kopir.territories.words import Level

Step = dict[str, str]
KIND_ORDER = [PostKind.AUTHORISED, PostKind.COORDINATION, PostKind.HEAD, PostKind.EXECUTOR]


@dataclass(frozen=True)
class Route:
    """`post` answers, by `mandate` (of the post itself or of the vacant one it stands in for).

    `steps`: why, one sentence each, by language. `passed`: vacant posts that would have answered.
    """

    post: Post
    mandate: Mandate
    steps: list[Step]
    passed: list[Post]


@dataclass(frozen=True)
class Gap:
    """A place and a sector whose matters do not end at a held post of the region or below.

    `post` is the country's or the vacant one, `substitute` who answers meanwhile.
    """

    territory: Territory
    sector: Sector
    kind: GapKind
    post: Post | None = None
    substitute: Post | None = None


def responsible_post(territory: Territory, sector: Sector | None, matter_kind: str = "", on: date | None = None) -> Route | None:
    """The one post that answers for a matter; None when the tree has none that is held (see `gaps`).

    Three queries. Of a vacant post the nearest held post above answers; without one, the next candidate.
    """
    codes = lineage(territory.pk)
    places = {place.pk: place for place in Territory.objects.filter(pk__in=codes)}
    candidates = ranked(_mandates(on).filter(_for_sector(sector), territory_id__in=codes), matter_kind)
    above = {mandate.post_id: list(superiors(mandate.post)) for mandate in candidates}
    held = holders({*above, *(post.pk for posts in above.values() for post in posts)}, on) if above else {}
    levels = [places[code] for code in codes if code in places]
    passed: list[Post] = []
    steps: list[Step] = []
    for mandate in candidates:
        if mandate.post_id in held:
            return Route(mandate.post, mandate, [*steps, *_why(mandate, levels, sector, steps)], passed)
        if mandate.post in passed:
            continue
        passed.append(mandate.post)
        substitute = nearest(above[mandate.post_id], held)
        steps += [*_why(mandate, levels, sector, steps), _vacant(mandate.post, substitute)]
        if substitute is not None:
            return Route(substitute, mandate, steps, passed)
    return None


def _mandates(on: date | None) -> QuerySet[Mandate]:
    """Mandates in force of posts that stand, with everything that choosing and explaining needs."""
    day = on or timezone.localdate()
    rows = Mandate.objects.filter(in_force(day), standing(day, "post__"))
    return rows.select_related("territory", "sector", "post__organisation", f"post__{CHAIN}")


def _for_sector(sector: Sector | None) -> Q:
    """A general mandate covers every sector; a matter without a sector has only the general ones."""
    return Q(sector=None) | Q(sector=sector) if sector else Q(sector=None)


def ranked(mandates: Iterable[Mandate], matter_kind: str = "") -> list[Mandate]:
    """Those that cover the kind, the most specific first; a total order, so the same matter always goes one way."""
    covering = [row for row in mandates if not row.matter_kinds or matter_kind in row.matter_kinds]
    return sorted(covering, key=_specificity)


def _specificity(mandate: Mandate) -> tuple[int, bool, bool, int, int, int]:
    """Smaller is more specific: place, then sector, then kind, then kind of post, then the older post."""
    return (
        -mandate.territory.level,
        mandate.sector_id is None,
        not mandate.matter_kinds,
        KIND_ORDER.index(PostKind(mandate.post.kind)),
        mandate.post_id,
        mandate.pk,
    )


# Why, in words. Names stand after a colon or in quotes, so that no language has to inflect them.


def _why(mandate: Mandate, levels: list[Territory], sector: Sector | None, said: list[Step]) -> list[Step]:
    """What led to this mandate: the levels without a post (only once), then what the mandate covers."""
    skipped = [place for place in levels if place.level > mandate.territory.level]
    steps = [_nothing_below(skipped, sector)] if skipped and not said else []
    return [*steps, _covers(mandate)]


def _nothing_below(skipped: list[Territory], sector: Sector | None) -> Step:
    def words(language: str) -> str:
        places = ", ".join(place.name(language).text for place in skipped)
        if sector is None:
            words = _("%(places)s: no post here answers for this, so the next level up does.")
            return words % {"places": places}
        names = {"places": places, "sector": sector.name(language).text}
        return _("%(places)s: no post here answers for “%(sector)s”, so the next level up does.") % names

    return in_each_language(words)


def _covers(mandate: Mandate) -> Step:
    def words(language: str) -> str:
        names = {"place": mandate.territory.name(language).text, "post": mandate.post.name(language).text}
        if mandate.sector is None:
            return _("%(place)s: this post answers for all sectors: %(post)s.") % names
        names["sector"] = mandate.sector.name(language).text
        return _("%(place)s: this post answers for “%(sector)s”: %(post)s.") % names

    return in_each_language(words)


def _vacant(post: Post, substitute: Post | None) -> Step:
    def words(language: str) -> str:
        names = {"post": post.name(language).text}
        if substitute is None:
            words = _("The post “%(post)s” is vacant and no post above it is held, so the next one answers.")
            return words % names
        names["substitute"] = substitute.name(language).text
        return _("The post “%(post)s” is vacant. The post above it answers instead: %(substitute)s.") % names

    return in_each_language(words)


# Where matters lead nowhere


def gaps(on: date | None = None) -> list[Gap]:
    """Regions and districts × sectors that lead nowhere, only to the country's own post, or to a vacant one.

    Four queries whatever the number of places; ordered by place and sector.
    """
    day = on or timezone.localdate()
    by_place: dict[tuple[str, int | None], list[Mandate]] = defaultdict(list)
    for mandate in _mandates(day):
        by_place[mandate.territory_id, mandate.sector_id].append(mandate)
    held = set(living(day).values_list("post_id", flat=True))
    places = Territory.objects.filter(in_force(day), level__in=[Level.REGION, Level.DISTRICT]).order_by("pk")
    sectors = list(Sector.objects.filter(in_force(day)))
    found = (_gap(place, sector, by_place, held) for place in places for sector in sectors)
    return [gap for gap in found if gap is not None]


def _gap(place: Territory, sector: Sector, by_place: dict[tuple[str, int | None], list[Mandate]], held: set[int]) -> Gap | None:
    best = next(iter(ranked(_covering(place, sector, by_place))), None)
    if best is None:
        return Gap(place, sector, GapKind.NOWHERE)
    if best.post_id not in held:
        return Gap(place, sector, GapKind.VACANT, best.post, nearest(superiors(best.post), held))
    if best.territory_id == COUNTRY:
        return Gap(place, sector, GapKind.COUNTRY_ONLY, best.post)
    return None


def _covering(place: Territory, sector: Sector, by_place: dict[tuple[str, int | None], list[Mandate]]) -> Iterator[Mandate]:
    for code in lineage(place.pk):
        yield from by_place.get((code, sector.pk), ())
        yield from by_place.get((code, None), ())
