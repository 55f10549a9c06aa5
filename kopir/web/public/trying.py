"""“Was this tried?” as pages show it: three groups, each thing with why it was found, what came of it, and the step to join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from kopir.base.actors import Actor
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.words import OutcomeKind, Word
from kopir.practices.models import Card
from kopir.practices.rules import may_adopt
from kopir.practices.words import CardKind
from kopir.search.tried import Found, Tried
from kopir.web.public.matter import addresses


@dataclass(frozen=True, slots=True)
class Shown:
    """`join_url`: empty where the reader is an author already, or the matter cannot be joined. `outcome` and `word`: of the
    last outcome, in words."""

    matter: Matter
    url: str
    why: list[str]
    likely_same: bool
    join_url: str = ""
    outcome: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """`adopt_url`: empty where there is nothing to adopt, or the card is the reader's own."""

    card: Card
    url: str
    why: list[str]
    adopt_url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`asked`: whether there was anything to look for; without it nothing is said about what was not found. `instead`: the
    same keys on another layout, when those were looked for."""

    finished: list[Shown] = field(default_factory=list)
    open: list[Shown] = field(default_factory=list)
    practices: list[Practice] = field(default_factory=list)
    lexical_only: bool = False
    asked: bool = False
    instead: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.finished or self.open or self.practices)


def block(by: Actor, tried: Tried | None, draft: Matter | None = None) -> Block:
    """One query beside those of the search, for the outcomes of what is finished. `draft`: what is being written, which
    joins with its own text."""
    if tried is None:
        return Block()
    ends = _ends(one.subject.pk for one in tried.finished)
    return Block(
        [_finished(one, ends.get(one.subject.pk)) for one in tried.finished],
        [_open(one, by, draft) for one in tried.open],
        practices(by, tried.practices),
        tried.lexical_only,
        asked=True,
        instead=tried.instead,
    )


def rows(by: Actor, found: Sequence[Found]) -> list[Shown]:
    """Open and finished ones in one list. One query."""
    ends = _ends(one.subject.pk for one in found)
    return [_finished(one, ends.get(one.subject.pk)) if one.subject.pk in ends else _open(one, by, None) for one in found]


def _ends(matters: Iterable[int]) -> dict[int, Outcome]:
    rows = Outcome.objects.filter(matter__in=list(matters)).prefetch_related("words").order_by("round")
    return {row.matter_id: row for row in rows}


def practices(by: Actor, found: Sequence[Found]) -> list[Practice]:
    page = "public:practice"
    return [Practice(one.card, reverse(page, args=[one.card.ref]), one.why, _adopt_url(one.card, by)) for one in found]


def _adopt_url(card: Card, by: Actor) -> str:
    """Who is not signed in is asked to sign in there."""
    adoptable = may_adopt(by, card) if by.is_signed_in else card.kind == CardKind.WORKED
    return reverse("public:practice_act", args=[card.ref, "adopt"]) if adoptable else ""


def _finished(found: Found, outcome: Outcome | None) -> Shown:
    words = [str(Word(word.word).label) for word in outcome.words.all()] if outcome else []
    kind = str(OutcomeKind(outcome.kind).label) if outcome else ""
    return Shown(found.matter, addresses.page(found.matter), found.why, found.likely_same, outcome=kind, word=", ".join(words))


def _open(found: Found, by: Actor, draft: Matter | None) -> Shown:
    return Shown(found.matter, addresses.page(found.matter), found.why, found.likely_same, _join_url(found.matter, by, draft))


def _join_url(matter: Matter, by: Actor, draft: Matter | None) -> str:
    if not matter.is_public or (by.is_member and by.organisation_id == matter.author_id):
        return ""
    if draft is not None:
        return reverse("cabinet:join", args=[draft.pk, matter.number])
    return addresses.act(matter, "join") if by.is_member or not by.is_signed_in else ""


def context(by: Actor, found: Tried | None, draft: Matter | None = None) -> dict[str, Any]:
    return {"tried": block(by, found, draft), "draft": draft}
