"""An NGO's sources of money over years, how much hangs on one of them, and what comparable organisations live from. Words about a
risk, never a rating."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from kopir.organisations.models import LIVING, FundingShare, Organisation
from kopir.organisations.words import Kind, Status

NEARLY_ALL, MORE_THAN_HALF = Decimal(70), Decimal(50)
"""Per cent of a year's money from one source, above which the words change."""
COUNTS_FROM = Decimal(5)
"""Less than so many per cent is no source one lives from."""
FEWEST = 5
"""Fewer comparable organisations than this are not shown."""
RECENT_YEARS = 3

Shares = Mapping[str, Decimal]


class Leaning(StrEnum):
    """How much of the last stated year's money came from its largest source."""

    ONE = "one"
    LARGE = "large"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Mix:
    """`years`: from the first stated year to the last, each with its known shares, the largest first. Shares that were named
    without a number are left out."""

    years: list[tuple[int, Shares]]
    stated_by: str

    @property
    def last(self) -> tuple[int, Shares]:
        return self.years[-1]

    @property
    def largest(self) -> tuple[str, Decimal]:
        return next(iter(self.last[1].items()))

    @property
    def leaning(self) -> Leaning:
        percent = self.largest[1]
        if percent > NEARLY_ALL:
            return Leaning.ONE
        return Leaning.LARGE if percent > MORE_THAN_HALF else Leaning.SPREAD

    @property
    def before(self) -> tuple[int, Decimal] | None:
        """What the largest source of today made in the first stated year."""
        year, shares = self.years[0]
        return (year, shares.get(self.largest[0], Decimal(0))) if len(self.years) > 1 else None


def mix_of(organisation: Organisation) -> Mix | None:
    """None while nothing was stated in numbers."""
    rows = list(FundingShare.objects.filter(organisation=organisation, percent__gt=0).order_by("year", "-percent", "source"))
    years = _by_year(rows)
    return Mix(sorted(years.items()), rows[-1].stated_by) if years else None


def _by_year(rows: Iterable[FundingShare]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        if row.percent is not None:
            found[row.year][row.source] = row.percent
    return found


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A source among comparable organisations: how many of them `have` it in their last stated year, how many `added` it since
    their first one, and whether the organisation itself has it already."""

    source: str
    have: int
    added: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Others:
    organisations: int
    sources: list[Elsewhere]

    @property
    def new(self) -> list[Elsewhere]:
        """Sources that the organisation itself does not have."""
        return [one for one in self.sources if not one.is_own]


def others_of(organisation: Organisation, own: Mix | None) -> Others | None:
    """Active NGOs of the same region and of a shared sector that stated their sources lately. None for fewer than FEWEST."""
    rows = FundingShare.objects.filter(organisation__in=_comparable(organisation), percent__gt=0)
    by_organisation: dict[int, list[FundingShare]] = defaultdict(list)
    for row in rows.order_by("year", "-percent"):
        by_organisation[row.organisation_id].append(row)
    since = timezone.localdate().year - RECENT_YEARS
    mixes = [sorted(_by_year(found).items()) for found in by_organisation.values()]
    lately = [years for years in mixes if years[-1][0] >= since]
    if len(lately) < FEWEST:
        return None
    have, added = Counter[str](), Counter[str]()
    for years in lately:
        first, last = _lived_from(years[0][1]), _lived_from(years[-1][1])
        have.update(last)
        added.update(last - first)
    mine = _lived_from(own.last[1]) if own else frozenset()
    sources = [Elsewhere(source, number, added[source], source in mine) for source, number in have.most_common()]
    return Others(len(lately), sources)


def _lived_from(shares: Shares) -> frozenset[str]:
    return frozenset(source for source, percent in shares.items() if percent >= COUNTS_FROM)


def _comparable(organisation: Organisation) -> Iterable[int]:
    if organisation.territory_id is None:
        return []
    region = organisation.territory_id[:2]
    near = Q(territory__gte=region, territory__lte=f"{region}9999999")
    shared = Q(sectors__in=organisation.sectors.all())
    rows = Organisation.objects.filter(LIVING, near, shared, kind=Kind.NGO, status=Status.ACTIVE)
    return list(rows.exclude(pk=organisation.pk).values_list("pk", flat=True).distinct())


__all__ = ["FEWEST", "Elsewhere", "Leaning", "Mix", "Others", "mix_of", "others_of"]
