"""Where matters stall, and for whom they wait: the country on one page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils import timezone

from kopir.interactions.models import Conservation, HandOff, Matter, Waiting
from kopir.interactions.words import NOT_RECEIVED, RUNNING, WORKED_ON, HandOffKind, HandOffState, MatterState, Side, Word


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


def flow_by_region(since: date | None = None) -> list[Flow]:
    """One row a region that has matters, by code. `since`: only matters received from that day. One query."""
    rows = Matter.objects.exclude(state__in=NOT_RECEIVED)
    if since:
        rows = rows.filter(received_at__date__gte=since)
    grouped = rows.annotate(region=Substr("territory_id", 1, 2)).values("region").order_by("region")
    names = list(_numbers())
    numbers = grouped.annotate(**_numbers()).values_list("region", *names)
    return [Flow(f"{region}0000000", **dict(zip(names, values, strict=True))) for region, *values in numbers]


def _numbers() -> dict[str, Count]:
    today = timezone.localdate()
    running, closed = Q(state__in=RUNNING), Q(state=MatterState.CLOSED)
    worked_on = Q(state__in=WORKED_ON)
    offered = HandOff.objects.filter(state=HandOffState.OFFERED)
    raised = HandOff.objects.filter(kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED)
    return {
        "received": Count("pk"),
        "open": Count("pk", filter=running),
        "overdue": Count("pk", filter=worked_on & Q(due_on__lt=today)),
        "contested": Count("pk", filter=Q(state=MatterState.CONTESTED)),
        "waits_author": Count("pk", filter=Q(state=MatterState.ANSWERED) | (worked_on & Q(due_on=None))),
        "waits_receiver": Count("pk", filter=worked_on & Q(pk__in=offered.values("matter"))),
        "raised": Count("pk", filter=Q(pk__in=raised.values("matter"))),
        "closed": Count("pk", filter=closed),
        "confirmed": Count("pk", filter=closed & Q(word=Word.CONFIRMED)),
        "silent": Count("pk", filter=closed & Q(word=Word.SILENCE)),
    }


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


def stalled(limit: int = 20) -> list[Matter]:
    """Matters being worked on whose term has passed, the longest overdue first."""
    late = Q(state__in=WORKED_ON, due_on__lt=timezone.localdate())
    rows = Matter.objects.filter(late).select_related("kind", "territory", "sector", "accountable")
    return list(rows.order_by("due_on", "pk")[:limit])
