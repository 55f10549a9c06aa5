"""Which way of interaction is suggested for a matter, and why.

What led most often to a confirmed outcome in such matters goes first: of the same kind and sector, else of the sector, else of
the kind. A way counts from five known results on, of which at least half were confirmed; the one with the highest lower end of
its interval is taken, so that few lucky cases do not win. Where nothing is known the catalogue speaks: the file
reference/ways_of_kinds.csv names ways that suit a kind of matter. Whatever the post has named or called not fitting in this
matter is not suggested again; what posts called not fitting in matters of the same kind and sector more often than they used it
is left out of the catalogue's suggestions.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext as _

from kopir.interactions.models import Matter
from kopir.memory.models import Unfit
from kopir.practices.models import Way, WayUse
from kopir.practices.queries import ways_in_force, ways_of
from kopir.practices.queries.results import results
from kopir.practices.shares import SMALLEST, Share

FILE = Path(__file__).parent.parent / "reference" / "ways_of_kinds.csv"
LAST = 2000
"""So many uses, the newest, are looked at for one matter."""


class Scope(StrEnum):
    """Which matters the suggestion was learned from."""

    BOTH = "both"
    SECTOR = "sector"
    KIND = "kind"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Suggested:
    """`share`: confirmed outcomes of those known, in matters of the scope; for the catalogue of the same kind and sector."""

    way: Way
    scope: Scope
    share: Share

    @property
    def why(self) -> str:
        words = {
            Scope.BOTH: _("In matters of this kind and sector it led most surely to an outcome that the author confirmed:"),
            Scope.SECTOR: _("In matters of this sector it led most surely to an outcome that the author confirmed:"),
            Scope.KIND: _("In matters of this kind it led most surely to an outcome that the author confirmed:"),
            Scope.CATALOGUE: _("The catalogue names it for matters of this kind. From matters like this one:"),
        }
        return words[self.scope]


@cache
def catalogue() -> dict[str, list[str]]:
    """Codes of ways by the code of a kind, what suits best first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["kind"]: row["ways"].split() for row in csv.DictReader(file)}


def suggested_way(matter: Matter, named: Collection[Way] | None = None) -> Suggested | None:
    """While the matter is open and no way was `named` in it. Eight queries at most,
    one less when the caller has read those."""
    if not matter.is_running or matter.kind is None or (ways_of(matter) if named is None else named):
        return None
    unfit = set(Unfit.objects.filter(matter=matter).values_list("way_id", flat=True))
    ways = {way.pk: way for way in ways_in_force() if way.pk not in unfit}
    shares = _shares(matter, ways)
    return _learned(ways, shares) or _from_catalogue(matter, ways, shares[Scope.BOTH])


Shares = dict[Scope, dict[int, Share]]


def _shares(matter: Matter, ways: Collection[int]) -> Shares:
    near = Q(matter__kind=matter.kind_id) | Q(matter__sector=matter.sector_id)
    uses = WayUse.objects.filter(near, way__in=ways).exclude(matter=matter).order_by("-pk")
    pairs = list(uses.values_list("way_id", "matter_id")[:LAST])
    ends = results({pk for _way, pk in pairs})
    found: Shares = {scope: defaultdict(lambda: Share(0, 0)) for scope in Scope}
    for way, pk in pairs:
        if pk in ends:
            end = ends[pk]
            for scope in _scopes(end.kind == matter.kind_id, end.sector == matter.sector_id):
                old = found[scope][way]
                found[scope][way] = Share(old.part + end.confirmed, old.whole + 1)
    return found


def _scopes(kind: bool, sector: bool) -> Iterable[Scope]:
    yield from (scope for scope, fits in ((Scope.BOTH, kind and sector), (Scope.SECTOR, sector), (Scope.KIND, kind)) if fits)


def _learned(ways: dict[int, Way], shares: Shares) -> Suggested | None:
    for scope in (Scope.BOTH, Scope.SECTOR, Scope.KIND):
        known = {way: share for way, share in shares[scope].items() if _is_sure(share)}
        if known:
            best = max(known, key=lambda way: (known[way].low, known[way].whole, -ways[way].order))
            return Suggested(ways[best], scope, known[best])
    return None


def _is_sure(share: Share) -> bool:
    return share.whole >= SMALLEST and 2 * share.part >= share.whole


def _from_catalogue(matter: Matter, ways: dict[int, Way], shares: dict[int, Share]) -> Suggested | None:
    assert matter.kind is not None
    disliked = _disliked(matter)
    by_code = {way.code: way for way in ways.values() if way.pk not in disliked}
    found = next((by_code[code] for code in catalogue().get(matter.kind.code, ()) if code in by_code), None)
    return Suggested(found, Scope.CATALOGUE, shares.get(found.pk, Share(0, 0))) if found else None


def _disliked(matter: Matter) -> set[int]:
    like = {"matter__kind": matter.kind_id, "matter__sector": matter.sector_id}
    against = Counter(Unfit.objects.filter(**like).values_list("way_id", flat=True))
    used = Counter(WayUse.objects.filter(**like).values_list("way_id", flat=True))
    return {way for way, number in against.items() if number >= SMALLEST and number > used[way]}


def unfit_ways(matter: Matter) -> list[Unfit]:
    """What the post called not fitting, with its reason; for the parties."""
    return list(Unfit.objects.filter(matter=matter).select_related("way", "post").order_by("pk"))
