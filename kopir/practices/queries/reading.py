"""Reading lists: of each sector what a newcomer reads first, ten minutes a day for two weeks of work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

from django.db.models import Count

from kopir.base.actors import Actor
from kopir.practices.models import Card, ReadMark
from kopir.practices.models.cards import TEXTS
from kopir.practices.words import CardKind, CardState
from kopir.sectors.models import Sector

DAYS = 10
MINUTES = 10
WORDS_A_MINUTE = 130
"""Slow reading of an unknown field."""


@dataclass(slots=True)
class ReadingDay:
    """`cards` with `minutes` each, and whether the reader has read them."""

    number: int
    cards: list[tuple[Card, int, bool]] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(minutes for _card, minutes, _read in self.cards)


def lists() -> list[tuple[Sector, int]]:
    """Sectors that have something to read, with how many cards."""
    found = Counter(
        Card.objects.filter(state__in=(CardState.PUBLISHED, CardState.NEEDS_REVIEW)).values_list("sector_id", flat=True)
    )
    return [(sector, found[sector.pk]) for sector in Sector.objects.filter(pk__in=found)]


def reading_list(by: Actor, sector: Sector) -> list[ReadingDay]:
    """What worked and is shown best first, then what did not work, then what is in doubt. What does not fit into two weeks
    is left to the library."""
    rows = Card.objects.filter(sector=sector, state__in=(CardState.PUBLISHED, CardState.NEEDS_REVIEW))
    cards = list(rows.select_related("territory").prefetch_related("texts").annotate(adopted=Count("adoptions")))
    cards.sort(
        key=lambda card: (
            card.state != CardState.PUBLISHED,
            card.kind != CardKind.WORKED,
            -card.level,
            -card.adopted,
            card.pk,
        )
    )
    read = set(ReadMark.objects.filter(person_id=by.person_id, card__in=cards).values_list("card_id", flat=True))
    return _in_days([(card, minutes_of(card), card.pk in read) for card in cards])


def _in_days(rows: list[tuple[Card, int, bool]]) -> list[ReadingDay]:
    """A day is full when the next card would pass its ten minutes; a long card has a day of its own."""
    days = [ReadingDay(1)]
    for row in rows:
        if days[-1].cards and days[-1].minutes + row[1] > MINUTES:
            days.append(ReadingDay(len(days) + 1))
        days[-1].cards.append(row)
    return days[:DAYS] if rows else []


def minutes_of(card: Card) -> int:
    """Of its longest text, and two more to look at evidence and adoptions."""
    words = (sum(len(getattr(text, name).split()) for name in TEXTS) for text in card.texts.all())
    return 2 + ceil(max(words, default=0) / WORDS_A_MINUTE)
