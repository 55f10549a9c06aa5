"""Was this tried: found in another language, in its group, with its reasons, for those who may read it; else nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from kopir.base.actors import VISITOR
from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.search import keeping
from kopir.search.acts import judge
from kopir.search.meaning import making
from kopir.search.meaning.found import Near
from kopir.search.meaning.service import Service
from kopir.search.tried import duplicates, tried
from kopir.search.tried.ranking import fused, is_likely_same, is_shown
from kopir.search.words import Kind, Verdict
from tests.factories import make_territory
from tests.interactions.world import World

WASTE = "У реки нет площадки, жители выбрасывают мусор на берег. Предлагаем открыть площадку для раздельного сбора отходов."
CHESS = "Кітапханада балаларға шахмат үйірмесін ашамыз, жаттықтырушы зейнеткер мұғалім болады. Апта сайын екі сабақ өтеді."


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def waste(world: World, service: Service) -> Iterator[Matter]:
    """About waste, in Kazakh, beside one about chess."""
    matter = world.received()
    world.received(title="Шахмат үйірмесі", text=CHESS)
    read()
    yield matter


def read() -> None:
    keeping.index(Kind.MATTER, [str(pk) for pk in Matter.objects.values_list("pk", flat=True)])
    making.make()


def found(text: str, **given: Any) -> tuple[list[Matter], list[Matter]]:
    answer = tried(VISITOR, text, **given)
    return [one.subject for one in answer.finished], [one.subject for one in answer.open]


def test_a_matter_is_found_in_another_language(waste: Matter) -> None:
    assert found(WASTE) == ([], [waste])


def test_a_finished_matter_stands_in_its_own_group(world: World, waste: Matter) -> None:
    world.answer(waste)
    acts.give_word(waste, by=world.author, word="confirmed")
    read()
    waste.refresh_from_db()
    assert found(WASTE) == ([waste], [])


def test_what_was_typed_on_another_layout_is_found_and_it_is_said(waste: Matter) -> None:
    answer = tried(VISITOR, "gkjoflrf lkz jn[jljd")  # площадка для отходов
    assert [one.matter for one in answer.open] == [waste]
    assert answer.instead == "площадка для отходов"
    assert tried(VISITOR, "площадка для отходов").instead == ""


def test_what_is_like_nothing_finds_nothing(waste: Matter) -> None:
    answer = tried(VISITOR, "Просим провести газ в дома и заменить старые счётчики электричества.")
    assert (bool(answer), answer.lexical_only) == (False, False)


@pytest.mark.parametrize("text", ["", "   ", "???", "12", "ы" * 9000])
def test_nonsense_is_answered_calmly(waste: Matter, text: str) -> None:
    assert not tried(VISITOR, text)


def test_the_reasons_name_the_words_of_both_languages(waste: Matter) -> None:
    with override("en"):
        (one,) = tried(VISITOR, WASTE, territory=waste.territory, sectors=["3"]).open
    assert any("өзен" in why and "реки" in why for why in one.why)
    assert any(why.startswith("The same place") for why in one.why)


def test_reasons_are_in_the_readers_language(waste: Matter) -> None:
    told = []
    for language in ("kk", "ru", "en"):
        with override(language):
            told.append(tried(VISITOR, WASTE).open[0].why[0].split(":")[0])
    assert len(set(told)) == 3


def test_another_place_of_the_region_is_said_to_be_near(world: World, waste: Matter) -> None:
    with override("en"):
        (one,) = tried(VISITOR, WASTE, territory=world.glubokoe).open
    assert any(why.startswith("In the same region") for why in one.why)


def test_a_place_far_away_is_no_reason(waste: Matter) -> None:
    with override("en"):
        (one,) = tried(VISITOR, WASTE, territory=make_territory("100000000", "Абай облысы")).open
    assert not any("region" in why or "place" in why for why in one.why)


def test_a_restricted_matter_is_found_by_nobody(waste: Matter) -> None:
    Matter.objects.filter(pk=waste.pk).update(visibility=Visibility.RESTRICTED)
    assert found(WASTE) == ([], [])
    read()
    assert found(WASTE) == ([], [])


def test_without_the_process_words_are_enough_to_find_and_it_is_said(world: World) -> None:
    matter = world.received()
    keeping.index(Kind.MATTER, [str(matter.pk)])
    answer = tried(VISITOR, WASTE)
    assert ([one.subject for one in answer.open], answer.lexical_only) == ([matter], True)
    assert answer.open[0].why


def test_the_queries_do_not_grow_with_what_is_found(world: World, waste: Matter, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # new passages, documents and their matters
        tried(VISITOR, WASTE)
    for place in range(2):
        world.received(title=f"Қоқыс алаңы {place}")
    read()
    tried(VISITOR, WASTE)
    with django_assert_num_queries(3):
        assert len(tried(VISITOR, WASTE).open) == 3


# ---- Duplicates ------------------------------------------------------------------------------------------


def test_a_rewording_is_likely_the_same_and_another_matter_is_not(world: World, waste: Matter) -> None:
    text = "Тұрғындар қалдықты өзен жағасына тастайды, өйткені ауылда қоқыс полигоны жоқ. Қоқысты бөлек жинайтын алаң ашайық."
    again = world.received(title="Бөлек жинау алаңы", text=text)
    read()
    assert [one.subject for one in duplicates(VISITOR, again)] == [waste]


def test_a_judged_pair_is_not_proposed_again(world: World, waste: Matter) -> None:
    again = world.received()
    read()
    assert [one.subject for one in duplicates(VISITOR, again)] == [waste]
    judge(again, waste, by=world.district, verdict=Verdict.DIFFERENT)
    assert duplicates(VISITOR, again) == []


# ---- Order -----------------------------------------------------------------------------------------------


def test_best_by_both_before_best_by_one() -> None:
    rows = [Near(1, 0.9, 0.0, 0.0), Near(2, 0.8, 0.5, 5.0), Near(3, 0.0, 0.6, 6.0)]
    assert fused(rows)[0].document == 2


def test_what_is_too_far_is_not_shown_and_likeness_needs_words() -> None:
    assert not is_shown(Near(1, 0.2, 0.1, 1.0), by_words=False)
    assert is_shown(Near(1, 0.4, 0.1, 1.0), by_words=False) and not is_shown(Near(1, 0.4, 0.1, 1.0), by_words=False, said=3)
    assert not is_likely_same(Near(1, 0.9, 0.1, 1.0), by_words=False)
    assert is_likely_same(Near(1, 0.6, 0.5, 1.0), by_words=False)
