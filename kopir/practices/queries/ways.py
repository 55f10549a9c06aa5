"""Ways of interaction, and what came of the matters that used them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.interactions.models import Matter
from kopir.practices.models import Way, WayUse
from kopir.practices.queries.results import Result, results
from kopir.practices.shares import SMALLEST, Share


@dataclass(slots=True)
class WayCount:
    """`used`: matters; `share`: of those with a result, how many were solved in whole or in part and confirmed by the author.
    `days`: median from receipt to the outcome, only when there are enough."""

    way: Way
    used: int = 0
    share: Share = field(default_factory=lambda: Share(0, 0))
    days: int | None = None
    sectors: dict[int, int] = field(default_factory=dict)


def ways_in_force() -> list[Way]:
    today = timezone.localdate()
    return list(Way.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today)).prefetch_related("steps"))


def way_for(code: str) -> Way:
    found = Way.objects.prefetch_related("steps").filter(code=code).first()
    if found is None:
        raise Refused("no_way", _("There is no such way of interaction."), _("Look at the list of ways."), hidden=True)
    return found


def ways_of(matter: Matter) -> list[Way]:
    return list(Way.objects.filter(uses__matter=matter))


def counted_ways(ways: Iterable[Way] | None = None) -> list[WayCount]:
    """Four queries, however many matters."""
    rows = list(ways) if ways is not None else ways_in_force()
    uses = list(WayUse.objects.filter(way__in=rows).values_list("way_id", "matter_id"))
    ends = results({matter for _way, matter in uses})
    found: dict[int, list[int]] = defaultdict(list)
    for way, matter in uses:
        found[way].append(matter)
    return [_count(way, found[way.pk], ends) for way in rows]


def _count(way: Way, matters: list[int], ends: dict[int, Result]) -> WayCount:
    known = [ends[pk] for pk in matters if pk in ends]
    sectors: dict[int, int] = defaultdict(int)
    for one in known:
        if one.confirmed and one.sector is not None:
            sectors[one.sector] += 1
    days = round(median(one.days for one in known)) if len(known) >= SMALLEST else None
    return WayCount(way, len(matters), Share(sum(one.confirmed for one in known), len(known)), days, dict(sectors))
