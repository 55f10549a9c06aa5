"""From a text to what is like it: candidates from every channel, put in order, those the reader may read, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kopir.base.actors import Actor
from kopir.base.fold import fold
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, MatterState
from kopir.search.backends import Wanted, backend
from kopir.search.models import IndexRow
from kopir.search.words import Kind
from kopir.territories.models import Territory

LONGEST = 20_000
WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Something like the text. `why`: sentences in the current language. `likely_same`: sure enough to speak of a duplicate."""

    kind: Kind
    subject: Matter
    why: list[str] = field(default_factory=list)
    likely_same: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """`lexical_only`: the encoder did not answer, so only shared words were looked at."""

    finished: list[Found] = field(default_factory=list)
    open: list[Found] = field(default_factory=list)
    practices: list[Found] = field(default_factory=list)
    lexical_only: bool = False

    def __bool__(self) -> bool:
        return bool(self.finished or self.open or self.practices)


def tried(
    by: Actor, text: str, *, territory: Territory | None = None, sectors: Sequence[str] = (), limit: int = 5
) -> Tried:
    """What was tried before and what is going on now that is like this text. Three queries, however much is found."""
    found = _found(by, text[:LONGEST], without=())
    return Tried(
        [one for one in found if one.subject.state == MatterState.CLOSED][:limit],
        [one for one in found if one.subject.state in RUNNING][:limit],
        lexical_only=True,
    )


def duplicates(by: Actor, matter: Matter, *, limit: int = 5) -> list[Found]:
    """Matters that are likely the same as this one, but for those that somebody has judged."""
    found = _found(by, f"{matter.title}\n{matter.text}", without=[matter.pk])
    return [one for one in found if one.likely_same][:limit]


def _found(by: Actor, text: str, *, without: Iterable[int]) -> list[Found]:
    words = sorted({word for word in fold(text).split() if len(word) > 3}, key=len, reverse=True)[:WORDS]
    if not words:
        return []
    wanted = Wanted([[word] for word in words], words, every=False)
    rows = IndexRow.objects.filter(backend().condition(wanted), document__kind=Kind.MATTER)
    ranked = rows.annotate(rank=backend().rank(wanted)).order_by("rank", "pk")
    keys = [int(key) for key in ranked.values_list("document__key", flat=True)[:50]]
    matters = Matter.objects.readable_by(by).with_reading(by).exclude(state=MatterState.JOINED)
    matters = matters.exclude(pk__in=list(without)).select_related("kind", "territory", "sector", "author")
    there = {row.pk: row for row in matters.filter(pk__in=keys)}
    return [Found(Kind.MATTER, there[key]) for key in keys if key in there]
