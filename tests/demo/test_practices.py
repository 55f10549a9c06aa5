"""Practices of the demonstration: every state, both kinds, both answers, three languages."""

from __future__ import annotations

from collections import Counter

import pytest

from kopir.practices.models import Adoption, Card, CardText, Proposal, WayUse
from kopir.practices.words import CardKind, CardState, Repeated

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def test_cards_stand_in_every_state_and_language(built: int) -> None:
    assert set(Card.objects.values_list("state", flat=True)) == set(CardState.values)
    assert set(Card.objects.values_list("kind", flat=True)) == set(CardKind.values)
    assert set(CardText.objects.values_list("language", flat=True)) == {"kk", "ru", "en"}
    assert Card.objects.filter(is_demonstration=False).count() == 0


def test_one_practice_repeated_in_one_place_and_not_in_another(built: int) -> None:
    card = Card.objects.get(texts__title="Ауылда қоқысты бөлек жинау алаңы")
    answers = Counter(Adoption.objects.filter(card=card).values_list("repeated", flat=True))
    assert answers == {Repeated.YES: 1, Repeated.NO: 1, Repeated.TOO_EARLY: 1}
    assert card.adoptions.filter(learned_from__isnull=False).count() == 1


def test_a_card_was_born_from_a_matter_ways_are_named_and_a_card_is_proposed(built: int) -> None:
    assert Card.objects.filter(matter__isnull=False).exists()
    assert WayUse.objects.count() > 50
    assert Proposal.objects.exists()
