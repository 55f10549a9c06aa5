"""From a text to what is like it: candidates by meaning and by words, those the reader may read, in order, each with its
reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from kopir.base.actors import Actor
from kopir.base.layouts import other_layouts
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, MatterState
from kopir.practices.models import Card
from kopir.search.language import paragraphs
from kopir.search.meaning import client
from kopir.search.meaning.found import Near, Shared
from kopir.search.models import Judgement
from kopir.search.tried import by_words, ranking
from kopir.search.tried.reasons import is_near, reasons
from kopir.search.tried.subjects import Subject, readable, told
from kopir.territories.models import Territory

LONGEST = 8_000
CANDIDATES = 50
KEYS = 500  # characters that are read on other layouts
HERE = 0.05  # what the same region, and the same field, add to the nearness
FIELD = 0.05
CLOSE = 0.55  # cosine from which a text says nearly the same


@dataclass(frozen=True, slots=True)
class Found:
    """Something like the text. `why`: sentences in the current language. `likely_same`: sure enough to speak of a duplicate."""

    subject: Subject
    why: list[str] = field(default_factory=list)
    likely_same: bool = False

    @property
    def matter(self) -> Matter:
        assert isinstance(self.subject, Matter)
        return self.subject

    @property
    def card(self) -> Card:
        assert isinstance(self.subject, Card)
        return self.subject


@dataclass(frozen=True, slots=True)
class Tried:
    """`finished` and `open` are matters, `practices` cards. `lexical_only`: no encoder answered, so only shared words were
    looked at. `instead`: what was looked for because nothing is like the text: the same keys on another layout."""

    finished: list[Found] = field(default_factory=list)
    open: list[Found] = field(default_factory=list)
    practices: list[Found] = field(default_factory=list)
    lexical_only: bool = False
    instead: str = ""

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
    subject: Subject
    near: Near


def tried(by: Actor, text: str, *, territory: Territory | None = None, sectors: Sequence[str] = (), limit: int = 5) -> Tried:
    """What was tried before, what is going on now and what could be adopted that is like this text. A few queries, however
    much is found."""
    wanted = Wanted(text[:LONGEST], territory, frozenset(sectors))
    candidates, lexical = _candidates(by, wanted)
    instead = "" if candidates else _on_other_keys(wanted.text)
    if instead:
        wanted = replace(wanted, text=instead)
        candidates, lexical = _candidates(by, wanted)
    finished = [one for one in candidates if one.subject.state == MatterState.CLOSED][:limit]
    running = [one for one in candidates if one.subject.state in RUNNING][:limit]
    practices = [one for one in candidates if isinstance(one.subject, Card)][:limit]
    found = _told([*finished, *running, *practices], wanted, lexical=lexical)
    first, second = len(finished), len(finished) + len(running)
    return Tried(found[:first], found[first:second], found[second:], lexical, instead if found else "")


def _on_other_keys(text: str) -> str:
    """The first reading with words that the index knows; a text typed on the wrong layout holds none as it stands."""
    return next((reading for reading in other_layouts(text[:KEYS]) if by_words.near(reading, 1)), "")


def duplicates(by: Actor, matter: Matter, *, limit: int = 5) -> list[Found]:
    """Matters that are likely the same as this one, but for those that somebody has judged. Three queries, more when practices
    are alike too."""
    sectors = frozenset([matter.sector.code] if matter.sector else [])
    judged = frozenset({matter.pk, *_judged(matter)})
    wanted = Wanted(f"{matter.title}\n{matter.text}"[:LONGEST], matter.territory, sectors, judged)
    candidates, lexical = _candidates(by, wanted)
    same = [one for one in candidates if isinstance(one.subject, Matter) and _is_same(one, wanted, lexical=lexical)]
    return _told(same[:limit], wanted, lexical=lexical)


def _judged(matter: Matter) -> set[int]:
    pairs = Judgement.objects.filter(Q(first=matter) | Q(second=matter)).values_list("first_id", "second_id")
    return {pk for pair in pairs for pk in pair}


def _candidates(by: Actor, wanted: Wanted) -> tuple[list[Candidate], bool]:
    """Those near enough to be shown, the nearest first; and whether only words were looked at."""
    if not wanted.text.strip():
        return [], False
    near, lexical = _near(wanted.text)
    said = len(wanted.text.split())
    kept = [one for one in ranking.fused(near) if ranking.is_shown(one, by_words=lexical, said=said)]
    read = readable(by, [one.document for one in kept], wanted.without) if kept else {}
    found = [Candidate(read[one.document], one) for one in kept if one.document in read]
    return sorted(found, key=lambda one: -_score(one, wanted, by_words=lexical)), lexical


def _near(text: str) -> tuple[list[Near], bool]:
    try:
        near, lexical = client.ask("near", text, CANDIDATES)
    except client.Absent:
        return by_words.near(text, CANDIDATES), True
    return near, lexical


def _score(one: Candidate, wanted: Wanted, *, by_words: bool) -> float:
    sector = one.subject.sector.code if one.subject.sector else ""
    score = ranking.nearness(one.near, by_words=by_words)
    return score + HERE * is_near(one.subject, wanted.territory) + FIELD * (sector in wanted.sectors)


def _told(found: Sequence[Candidate], wanted: Wanted, *, lexical: bool) -> list[Found]:
    common = _common(wanted.text, [one.subject for one in found])
    told = []
    for one, shared in zip(found, common, strict=True):
        one.subject.may_read = True  # type: ignore[union-attr]  # as queries of matters set it
        why = reasons(one.subject, shared, wanted.territory, wanted.sectors, near_meaning=one.near.meaning >= CLOSE)
        told.append(Found(one.subject, why, _is_same(one, wanted, lexical=lexical)))
    return told


def _is_same(one: Candidate, wanted: Wanted, *, lexical: bool) -> bool:
    enough = len(wanted.text.split()) >= ranking.ENOUGH
    return enough and ranking.is_likely_same(one.near, by_words=lexical)


def _common(text: str, subjects: Sequence[Subject]) -> Iterable[Shared | None]:
    if not subjects:
        return []
    language = paragraphs(text)[-1].language
    texts = [told(one, language)[:LONGEST] for one in subjects]
    try:
        shared: list[Shared] = client.ask("shared", text, texts)
    except client.Absent:
        return [by_words.shared(text, other) for other in texts]
    return shared
