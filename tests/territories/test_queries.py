"""Finding a place: by code, in the tree, by what is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.territories import queries
from kopir.territories.acts import import_classifier, load_reference
from kopir.territories.models import Territory
from tests.territories.files import ROWS, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> None:
    load_reference(by=SYSTEM)
    import_classifier(rows(ROWS), by=SYSTEM, source="test", as_of=date(2026, 7, 17), partial=True)


def codes(text: str, **options: Any) -> list[str]:
    return [found.code for found in queries.suggest(text, **options)]


def first(text: str) -> str:
    return codes(text)[0]


@pytest.mark.parametrize(
    "text",
    ["Ұлан", "улан", "УЛАНСКИЙ", "ulan", "Ұлан ауданы", "Уланский р-н", "ulan district", "636200000", "  ұла ", "аудан ұлан"],
)
def test_one_district_in_many_spellings(country: None, text: str) -> None:
    assert "636200000" in codes(text)
    assert first(text) == "636200000"


@pytest.mark.parametrize("text", ["ekfy", "9kfy", "ekfycrbq hfqjy"])
def test_a_place_is_found_by_the_keys_of_another_layout(country: None, text: str) -> None:
    assert first(text) == "636200000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Өскемен", "631000000"), ("Оскемен", "631000000"), ("Oskemen", "631000000"), ("Öskemen", "631000000"),
        ("Усть-Кам", "631000000"), ("усть каменогорск", "631000000"), ("г. Усть-Каменогорск", "631000000"),
        ("Қызылорда", "430000000"), ("kyzylorda", "430000000"), ("Qyzylorda", "430000000"), ("шымк", "790000000"),
        ("Shymkent", "790000000"), ("Şımkent", "790000000"), ("Чимкент", "790000000"), ("Нур-Султан", "710000000"),
        ("Зыряновский", "634800000"), ("алматы", "750000000"), ("област алматы", "190000000"), ("Семипалатинск", "101000000"),
    ],
)  # fmt: skip
def test_the_first_suggestion(country: None, text: str, code: str) -> None:
    assert first(text) == code


def test_higher_levels_come_first_and_beginnings_before_words_inside(country: None) -> None:
    assert codes("алтай") == ["634800000", "634033000", "634033100"]
    assert codes("абай")[:4] == ["100000000", "103200000", "353200000", "791110000"]


def test_labels_name_district_and_region(country: None) -> None:
    labels = {"kk": "Бірлік ауылы, Ұлан ауданы, Шығыс Қазақстан облысы",
              "ru": "село Бирлик, Уланский район, Восточно-Казахстанская область",
              "en": "Birlik, Ulan District, East Kazakhstan Region"}  # fmt: skip
    for language, label in labels.items():
        with override(language):
            assert [found.label for found in queries.suggest("бірлік")] == [label]


def test_namesakes_of_one_district_are_told_apart_by_their_rural_district(country: None) -> None:
    more = [("636238000", "Айыртау а.о.", "Айыртауский с.о."), ("636238100", "Бірлік а.", "с.Бирлик")]
    import_classifier(rows(more), by=SYSTEM, source="test", as_of=date(2026, 7, 17), partial=True)
    labels = [found.label for found in queries.suggest("бірлік")]
    assert labels == [
        "Бірлік ауылы, Алмасай ауылдық округі, Ұлан ауданы, Шығыс Қазақстан облысы",
        "Бірлік ауылы, Айыртау ауылдық округі, Ұлан ауданы, Шығыс Қазақстан облысы",
    ]
    assert [queries.resolve(label) for label in labels] == [
        Territory.objects.get(code=code) for code in ("636237102", "636238100")
    ]


def test_namesakes_of_one_rural_district_are_told_apart_by_their_codes(country: None) -> None:
    more = [("636237108", "Бірлік а.", "с.Бирлик")]
    import_classifier(rows(more), by=SYSTEM, source="test", as_of=date(2026, 7, 17), partial=True)
    found = queries.suggest("бірлік")
    assert [one.label.split("облысы ")[1] for one in found] == ["(636237102)", "(636237108)"]
    assert [queries.resolve(one.label) for one in found] == [one.territory for one in found]


def test_what_holds_it_may_follow_the_name(country: None) -> None:
    assert codes("Алмасай Ұлан") == ["636237000", "636237100"]
    assert codes("Алмасай Алматы") == []


def test_levels_and_limit(country: None) -> None:
    assert codes("алмасай", levels=(4,)) == ["636237100"]
    assert len(codes("а", limit=3)) == 3


@pytest.mark.parametrize("text", ["", "   ", "!!!", "ъ", "xqzwxq", "%", "_"])
def test_nothing_is_suggested_for_nothing(country: None, text: str) -> None:
    assert codes(text) == []


def test_suggesting_takes_two_queries(country: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for limit in (1, 3):
        with django_assert_num_queries(2):
            queries.suggest("алтай", limit=limit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ұлан ауданы", "636200000"), ("ұлан", "636200000"), ("Уланский район", "636200000"), ("636200000", "636200000"),
        ("село Бирлик, Уланский район, Восточно-Казахстанская область", "636237102"),
        ("Бірлік ауылы, Ұлан ауданы, Шығыс Қазақстан облысы", "636237102"),
        ("город Усть-Каменогорск (сам город), Восточно-Казахстанская область", "631010000"),
    ],
)  # fmt: skip
def test_a_whole_name_is_resolved(country: None, text: str, code: str) -> None:
    found = queries.resolve(text)
    assert isinstance(found, Territory)
    assert found.code == code


def test_every_label_resolves_to_its_territory(country: None) -> None:
    for language in ("kk", "ru", "en"):
        with override(language):
            for suggestion in queries.label_all(Territory.objects.exclude(level=0)):
                assert queries.resolve(suggestion.label) == suggestion.territory, suggestion.label


def test_namesakes_are_all_given(country: None) -> None:
    found = queries.resolve("Абай ауданы")
    assert isinstance(found, list)
    assert [one.code for one in found] == ["103200000", "353200000", "791110000"]
    assert queries.resolve("нет такого") == []
    assert queries.resolve("") == []


def test_twenty_regions_with_places_of_their_own_on_the_map(country: None) -> None:
    places = [(region.tile_column, region.tile_row) for region in queries.regions()]
    assert len(set(places)) == 20
    assert all(0 <= column < 8 and 0 <= row < 5 for column, row in places if column is not None and row is not None)


def test_the_tree(country: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    district = queries.territory_for(VISITOR, "636200000")
    assert [child.code for child in queries.children(district)] == ["636237000"]
    with django_assert_num_queries(1):
        assert [held.code for held in queries.breadcrumbs(district)] == ["000000000", "630000000"]


def test_city_districts_stand_under_their_city(country: None) -> None:
    assert Territory.objects.get(code="711110000").parent_id == "710000000"


def test_an_unknown_code_is_not_found(country: None) -> None:
    with pytest.raises(Refused) as refusal:
        queries.territory_for(VISITOR, "999999999")
    assert refusal.value.hidden


def test_usual_spellings_that_were_added_later_find_what_exists_already(db: None) -> None:
    load_reference(by=SYSTEM)
    Territory.objects.filter(code="391000000").update(skeletons="\nkostanai\n", folded="костанай")
    load_reference(by=SYSTEM)
    assert "391000000" in [one.code for one in queries.suggest("Кустанай")]
