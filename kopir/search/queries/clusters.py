"""Matters that somebody recorded as the same, in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.search.models import Judgement
from kopir.search.words import Verdict


@dataclass(frozen=True, slots=True)
class Cluster:
    """`matters`: the oldest first. `at`: when the last of them was recorded."""

    matters: list[Matter]
    at: datetime


def clusters(by: Actor) -> list[Cluster]:
    """Groups of which the actor may read every matter that is shown; the latest first. Two queries, however many."""
    readable = Matter.objects.readable_by(by).values("pk")
    rows = Judgement.objects.filter(verdict=Verdict.SAME, first__in=readable, second__in=readable)
    pairs = list(rows.values_list("first_id", "second_id", "at"))
    related = ("territory", "sector", "accountable", "joined_into", "author")
    ids = {pk for first, second, _at in pairs for pk in (first, second)}
    there = Matter.objects.with_reading(by).select_related(*related).in_bulk(ids)
    latest: dict[int, datetime] = {}
    for first, second, at in pairs:
        for pk in (first, second):
            latest[pk] = max(at, latest.get(pk, at))
    found = [
        Cluster([there[pk] for pk in sorted(group)], max(latest[pk] for pk in group))
        for group in _groups((first, second) for first, second, _at in pairs)
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _groups(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """What hangs together."""
    near: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        near[first].add(second)
        near[second].add(first)
    groups, seen = [], set[int]()
    for start in near:
        if start in seen:
            continue
        group, waiting = {start}, [start]
        while waiting:
            fresh = near[waiting.pop()] - group
            group |= fresh
            waiting += fresh
        seen |= group
        groups.append(group)
    return groups
