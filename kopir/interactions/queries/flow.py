"""Where matters stall, and for whom they wait: the country on one page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.interactions.models import Conservation, HandOff, Matter, Waiting, past_term
from kopir.interactions.words import NOT_RECEIVED, RUNNING, HandOffKind, HandOffState, MatterState, Side, Word
from kopir.territories.models import COUNTRY, PREFIX
from kopir.territories.words import Level

REGION = PREFIX[Level.REGION]


@dataclass(slots=True)
class Flow:
    """Running matters of a region and what became of the closed ones. `code`: the region's; all counts of matters."""

    code: str
    received: int = 0
    open: int = 0
    overdue: int = 0
    contested: int = 0
    waits_author: int = 0
    waits_receiver: int = 0
    raised: int = 0
    closed: int = 0
    confirmed: int = 0
    silent: int = 0


def flow_by_region() -> list[Flow]:
    """One row a region that has matters, by code. Three queries: the first reads one index in its own order and no matter."""
    found = Regions()
    rows = Matter.objects.exclude(state__in=NOT_RECEIVED).order_by().values_list("territory_id", "state", "outcome", "word")
    for code, state, _outcome, *alike in rows.annotate(number=Count("*"), late=Count("state", filter=past_term())):
        _add(found[code[:REGION]], state, *alike)
    for side, digits, number in _waited_for():
        setattr(found[digits], WAITS[Side(side)], number)
    for digits, number in _by_region(_raised()):
        found[digits].raised = number
    return [found[digits] for digits in sorted(found)]


class Regions(dict[str, Flow]):
    """By the first digits of the code."""

    def __missing__(self, digits: str) -> Flow:
        self[digits] = flow = Flow(digits + COUNTRY[len(digits) :])
        return flow


def _add(flow: Flow, state: str, word: str | None, number: int, late: int) -> None:
    """So many matters of the region with the same state and word; of these so many late."""
    flow.received += number
    flow.open += number * (state in RUNNING)
    flow.overdue += late
    flow.contested += number * (state == MatterState.CONTESTED)
    if state == MatterState.CLOSED:
        flow.closed += number
        flow.confirmed += number * (word == Word.CONFIRMED)
        flow.silent += number * (word == Word.SILENCE)


WAITS = {Side.AUTHOR: "waits_author", Side.RECEIVER: "waits_receiver"}


def _waited_for() -> QuerySet[Waiting, tuple[str, str, int]]:
    """As the sides' own table and the list behind each number count them: a running matter waits for one side at a time."""
    rows = Waiting.objects.filter(ended_at=None, side__in=WAITS, matter__state__in=RUNNING).order_by()
    return rows.values_list("side", Substr("matter__territory_id", 1, REGION)).annotate(number=Count("*"))


def _raised() -> QuerySet[HandOff]:
    return HandOff.objects.filter(kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED).exclude(matter__state__in=NOT_RECEIVED)


def _by_region(rows: QuerySet[HandOff]) -> QuerySet[HandOff, tuple[str, int]]:
    """How many different matters of each region."""
    regions = rows.order_by().values_list(Substr("matter__territory_id", 1, REGION))
    return regions.annotate(number=Count("matter", distinct=True))


@dataclass(frozen=True, slots=True)
class Wait:
    """How many running matters wait for a side now, and for how long at the median (days)."""

    side: str
    matters: int
    days: float


def waits_now(condition: Q = Q()) -> list[Wait]:  # noqa: B008
    """By side, the most first; the condition is on matters."""
    open_waits = Waiting.objects.filter(ended_at=None, matter__in=Matter.objects.running().filter(condition))
    began: dict[str, list[datetime]] = defaultdict(list)
    for side, at in open_waits.values_list("side", "began_at"):
        began[side].append(at)
    now = timezone.now()
    found = [Wait(side, len(times), _days([now - at for at in times])) for side, times in began.items()]
    return sorted(found, key=lambda wait: (-wait.matters, list(Side).index(Side(wait.side))))


def _days(spans: list[timedelta]) -> float:
    return round(median(span.total_seconds() for span in spans) / 86400, 1)


def counts_of_conservation(after: int | None = None, limit: int = 48) -> list[Conservation]:
    """Results of the hourly count, newest first; `after`: the id of the last one seen."""
    rows = Conservation.objects.order_by("-pk")
    return list((rows.filter(pk__lt=after) if after else rows)[:limit])


def stalled(by: Actor, limit: int = 10) -> list[Matter]:
    """Matters being worked on whose term has passed, the longest overdue first; only those that the actor may read."""
    rows = Matter.objects.filter(past_term()).readable_by(by).with_reading(by)
    return list(rows.select_related("kind", "territory", "sector", "accountable").order_by("due_on", "pk")[:limit])
