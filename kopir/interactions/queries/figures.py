"""Counted facts about matters. Each is counted from the rows themselves at the moment of asking."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from kopir.interactions.models import AuthorWord, Matter, Outcome, Waiting, past_term
from kopir.interactions.words import NOT_RECEIVED, RUNNING, MatterState, Side

ENOUGH_TO_SHOW_TIMES = 5


@dataclass(slots=True)
class Counts:
    """received = open + closed + joined. `outcomes` and `words` are of each closed matter's last outcome."""

    received: int = 0
    open: int = 0
    overdue: int = 0
    contested: int = 0
    closed: int = 0
    joined: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    at: datetime = field(default_factory=timezone.now)


class Alike(NamedTuple):
    """How many received matters have the same state, outcome and word; of these, how many are past their term."""

    state: str
    outcome: str | None
    word: str | None
    number: int
    late: int


def counts(condition: Q = Q()) -> Counts:  # noqa: B008
    """Counts of received matters under a condition, e.g. `inside("territory", district)`. One query of an index."""
    rows = Matter.objects.exclude(state__in=NOT_RECEIVED).filter(condition).order_by().values_list("state", "outcome", "word")
    found = [Alike(*row) for row in rows.annotate(number=Count("*"), late=Count("state", filter=past_term()))]
    closed = [one for one in found if one.state == MatterState.CLOSED]
    return Counts(
        received=sum(one.number for one in found),
        open=_number(found, *RUNNING),
        overdue=sum(one.late for one in found),
        contested=_number(found, MatterState.CONTESTED),
        closed=_number(found, MatterState.CLOSED),
        joined=_number(found, MatterState.JOINED),
        outcomes=_by((one.outcome, one.number) for one in closed),
        words=_by((one.word, one.number) for one in closed),
    )


def _number(found: list[Alike], *states: str) -> int:
    return sum(one.number for one in found if one.state in states)


def _by(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    total = Counter[str]()
    for key, number in pairs:
        if key:
            total[key] += number
    return dict(total)


def counts_by_territory(level_digits: int, condition: Q = Q()) -> dict[str, int]:  # noqa: B008
    """Received matters by the first digits of the KATO code (2: regions, 4: districts)."""
    codes = Matter.objects.exclude(state__in=NOT_RECEIVED).filter(condition).values_list("territory_id")
    found: Counter[str] = Counter()
    for code, number in codes.annotate(number=Count("*")).values_list("territory_id", "number").order_by():
        found[code[:level_digits]] += number
    return dict(found)


def counts_by_sector(condition: Q = Q()) -> dict[int, int]:  # noqa: B008
    """Received matters by sector id."""
    rows = Matter.objects.exclude(state__in=NOT_RECEIVED).filter(condition).values_list("sector_id")
    return dict(rows.annotate(number=Count("*")).values_list("sector_id", "number").order_by())


def answering_days(condition: Q, *, days: int = 365) -> tuple[float | None, int]:
    """Median calendar days from receipt to the first outcome in the last `days` days and today, and of how many
    matters. The median is not given for fewer than five. One row for each tenth of a day comes from the database. Counted
    from a midnight, so that the figure is the same all day while nothing is done."""
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
    rows = Matter.objects.filter(condition, first_answered_at__gte=since, answered_in__isnull=False)
    took = sorted(rows.order_by().values_list("answered_in").annotate(number=Count("*")))
    total = sum(number for _, number in took)
    return (_middle(took, total) if total >= ENOUGH_TO_SHOW_TIMES else None), total


def _middle(took: list[tuple[int, int]], total: int) -> float:
    """The median of counted tenths, in days."""
    upto = list(accumulate(number for _, number in took))
    low, high = (took[bisect_left(upto, place)][0] for place in ((total + 1) // 2, total // 2 + 1))
    return round((low + high) / 20, 1)


@dataclass(frozen=True, slots=True)
class Work:
    """What a post did in a time. `received`: matters that came to it then for the first time. `answered`: outcomes it
    declared; `in_time`: those of them by the last day of the term, among `standing`, the answers that no later round of the
    same matter has replaced. `words`: what authors said of these outcomes; an outcome has as many as the matter has authors
    who spoke, so that there may be more words than answers, or fewer."""

    received: int
    answered: int
    standing: int
    in_time: int
    outcomes: dict[str, int]
    words: dict[str, int]


def work_of(post_id: int, since: date, until: date) -> Work:
    """Both days are included. Four queries."""
    came = Waiting.objects.filter(post=post_id, side=Side.POST).order_by().values("matter").annotate(first=Min("began_at"))
    declared = Outcome.objects.filter(post=post_id, at__date__range=(since, until))
    standing = Q(round=F("matter__round"))
    totals = declared.aggregate(
        answered=Count("*"),
        standing=Count("pk", filter=standing),
        in_time=Count("pk", filter=standing & Q(at__date__lte=F("matter__due_on"))),
    )
    kinds = declared.order_by().values_list("kind").annotate(number=Count("*"))
    words = AuthorWord.objects.filter(outcome__in=declared).order_by().values_list("word").annotate(number=Count("*"))
    received = came.filter(first__date__range=(since, until)).count()
    return Work(received, **totals, outcomes=dict(kinds), words=dict(words))


def waits(matter: Matter) -> dict[str, timedelta]:
    """How long the matter has waited for each side (author, post, receiver) so far."""
    now, total = timezone.now(), Counter[str]()
    for row in Waiting.objects.filter(matter=matter):
        total[row.side] += round(((row.ended_at or now) - row.began_at).total_seconds())
    return {side: timedelta(seconds=seconds) for side, seconds in total.items()}
