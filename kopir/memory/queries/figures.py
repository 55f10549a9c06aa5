"""How much is taken from memory, what it saves, and what is invented again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from kopir.interactions.models import Matter
from kopir.interactions.queries import MatterFilter
from kopir.interactions.words import NOT_RECEIVED, MatterState
from kopir.memory.models import Comparison, Opening, Solution
from kopir.memory.queries.repeats import looked_at, repeated
from kopir.organisations.models import Organisation
from kopir.practices.models import Proposal
from kopir.practices.queries.results import Result, results
from kopir.practices.shares import SMALLEST, Middle, Share
from kopir.practices.words import ProposalState
from kopir.territories.models import Territory

YEAR = timedelta(days=365)
Alike = tuple[int | None, int | None]
"""Kind and sector: matters that agree in both are similar."""


class Axis(StrEnum):
    BODY = "body"
    REGION = "region"
    SECTOR = "sector"


KEYS: dict[Axis, Any] = {
    Axis.BODY: F("accountable__organisation_id"), Axis.REGION: Substr("territory_id", 1, 2), Axis.SECTOR: F("sector_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemoryFilter:
    """Dates are of the receipt of a matter, both included."""

    territory: Territory | None = None
    sector: str = ""
    body: Organisation | None = None
    since: date | None = None
    until: date | None = None

    def condition(self) -> Q:
        found = MatterFilter(territory=self.territory, sector=self.sector, since=self.since, until=self.until).condition()
        return found & Q(accountable__organisation=self.body) if self.body else found


@dataclass(frozen=True, slots=True)
class Use:
    """`opened`: matters for which a card or an earlier matter was opened; `cards`: how many cards. `adopted`: matters solved by
    adopting a practice. `saved`: days, of each matter solved with memory, against the median of similar ones without it.
    `repeats`: of all repeated matters, those that nobody had looked at."""

    received: int = 0
    compared: int = 0
    opened: int = 0
    cards: int = 0
    adopted: int = 0
    saved: Middle = field(default_factory=Middle)
    repeats: Share = field(default_factory=lambda: Share(0, 0))


@dataclass(frozen=True, slots=True)
class Line:
    key: Any
    use: Use


@dataclass(frozen=True, slots=True)
class Sheet:
    total: Use
    lines: dict[Axis, list[Line]]


@dataclass(slots=True)
class _Trace:
    """What one matter took from memory or missed."""

    keys: dict[Axis, Any]
    things: int = 0
    cards: int = 0
    adopted: bool = False
    saved: float | None = None
    repeats: bool = False
    unseen: bool = False


def sheet(narrowed: MemoryFilter = MemoryFilter()) -> Sheet:
    """The total and a line for every body, region and sector that received a matter. Some twenty queries, however many
    matters; only those that touched memory are read one by one."""
    rows = Matter.objects.exclude(state__in=NOT_RECEIVED).filter(narrowed.condition())
    found = list(_traces(rows).values())
    compared = rows.filter(pk__in=Comparison.objects.values("matter"))
    total = _use(found, rows.count(), compared.count())
    return Sheet(total, {axis: _lines(axis, found, rows, compared) for axis in Axis})


def _lines(axis: Axis, found: list[_Trace], rows: QuerySet[Matter], compared: QuerySet[Matter]) -> list[Line]:
    received, looked = _numbers(axis, rows), _numbers(axis, compared)
    own: dict[Any, list[_Trace]] = defaultdict(list)
    for trace in found:
        own[trace.keys[axis]].append(trace)
    lines = [Line(key, _use(own[key], number, looked.get(key, 0))) for key, number in received.items()]
    return sorted(lines, key=lambda line: (-line.use.received, str(line.key)))


def _numbers(axis: Axis, rows: QuerySet[Matter]) -> dict[Any, int]:
    grouped = rows.annotate(key=KEYS[axis]).values("key").annotate(number=Count("pk")).order_by()
    return {row["key"]: row["number"] for row in grouped}


def _use(found: Iterable[_Trace], received: int, compared: int) -> Use:
    rows = list(found)
    return Use(
        received, compared, opened=sum(row.things > 0 for row in rows), cards=sum(row.cards for row in rows),
        adopted=sum(row.adopted for row in rows), saved=Middle(tuple(row.saved for row in rows if row.saved is not None)),
        repeats=Share(sum(row.unseen for row in rows), sum(row.repeats for row in rows)),
    )  # fmt: skip


# ---- Traces --------------------------------------------------------------------------------------------------------


def _traces(rows: QuerySet[Matter]) -> dict[int, _Trace]:
    opened = list(Opening.objects.filter(matter__in=rows).values_list("matter_id", "card_id"))
    adopted = _adopted(rows)
    pairs = repeated(rows)
    unseen = pairs.keys() - looked_at(pairs)
    found = _begun(rows, {*(matter for matter, _card in opened), *adopted, *pairs})
    for matter, card in opened:
        found[matter].things += 1
        found[matter].cards += card is not None
    for matter in pairs:
        found[matter].repeats, found[matter].unseen = True, matter in unseen
    _add_savings(found, {matter for matter, _card in opened} | adopted, adopted)
    return found


def _begun(rows: QuerySet[Matter], matters: set[int]) -> dict[int, _Trace]:
    keyed = rows.filter(pk__in=matters).annotate(**{f"key_{axis}": KEYS[axis] for axis in Axis})
    values = keyed.values_list("pk", *(f"key_{axis}" for axis in Axis))
    return {pk: _Trace(dict(zip(Axis, keys, strict=True))) for pk, *keys in values}


def _adopted(rows: QuerySet[Matter]) -> set[int]:
    """The post named the adoption, or it adopted what was proposed to it for this very matter."""
    named = Solution.objects.filter(matter__in=rows).values_list("matter_id", flat=True)
    taken = Proposal.objects.filter(matter__in=rows, state=ProposalState.ACCEPTED, card__adoptions__post=F("post"))
    return {*named, *taken.values_list("matter_id", flat=True)}


def _add_savings(found: dict[int, _Trace], helped: set[int], adopted: set[int]) -> None:
    """Only of what was solved and confirmed; where there are too few similar ones nothing is said."""
    ends = {pk: end for pk, end in results(helped).items() if end.confirmed}
    usual = _usual(ends.values())
    for pk, end in ends.items():
        found[pk].adopted = pk in adopted
        middle = usual.get((end.kind, end.sector))
        found[pk].saved = middle - end.days if middle is not None else None


def _usual(ends: Iterable[Result]) -> dict[Alike, float]:
    """Median days of similar matters that were solved without memory and answered within a year; at least five of them."""
    wanted = {(end.kind, end.sector) for end in ends}
    if not wanted:
        return {}
    like = Matter.objects.filter(
        state=MatterState.CLOSED, kind__in={kind for kind, _sector in wanted}, sector__in={sector for _kind, sector in wanted},
        answered_at__gte=timezone.now() - YEAR, solution__isnull=True,
    ).exclude(pk__in=Opening.objects.values("matter"))  # fmt: skip
    days: dict[Alike, list[int]] = defaultdict(list)
    for end in results(like).values():
        if end.confirmed:
            days[end.kind, end.sector].append(end.days)
    return {key: median(took) for key, took in days.items() if len(took) >= SMALLEST}
