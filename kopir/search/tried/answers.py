"""From a text to what is like it: candidates by meaning and by words, those the reader may read, in order, each with its
reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Q, QuerySet

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, MatterState
from kopir.search.meaning import client
from kopir.search.meaning.found import Near, Shared
from kopir.search.models import Document, Judgement
from kopir.search.tried import by_words, ranking
from kopir.search.tried.reasons import is_near, reasons
from kopir.search.words import Kind
from kopir.territories.models import Territory

LONGEST = 8_000
CANDIDATES = 50
HERE = 0.05  # what the same region, and the same field, add to the nearness
FIELD = 0.05
CLOSE = 0.55  # cosine from which a text says nearly the same


@dataclass(frozen=True, slots=True)
class Found:
    """Something like the text. `why`: sentences in the current language. `likely_same`: sure enough to speak of a duplicate."""

    kind: Kind
    subject: Matter
    why: list[str] = field(default_factory=list)
    likely_same: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """`lexical_only`: no encoder answered, so only shared words were looked at."""

    finished: list[Found] = field(default_factory=list)
    open: list[Found] = field(default_factory=list)
    practices: list[Found] = field(default_factory=list)
    lexical_only: bool = False

    def __bool__(self) -> bool:
        return bool(self.finished or self.open or self.practices)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is compared. `without`: ids of matters that are not looked at."""

    text: str
    territory: Territory | None = None
    sectors: frozenset[str] = frozenset()
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    document: Document
    near: Near

    @property
    def matter(self) -> Matter:
        return cast(Matter, self.document.matter)


def tried(
    by: Actor, text: str, *, territory: Territory | None = None, sectors: Sequence[str] = (), limit: int = 5
) -> Tried:
    """What was tried before and what is going on now that is like this text. One query, however much is found."""
    wanted = Wanted(text[:LONGEST], territory, frozenset(sectors))
    candidates, lexical = _candidates(by, wanted)
    finished = [one for one in candidates if one.matter.state == MatterState.CLOSED][:limit]
    running = [one for one in candidates if one.matter.state in RUNNING][:limit]
    told = _told([*finished, *running], wanted, lexical=lexical)
    return Tried(told[: len(finished)], told[len(finished) :], lexical_only=lexical)


def duplicates(by: Actor, matter: Matter, *, limit: int = 5) -> list[Found]:
    """Matters that are likely the same as this one, but for those that somebody has judged. Two queries."""
    sectors = frozenset([matter.sector.code] if matter.sector else [])
    judged = frozenset({matter.pk, *_judged(matter)})
    wanted = Wanted(f"{matter.title}\n{matter.text}"[:LONGEST], matter.territory, sectors, judged)
    candidates, lexical = _candidates(by, wanted)
    same = [one for one in candidates if _is_same(one, wanted, lexical=lexical)]
    return _told(same[:limit], wanted, lexical=lexical)


def _judged(matter: Matter) -> set[int]:
    pairs = Judgement.objects.filter(Q(first=matter) | Q(second=matter)).values_list("first_id", "second_id")
    return {pk for pair in pairs for pk in pair}


def _candidates(by: Actor, wanted: Wanted) -> tuple[list[Candidate], bool]:
    """Those near enough to be shown, the nearest first; and whether only words were looked at."""
    if not wanted.text.strip():
        return [], False
    near, lexical = _near(wanted.text)
    kept = [one for one in ranking.fused(near) if ranking.is_shown(one, by_words=lexical)]
    rows = readable(by).exclude(matter__in=wanted.without).in_bulk([one.document for one in kept])
    found = [Candidate(rows[one.document], one) for one in kept if one.document in rows]
    return sorted(found, key=lambda one: -_score(one, wanted, by_words=lexical)), lexical


def _near(text: str) -> tuple[list[Near], bool]:
    try:
        near, lexical = client.ask("near", text, CANDIDATES)
    except client.Absent:
        return by_words.near(text, CANDIDATES), True
    return near, lexical


def readable(by: Actor) -> QuerySet[Document]:
    """Documents of received matters that the actor may read and that were not joined to another."""
    matters = Matter.objects.readable_by(by).exclude(state=MatterState.JOINED)
    related = ("matter__kind", "matter__territory", "matter__sector", "matter__author")
    return Document.objects.filter(kind=Kind.MATTER, holds_text=True, matter__in=matters).select_related(*related)


def _score(one: Candidate, wanted: Wanted, *, by_words: bool) -> float:
    sector = one.matter.sector.code if one.matter.sector else ""
    score = ranking.nearness(one.near, by_words=by_words)
    return score + HERE * is_near(one.matter, wanted.territory) + FIELD * (sector in wanted.sectors)


def _told(found: Sequence[Candidate], wanted: Wanted, *, lexical: bool) -> list[Found]:
    common = _common(wanted.text, [one.matter for one in found])
    told = []
    for one, shared in zip(found, common, strict=True):
        one.matter.may_read = True  # type: ignore[attr-defined]  # as queries of matters set it
        why = reasons(one.matter, shared, wanted.territory, wanted.sectors, near_meaning=one.near.meaning >= CLOSE)
        told.append(Found(Kind.MATTER, one.matter, why, _is_same(one, wanted, lexical=lexical)))
    return told


def _is_same(one: Candidate, wanted: Wanted, *, lexical: bool) -> bool:
    enough = len(wanted.text.split()) >= ranking.ENOUGH
    return enough and ranking.is_likely_same(one.near, by_words=lexical)


def _common(text: str, matters: Sequence[Matter]) -> Iterable[Shared | None]:
    texts = [f"{matter.title}\n{matter.text}"[:LONGEST] for matter in matters]
    try:
        shared: list[Shared] = client.ask("shared", text, texts) if texts else []
    except client.Absent:
        return [by_words.shared(text, other) for other in texts]
    return shared
