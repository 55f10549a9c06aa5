"""Matters that repeat one solved before, and those of them for which nobody opened it: the wheel invented again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.memory.models import Comparison, Opening
from kopir.practices.queries.results import results
from kopir.search.models import Judgement
from kopir.search.words import Verdict

SHOWN = ("territory", "sector", "accountable__organisation")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`matter` repeats `earlier`. `judged`: a post said so; else only the finder."""

    matter: Matter
    earlier: Matter
    judged: bool


def repeated(rows: QuerySet[Matter]) -> dict[int, int]:
    """By matter the solved one that it repeats. What a post judged goes before what the finder found; a matter that was joined
    to another repeats nothing. Five queries."""
    found = dict(Comparison.objects.filter(matter__in=rows, earlier__isnull=False).values_list("matter_id", "earlier_id"))
    judged = Judgement.objects.filter(Q(first__in=rows) | Q(second__in=rows))
    verdicts = judged.values_list("first_id", "second_id", "verdict")
    for first, second, verdict in verdicts:
        if verdict == Verdict.DIFFERENT and found.get(second) == first:
            del found[second]
    found |= _judged_same(judged)
    joined = set(rows.filter(pk__in=found, state=MatterState.JOINED).values_list("pk", flat=True))
    return {matter: earlier for matter, earlier in found.items() if matter not in joined}


def _judged_same(judged: QuerySet[Judgement]) -> dict[int, int]:
    """Only where the earlier one was solved when the later came."""
    same = judged.filter(verdict=Verdict.SAME, first__closed_at__lt=F("second__received_at"))
    pairs = dict(same.values_list("second_id", "first_id"))
    ends = results(set(pairs.values()))
    return {later: first for later, first in pairs.items() if first in ends and ends[first].confirmed}


def looked_at(pairs: dict[int, int]) -> set[int]:
    """Matters for which somebody opened the earlier one or a card made of it, or whose post said "the same" before it answered.
    Two queries."""
    opened: dict[int, set[int]] = defaultdict(set)
    rows = Opening.objects.filter(matter__in=pairs).values_list("matter_id", "earlier_id", "card__matter_id")
    for matter, earlier, of_card in rows:
        opened[matter] |= {earlier, of_card} - {None}
    seen = {matter for matter, earlier in pairs.items() if earlier in opened[matter]}
    before = Q(second__answered_at__isnull=True) | Q(at__lt=F("second__answered_at"))
    said = Judgement.objects.filter(before, second__in=pairs, verdict=Verdict.SAME).values_list("second_id", "first_id")
    return seen | {later for later, first in said if pairs[later] == first}


def repeats_unseen(by: Actor, condition: Q) -> list[Repeat]:
    """The newest first; only pairs that the actor may read. Eight queries."""
    pairs = repeated(Matter.objects.filter(condition))
    unseen = {matter: earlier for matter, earlier in pairs.items() if matter not in looked_at(pairs)}
    readable = Matter.objects.readable_by(by).with_reading(by).select_related(*SHOWN)
    rows = readable.in_bulk({*unseen, *unseen.values()})
    judged = set(Judgement.objects.filter(second__in=unseen, verdict=Verdict.SAME).values_list("second_id", flat=True))
    return [
        Repeat(rows[matter], rows[earlier], matter in judged)
        for matter, earlier in sorted(unseen.items(), reverse=True)
        if matter in rows and earlier in rows
    ]
