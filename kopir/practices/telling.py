"""Who is told what about practices. Every notice opens the page on which something can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.tongue import in_all_languages
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.practices.models import Adoption, Ask, Card, Proposal, Review
from kopir.practices.words import Doubt, EvidenceLevel, Repeated, ReviewState


def page_of(card: Card) -> str:
    return f"/practices/{card.ref}/"


def _tell(text: str, card: Card, to: Post | Organisation | None, about: object, path: str = "", **facts: Any) -> None:
    """`about` makes the occasion unique beside the card and whom it is told."""
    if to is None:
        return
    post, organisation = (to, None) if isinstance(to, Post) else (None, to)
    side = f"post:{to.pk}" if post else f"organisation:{to.pk}"
    tell(
        f"practices.{text}", key=f"practices.{text}:{card.pk}:{about}:{side}", path=path or page_of(card),
        weight=Weight.WORK, facts={"ref": card.ref, "title": card.titles, **facts}, post=post, organisation=organisation,
        subject=card,
    )  # fmt: skip


def _writers(card: Card) -> Iterable[Post | Organisation]:
    return [one for one in (card.owner, card.author) if one is not None]


def tell_reviewer(review: Review, by: Actor) -> None:
    path = f"{page_of(review.card)}review/{review.pk}/"
    facts: dict[str, Any] = {"from": by.labels}
    _tell("review_asked", review.card, review.who, review.pk, path, **facts)


def tell_reviewed(review: Review) -> None:
    answer = in_all_languages(ReviewState(review.state).label)
    facts: dict[str, Any] = {"from": review.who.names, "answer": answer, "words": review.words}
    for to in _writers(review.card):
        if to != review.who:
            _tell("reviewed", review.card, to, review.pk, **facts)


def tell_ready(card: Card) -> None:
    for to in _writers(card):
        _tell("ready", card, to, timezone.localdate())


def tell_doubted(card: Card) -> None:
    for to in _writers(card):
        _tell("doubted", card, to, timezone.localdate(), why=in_all_languages(Doubt(card.doubt).label))


def tell_expired(card: Card) -> None:
    for to in _writers(card):
        _tell(
            "evidence_expired",
            card,
            to,
            timezone.localdate(),
            level=in_all_languages(EvidenceLevel(card.level).label),
        )


# ---- Spreading -----------------------------------------------------------------------------------------------------


def _facts(adoption: Adoption) -> dict[str, Any]:
    return {"who": adoption.who.names, "place": adoption.territory.names}


def tell_adopted(adoption: Adoption) -> None:
    for to in _writers(adoption.card):
        _tell("adopted", adoption.card, to, adoption.pk, **_facts(adoption))


def tell_result(adoption: Adoption) -> None:
    """The pioneer, and the group of those who adopt the card."""
    answer = in_all_languages(Repeated(adoption.repeated).label)
    group = adoption.card.adoptions.filter(in_group=True).exclude(pk=adoption.pk).select_related("post", "organisation")
    for to in {*_writers(adoption.card), *(row.who for row in group)} - {adoption.who}:
        _tell(
            "result_reported",
            adoption.card,
            to,
            f"{adoption.pk}:{adoption.repeated}",
            answer=answer,
            **_facts(adoption),
        )


def tell_result_asked(adoption: Adoption, today: date) -> None:
    path = f"{page_of(adoption.card)}result/{adoption.pk}/"
    _tell("result_asked", adoption.card, adoption.who, f"{adoption.pk}:{today}", path, **_facts(adoption))


def tell_asked(ask: Ask) -> None:
    path = f"{page_of(ask.card)}answer/{ask.pk}/"
    for to in _writers(ask.card):
        _tell("asked", ask.card, to, ask.pk, path, who=ask.who.names)


def tell_answered(ask: Ask) -> None:
    """Whoever asked, and the group of adopters: one question serves all."""
    group = ask.card.adoptions.filter(in_group=True).select_related("post", "organisation")
    for to in {ask.who, *(row.who for row in group)}:
        _tell("answered", ask.card, to, ask.pk)


def tell_proposed(proposal: Proposal) -> None:
    matter = proposal.matter
    why = f"{matter.number} {matter.title if matter.is_public else ''}".strip()
    path = f"{page_of(proposal.card)}proposal/{proposal.pk}/"
    _tell("proposed", proposal.card, proposal.post, proposal.pk, path, why=why)
