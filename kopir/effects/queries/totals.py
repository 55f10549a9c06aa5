"""Totals over many public cards: of one indicator, and of the people reached. Each opens into its cards, and these into places
and values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kopir.base.actors import VISITOR
from kopir.effects.adding import Total, together
from kopir.effects.models import Effect, Indicator, Measure
from kopir.effects.queries.measuring import Measured, measured_all
from kopir.effects.words import PUBLIC, EffectState, Kind


@dataclass(frozen=True, slots=True)
class OfCards:
    """A total over cards, and what each card gives to it."""

    total: Total
    cards: Sequence[tuple[Effect, Total]]

    @property
    def counted(self) -> int:
        """Cards that have something to give."""
        return sum(one.is_there for _effect, one in self.cards)


def total_of(indicator: Indicator, effects: QuerySet[Effect] | None = None) -> OfCards:
    """Of one indicator over the public cards given, or over all of the country."""
    if effects is None:
        effects = Effect.objects.filter(state=EffectState.PUBLISHED)
    measures = Measure.objects.filter(indicator=indicator, effect__state__in=PUBLIC)
    rows = effects.filter(pk__in=measures.values("effect")).select_related("territory", "organisation", "post")
    cards = list(rows.prefetch_related("texts").order_by("pk"))
    found = measured_all(cards, VISITOR)
    pairs = [(card, _of_indicator(found.get(card.pk, []), indicator)) for card in cards]
    return OfCards(together([one for _card, one in pairs], indicator.kind), pairs)


def _of_indicator(rows: Iterable[Measured], indicator: Indicator) -> Total:
    return next((one.total for one in rows if one.measure.indicator_id == indicator.pk), Total())


def people_of(effects: Iterable[Effect]) -> dict[int, Total]:
    """People each card has reached, by the card's id. A card may count people in several ways (reached, trained, employed):
    these may be the same ones, so it becomes a range from the largest count to their sum."""
    cards = list(effects)
    found = measured_all(cards, VISITOR)
    totals = {card.pk: [one.total for one in found.get(card.pk, []) if _counts_people(one)] for card in cards}
    return {pk: together(rows, Kind.PEOPLE) for pk, rows in totals.items()}


def _counts_people(one: Measured) -> bool:
    return one.measure.indicator.kind == Kind.PEOPLE


def people_reached(effects: Iterable[Effect]) -> OfCards:
    """Over all the cards: from the largest card to the sum, because nobody has said whether two cards reached the same people."""
    cards = list(effects)
    found = people_of(cards)
    return OfCards(together(list(found.values()), Kind.PEOPLE), [(card, found[card.pk]) for card in cards])


__all__ = ["OfCards", "people_of", "people_reached", "total_of"]
