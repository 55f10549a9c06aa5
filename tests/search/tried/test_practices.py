"""Practices to adopt: found by what they tell, in each language, with their reasons and one step to adopt them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from kopir.base.actors import VISITOR
from kopir.practices import acts
from kopir.practices.models import Card
from kopir.practices.words import CardKind
from kopir.search import jobs
from kopir.search.meaning import making
from kopir.search.meaning.service import Service
from kopir.search.models import Passage
from kopir.search.tried import tried
from tests.matter.people import browser, read
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db
ASKED = {
    "kk": "Тұрғындар қалдықты өзен жағасына тастайды. Ауылда қоқысты бөлек жинайтын алаң салайық.",
    "ru": "Жители села выбрасывают мусор на берег реки. Нужна площадка для раздельного сбора отходов.",
    "en": "People of the village throw waste on the river bank. We need a site where rubbish is sorted.",
}
RUSSIAN = {
    "title": "Площадка для раздельного сбора мусора",
    "problem": "В селе мусор сваливали на берег реки, полигона не было.",
    "people": "340 жителей села",
    "steps": "Провели сход\nПостроили площадку\nВывозили по графику",
    "results": "Свалка на берегу исчезла.",
}


@pytest.fixture
def memory() -> Memory:
    return Memory()


def understood() -> None:
    jobs.rebuild()
    making.make()


@pytest.fixture
def card(memory: Memory, service: Service) -> Card:
    published = memory.published()
    understood()
    return published


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_practice_is_found_in_each_language_with_the_words_of_both(card: Card, language: str) -> None:
    with override("en"):
        (found,) = tried(VISITOR, ASKED[language], territory=card.territory, sectors=["3"]).practices
    assert found.card == card
    assert any("өзен" in why for why in found.why)
    assert any(why.startswith("The same place") for why in found.why)


def test_a_card_in_two_languages_is_compared_in_each_and_shown_once(memory: Memory, service: Service) -> None:
    written = memory.card()
    acts.write(written, by=memory.district, language="ru", words=RUSSIAN)
    peer, other = memory.asked(written)
    acts.review(peer, by=memory.neighbour, agrees=True)
    acts.review(other, by=memory.joiner, agrees=True)
    acts.publish(Card.objects.get(pk=written.pk), by=memory.district)
    understood()
    assert set(Passage.objects.exclude(terms=b"").values_list("language", flat=True)) == {"kk", "ru"}
    (found,) = tried(VISITOR, ASKED["ru"]).practices
    assert any("мусор" in why and "қоқыс" not in why for why in found.why)


def test_what_has_nothing_to_do_with_it_finds_no_practice(card: Card) -> None:
    assert not tried(VISITOR, "Просим провести газ в дома и заменить старые счётчики электричества.")


def test_a_draft_and_a_withdrawn_card_are_not_found(memory: Memory, card: Card) -> None:
    memory.card()
    acts.withdraw(card, by=memory.district, reason="Ескірген")
    assert not tried(VISITOR, ASKED["kk"])
    understood()
    assert not Passage.objects.exists()


def test_without_the_process_words_are_enough_to_find_a_practice(memory: Memory) -> None:
    card = memory.published()
    jobs.rebuild()
    answer = tried(VISITOR, ASKED["ru"])
    assert ([found.card for found in answer.practices], answer.lexical_only) == ([card], True)


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_practices_as_for_one(
    memory: Memory, service: Service, number: int, django_assert_num_queries: Any
) -> None:
    for place in range(number):
        memory.published(title=f"Қоқысты бөлек жинау алаңы {place}")
    understood()
    with django_assert_num_queries(4):  # new passages, documents, cards and their texts
        assert len(tried(VISITOR, ASKED["kk"]).practices) == number


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_leads_to_the_card_and_to_its_adoption(card: Card, memory: Memory, language: str) -> None:
    page = read(browser(memory.neighbour), f"/{language}/tried/?text={ASKED[language]}")
    assert f'href="/{language}/practices/{card.ref}/"' in page
    assert f'href="/{language}/practices/{card.ref}/adopt/"' in page


def test_nobody_is_asked_to_adopt_the_own_card_or_what_did_not_work(memory: Memory, card: Card) -> None:
    assert "/adopt/" not in read(browser(memory.district), f"/kk/tried/?text={ASKED['kk']}")
    Card.objects.filter(pk=card.pk).update(kind=CardKind.FAILED)
    page = read(browser(memory.neighbour), f"/kk/tried/?text={ASKED['kk']}")
    assert f"/practices/{card.ref}/" in page and "/adopt/" not in page
