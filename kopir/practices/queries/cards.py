"""Lists of cards, one card with everything on it, and the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fold import fold
from kopir.interactions.models import Matter
from kopir.journal.acts import content_of
from kopir.journal.queries import story_of
from kopir.journal.sentences import sentence
from kopir.practices.models import Block, Card, Evidence, Review
from kopir.practices.words import PUBLIC, CardState, EvidenceState
from kopir.territories.models import Territory, inside

SHOWN = ("sector", "territory", "owner__organisation", "author", "way")


@dataclass(frozen=True, slots=True)
class CardFilter:
    """What the list is narrowed to; every field may be left empty. Without a state withdrawn cards are left out.
    `level`: this one or higher."""

    territory: Territory | None = None
    sector: str = ""
    kind: str = ""
    state: str = ""
    level: int = 0
    way: str = ""
    text: str = ""

    def condition(self) -> Q:
        found = Q(state=self.state) if self.state in PUBLIC else ~Q(state=CardState.WITHDRAWN)
        if self.territory is not None:
            found &= inside("territory", self.territory)
        for field, value in (("sector__code", self.sector), ("kind", self.kind), ("way__code", self.way)):
            if value:
                found &= Q(**{field: value})
        if self.level:
            found &= Q(level__gte=self.level)
        for word in fold(self.text).split()[:8]:
            found &= Q(pk__in=Card.objects.filter(texts__folded__contains=word).values("pk"))
        return found


def _missing() -> Refused:
    return Refused("not_found", _("There is no such practice card, or you may not see it."), hidden=True)


def _shown(rows: QuerySet[Card]) -> QuerySet[Card]:
    """With what a line of a list needs, counted in the same query."""
    adopted, used = Count("adoptions", distinct=True), Count("uses", distinct=True)
    return rows.select_related(*SHOWN).prefetch_related("texts").annotate(adopted=adopted, used=used)


def list_cards(narrowed: CardFilter = CardFilter(), *, after: int | None = None, limit: int = 24) -> list[Card]:
    """Public cards, the newest first. `after`: the id of the last one seen."""
    rows = Card.objects.public().filter(narrowed.condition())
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(_shown(rows).order_by("-pk")[:limit])


def spreading(limit: int = 5) -> list[Card]:
    """Public cards that others have adopted, the most adopted first."""
    rows = Card.objects.public().filter(CardFilter().condition(), adoptions__isnull=False)
    return list(_shown(rows).order_by("-adopted", "-pk")[:limit])


def count_cards(narrowed: CardFilter = CardFilter()) -> int:
    return Card.objects.public().filter(narrowed.condition()).count()


def own_cards(by: Actor) -> list[Card]:
    """Everything of the actor's post or organisation, whatever its state; what is being written first. Drafts from files that
    nobody has touched stand with their imports."""
    rows = _shown(Card.objects.written_by(by).not_only_imported()).order_by("-updated_at")
    return sorted(rows, key=lambda card: card.state not in (CardState.DRAFT, CardState.REVIEWED, CardState.NEEDS_REVIEW))


def card_for(by: Actor, ref: str) -> Card:
    """The card with this reference, if the actor may know of it. Raises Refused(hidden)."""
    rows = (
        Card.objects.visible_to(by)
        .filter(ref=ref)
        .select_related(*SHOWN, "matter", "replaces", "replaced_by", "imported__origin")
    )
    found = rows.prefetch_related(
        "texts", "participants__post", "participants__organisation", "block_uses__block", "grounds__norm"
    ).first()
    if found is None:
        raise _missing()
    return found


def card_from(by: Actor, matter: Matter) -> list[Card]:
    """Cards that were born from a matter."""
    return list(Card.objects.visible_to(by).filter(matter=matter).prefetch_related("texts").order_by("pk"))


def evidence_of(card: Card) -> list[Evidence]:
    """Of the card itself; what was taken back is not shown."""
    rows = card.evidence.filter(adoption__isnull=True).exclude(state=EvidenceState.REMOVED)
    return list(rows.select_related("giver_post", "giver_organisation"))


def evidence_for(by: Actor, pk: int) -> Evidence:
    """Raises Refused(hidden) when its card is not to be seen."""
    rows = Evidence.objects.filter(card__in=Card.objects.visible_to(by)).exclude(state=EvidenceState.REMOVED)
    found = rows.filter(pk=pk).select_related("card", "adoption__card").first()
    if found is None:
        raise _missing()
    return found


def review_for(by: Actor, pk: int) -> Review:
    rows = Review.objects.filter(card__in=Card.objects.visible_to(by))
    found = rows.filter(pk=pk).select_related("card__owner", "card__author", "post", "organisation").first()
    if found is None:
        raise _missing()
    return found


def story(card: Card) -> list[dict[str, Any]]:
    """What happened to a public card, in words: dicts of `entry`, `words`, `reason`, oldest first. What was written while it
    was a draft stays closed."""
    rows = story_of(card).filter(is_open=True)
    return [{"entry": row, "words": sentence(row), "reason": content_of(row).get("reason", "")} for row in rows]


def blocks_in_force() -> list[Block]:
    today = timezone.localdate()
    return list(Block.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today)).select_related("post").order_by("sort_kk", "pk"))


def cards_with(block: Block) -> list[Card]:
    """Public cards that are made of this building block too."""
    return list(Card.objects.public().filter(block_uses__block=block).prefetch_related("texts").order_by("-pk"))


CSV_COLUMNS = (
    "ref", "kind", "state", "level", "sector", "territory", "owner", "owner_name", "author", "author_name", "language",
    "title_kk", "title_ru", "title_en",
    "cost_tenge", "months", "people_reached", "adopted", "used", "published_on", "review_on",
)  # fmt: skip


def csv_rows(narrowed: CardFilter, language: str) -> Iterator[list[Any]]:
    rows = _shown(Card.objects.public().filter(narrowed.condition())).order_by("pk")
    for card in rows.iterator(chunk_size=200):
        titles = card.titles
        yield [
            card.ref, card.kind, card.state, card.level, card.sector.code if card.sector else "", card.territory_id or "",
            card.owner.ref, card.owner.name(language).text,
            *((card.author.ref, card.author.name(language).text) if card.author else ("", "")), card.language,
            *(titles.get(code, "") for code in ("kk", "ru", "en")), card.cost_tenge or "", card.months or "",
            card.people_reached or "", getattr(card, "adopted", 0), getattr(card, "used", 0),
            timezone.localdate(card.published_at), card.review_on,
        ]  # fmt: skip
