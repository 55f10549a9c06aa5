"""Where the same need is open: a running public matter of the sector whose words are those of the card's problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kopir.base.fold import fold
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, Visibility
from kopir.posts.models import Post
from kopir.practices.models import Adoption, Card, Proposal
from kopir.practices.words import CardKind, CardState

STEM = 5
SHARED = 3
MOST = 5
"""Words are compared by their first letters, longer ones only; at least so many must be shared; at most so many posts a card
and a run."""


@dataclass(frozen=True, slots=True)
class Need:
    card: Card
    post: Post
    matter: Matter


def stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in fold(text).split() if len(word) > STEM)


def same_needs() -> list[Need]:
    """Posts that hold such a matter, neither own nor adopted the card, and were not proposed it. A few queries in all."""
    cards = list(Card.objects.filter(state=CardState.PUBLISHED, kind=CardKind.WORKED).prefetch_related("texts"))
    taken = _taken()
    matters = _open_matters({card.sector_id for card in cards if card.sector_id})
    return [need for card in cards for need in _for_card(card, matters.get(card.sector_id or 0, []), taken[card.pk])]


def _taken() -> dict[int, set[int]]:
    taken: dict[int, set[int]] = defaultdict(set)
    for rows in (Adoption.objects.filter(post__isnull=False), Proposal.objects.all()):
        for card, post in rows.values_list("card_id", "post_id"):
            taken[card].add(post)
    return taken


def _open_matters(sectors: set[int]) -> dict[int, list[Matter]]:
    rows = Matter.objects.filter(state__in=RUNNING, visibility=Visibility.PUBLIC, sector_id__in=sectors)
    found: dict[int, list[Matter]] = defaultdict(list)
    for matter in rows.select_related("accountable").order_by("pk"):
        found[matter.sector_id or 0].append(matter)
    return found


def _for_card(card: Card, matters: list[Matter], taken: set[int]) -> Iterator[Need]:
    words = {text.language: stems(f"{text.title} {text.problem}") for text in card.texts.all()}
    posts = {card.owner_id, *taken}
    for matter in matters:
        shared = words.get(matter.language, frozenset()) & stems(f"{matter.title} {matter.text}")
        post = matter.accountable
        if len(shared) >= SHARED and post is not None and post.pk not in posts:
            posts.add(post.pk)
            yield Need(card, post, matter)
        if len(posts) - len(taken) > MOST:
            return
