"""Who is told what about a card, its confirmations and its evidence."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.tongue import in_all_languages
from kopir.effects.models import ChainStep, Confirmation, Effect, Evaluation, PieceUse
from kopir.effects.rules.cards import giver_of
from kopir.effects.words import Adequacy, Agreed, Party, Tested
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.organisations.models import Organisation
from kopir.posts.models import Post


def page_of(effect: Effect) -> str:
    return f"/effects/{effect.ref}/"


def tell_party(text: str, effect: Effect, party: str, about: object, path: str = "", **facts: Any) -> None:
    """`about` makes the occasion unique beside the card and whom it is told. Nobody is told when the side is empty."""
    to: Post | Organisation | None = effect.post if party == Party.POST else effect.organisation
    if to is None:
        return
    post, organisation = (to, None) if isinstance(to, Post) else (None, to)
    tell(
        f"effects.{text}", key=f"effects.{text}:{effect.pk}:{about}:{party}", path=path or page_of(effect),
        weight=Weight.WORK, facts={"ref": effect.ref, "title": effect.titles, **facts}, post=post, organisation=organisation,
        subject=effect,
    )  # fmt: skip


def other_side(party: str) -> Party:
    return Party.ORGANISATION if party == Party.POST else Party.POST


def names_of(effect: Effect, party: str) -> dict[str, str]:
    side: Post | Organisation | None = effect.post if party == Party.POST else effect.organisation
    return side.names if side is not None else {}


def tell_published(effect: Effect) -> None:
    facts: dict[str, Any] = {"from": names_of(effect, effect.begun_by)}
    tell_party("published", effect, other_side(effect.begun_by), "once", **facts)


def tell_confirmed(found: Confirmation) -> None:
    effect = found.effect
    facts: dict[str, Any] = {
        "from": names_of(effect, found.party),
        "answer": in_all_languages(Agreed(found.agreed).label),
        "words": found.words,
    }
    tell_party("confirmed", effect, other_side(found.party), found.pk, **facts)


def tell_tested(step: ChainStep, by: Actor) -> None:
    answer = in_all_languages(Tested(step.tested).label)
    for party in (Party.POST, Party.ORGANISATION):
        mine = by.post_id == step.effect.post_id if party == Party.POST else by.is_member
        if not mine:
            tell_party("tested", step.effect, party, step.pk, answer=answer, assumption=step.assumption)


# ---- Evidence ------------------------------------------------------------------------------------------------------


def tell_to_judge(use: PieceUse, by: Actor) -> None:
    """Of a draft nobody is asked yet."""
    if use.effect.is_public:
        facts: dict[str, Any] = {"from": by.labels, "words": use.piece.words}
        tell_party("piece_given", use.effect, other_side(giver_of(use)), use.pk, **facts)


def tell_judged(use: PieceUse) -> None:
    answer = in_all_languages(Adequacy(use.adequacy).label)
    facts: dict[str, Any] = {"answer": answer, "words": use.piece.words, "judgement": use.judgement}
    tell_party("piece_judged", use.effect, giver_of(use), f"{use.pk}:{timezone.now():%Y%m%d%H%M%S}", **facts)


def tell_expired(use: PieceUse) -> None:
    if use.effect.is_public:
        tell_party("piece_expired", use.effect, giver_of(use), use.pk, words=use.piece.words)


# ---- Evaluation ----------------------------------------------------------------------------------------------------


def tell_evaluated(evaluation: Evaluation) -> None:
    for party in (Party.POST, Party.ORGANISATION):
        facts: dict[str, Any] = {"from": evaluation.post.organisation.names, "council": evaluation.council}
        tell_party("evaluated", evaluation.effect, party, evaluation.pk, **facts)


__all__ = [
    "names_of",
    "other_side",
    "page_of",
    "tell_confirmed",
    "tell_evaluated",
    "tell_expired",
    "tell_judged",
    "tell_party",
    "tell_published",
    "tell_tested",
    "tell_to_judge",
]
