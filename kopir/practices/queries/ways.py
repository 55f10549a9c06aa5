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
from kopir.interactions.models import AuthorWord, Matter, Outcome
from kopir.interactions.words import OutcomeKind, Word
from kopir.practices.models import Way, WayUse
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


@dataclass(frozen=True, slots=True)
class _Result:
    confirmed: bool
    days: int
    sector: int | None


def ways_in_force() -> list[Way]:
    today = timezone.localdate()
    return list(Way.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today)).prefetch_related("steps"))


def way_for(code: str) -> Way:
    found = Way.objects.prefetch_related("steps").filter(code=code).first()
    if found is None:
        raise Refused(
            "no_way", _("There is no such way of interaction."), _("Look at the list of ways."), hidden=True
        )
    return found


def ways_of(matter: Matter) -> list[Way]:
    return list(Way.objects.filter(uses__matter=matter))


def counted_ways(ways: Iterable[Way] | None = None) -> list[WayCount]:
    """Four queries, however many matters."""
    rows = list(ways) if ways is not None else ways_in_force()
    uses = list(WayUse.objects.filter(way__in=rows).values_list("way_id", "matter_id"))
    results = _results({matter for _way, matter in uses})
    found: dict[int, list[int]] = defaultdict(list)
    for way, matter in uses:
        found[way].append(matter)
    return [_count(way, found[way.pk], results) for way in rows]


def _count(way: Way, matters: list[int], results: dict[int, _Result]) -> WayCount:
    known = [results[pk] for pk in matters if pk in results]
    sectors: dict[int, int] = defaultdict(int)
    for one in known:
        if one.confirmed and one.sector is not None:
            sectors[one.sector] += 1
    days = round(median(one.days for one in known)) if len(known) >= SMALLEST else None
    return WayCount(
        way, len(matters), Share(sum(one.confirmed for one in known), len(known)), days, dict(sectors)
    )


def _results(matters: set[int]) -> dict[int, _Result]:
    """By matter: its last outcome once an author has spoken of it, or silence was recorded."""
    last: dict[int, Outcome] = {}
    for outcome in Outcome.objects.filter(matter__in=matters).select_related("matter").order_by("round"):
        last[outcome.matter_id] = outcome
    words: dict[int, set[str]] = defaultdict(set)
    for outcome_id, word in AuthorWord.objects.filter(outcome__in=last.values()).values_list(
        "outcome_id", "word"
    ):
        words[outcome_id].add(word)
    return {pk: _result(outcome, words[outcome.pk]) for pk, outcome in last.items() if words[outcome.pk]}


def _result(outcome: Outcome, words: set[str]) -> _Result:
    """Where several authors spoke, one contest is enough for "not confirmed"."""
    solved = outcome.kind in (OutcomeKind.SOLVED, OutcomeKind.PARTLY)
    confirmed = solved and Word.CONFIRMED in words and Word.CONTESTED not in words
    received = outcome.matter.received_at
    return _Result(confirmed, (outcome.at - received).days if received else 0, outcome.matter.sector_id)
