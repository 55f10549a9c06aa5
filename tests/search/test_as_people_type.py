"""Two languages at once, abbreviations, other forms of names, words that say nothing: what people type and no text holds so."""

from __future__ import annotations

import pytest

from kopir.base.actors import VISITOR
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.search import jobs
from kopir.search.called import also_called, entries_of
from kopir.search.language.silent import telling
from kopir.search.language.typed import lemmas_of
from kopir.search.queries import Found, Search, organisations, places, search
from tests.factories import make_organisation, make_territory
from tests.interactions.world import World

pytestmark = pytest.mark.django_db

TEXTS = {
    "light": ("kk", "Бағдаршам керек", "Мектеп жанындағы өткелде көлік тоқтамайды."),
    "lamps": ("ru", "Свет у школы", "Вечером возле школы темно, фонари не горят."),
    "yard": ("ru", "Двор у школы", "Возле школы нет скамеек."),
    "bridge": ("ru", "Мост в селе", "Висячий мост через реку скоро упадёт."),
    "waste": ("ru", "Вывоз мусора", "Твёрдые бытовые отходы лежат в овраге."),
    "bet": ("kk", "Тәуелділік", "Лудомания көп отбасын күйретті, қандастар көмек сұрайды."),
}


@pytest.fixture
def matters(db: None) -> dict[str, Matter]:
    world = World()
    made = {name: world.received(title=title, text=text, language=tongue) for name, (tongue, title, text) in TEXTS.items()}
    jobs.rebuild()
    return made


@pytest.fixture
def named(db: None) -> None:
    make_territory("630000000", "Шығыс Қазақстан облысы", ru="Восточно-Казахстанская область", en="East Kazakhstan Region")
    make_territory("631000000", "Өскемен қаласы", ru="Усть-Каменогорск", en="Oskemen")
    make_territory("636800000", "Шемонаиха ауданы", ru="Шемонаихинский район", en="Shemonaikha District")
    make_territory("101000000", "Семей қаласы", ru="Семей", en="Semey")
    make_organisation("«Күміс шаш» қоғамы", ref="silver", ru="Общество «Серебряные волосы»", bin="070440001234")
    make_organisation("Ақ жол", ref="other", ru="Белая дорога, город Усть-Каменогорск")
    jobs.rebuild()


def find(text: str) -> Found:
    return search(VISITOR, Search(text), "ru")


def first(text: str) -> str:
    return next((hit.document.label or hit.document.key for hit in find(text).hits), "")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("светофор у школы", "light"),
        ("бағдаршам возле школы", "light"),
        ("көпір висячий", "bridge"),
        ("ТБО в овраге", "waste"),
        ("ҚТҚ овраг", "waste"),
    ],
)
def test_words_of_two_languages_and_abbreviations_find_a_text_of_either(
    matters: dict[str, Matter], typed: str, name: str
) -> None:
    found = find(typed)
    assert found.how == "translated"
    assert found.hits[0].document.label == matters[name].number


def test_the_page_says_that_it_is_said_otherwise(matters: dict[str, Matter], client: object) -> None:
    answer = client.get("/en/search/", {"q": "ТБО в овраге"})  # type: ignore[attr-defined]
    assert "in another language or without the abbreviation" in answer.content.decode()


def test_of_some_of_the_words_the_rare_one_says_more(matters: dict[str, Matter]) -> None:
    found = find("скамейки ночью возле школы и аквапарк")
    assert found.how == "some"
    assert found.hits[0].document.label == matters["yard"].number
    assert first("аквапарк у школы, лудомания") == matters["bet"].number


def test_a_restricted_matter_weighs_nothing(matters: dict[str, Matter]) -> None:
    Matter.objects.filter(pk=matters["bet"].pk).update(visibility=Visibility.RESTRICTED)
    assert matters["bet"].number not in [hit.document.label for hit in find("аквапарк у школы, лудомания").hits]
    assert find("лудоманиялық аквапарк").total == 0


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("в Семее", "Семее"),
        ("дом для детей и мам", "дом детей мам"),
        ("от өшіру", "от өшіру"),
        ("в ШҚО", "ШҚО"),
        ("ата мен ана", "ата ана"),
        ("the road to school", "road school"),
        ("для", "для"),
    ],
)
def test_words_that_say_nothing_are_left_out_unless_alone(typed: str, left: str) -> None:
    assert telling(typed.split()) == left.split()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Шемонаихинском районе", "636800000"),
        ("по Шемонаихинскому", "636800000"),
        ("Устькаменогорск", "631000000"),
        ("в Усть-Каменогорске", "631000000"),
        ("в Семипалатинске", "101000000"),
        ("Өскеменде", "631000000"),
        ("ШҚО", "630000000"),
    ],
)
def test_another_form_or_spelling_of_a_place_finds_it_first(named: None, typed: str, code: str) -> None:
    world = World()
    world.received(title="Дорога", text=f"Яма {typed}, школа рядом", language="ru")
    jobs.rebuild()
    assert first(typed) == code
    assert places(typed, 3)[0].code == code


def test_an_abbreviation_is_not_the_beginning_of_a_word(matters: dict[str, Matter]) -> None:
    assert find("ШК").how == ""
    assert find("шк").total


@pytest.mark.parametrize(
    "typed", ["серебряных волос", "серебрянные волосы", "күміс шаштың", "070440", "ctht,hzyst djkjcs", "серебряные волосы"]
)
def test_the_picker_of_organisations_understands_what_the_search_does(named: None, typed: str) -> None:
    assert [one.ref for one in organisations(VISITOR, typed, "ru", 5)] == ["silver"]


def test_the_pickers_offer_nothing_for_some_of_the_words(named: None) -> None:
    assert organisations(VISITOR, "серебряные аквапарки", "ru", 5) == []
    assert places("Шемонаихинский аквапарк", 5) == []


def test_a_word_held_in_another_form_is_no_error(matters: dict[str, Matter]) -> None:
    assert not find("qandastarga аквапарк").mended


def test_an_error_in_a_word_with_endings_is_forgiven(matters: dict[str, Matter]) -> None:
    found = find("лудаманиядан")
    assert found.mended
    assert found.instead == "лудомания"


def test_lemmas_of_several_words_stand_together() -> None:
    assert lemmas_of("Усть-Каменогорске")[-1] == "усть каменогорск"
    assert lemmas_of("2026-000058") == ()
    assert lemmas_of("ҮЕҰ-ларға") == ("уеу",)


def test_what_the_glossary_calls_a_word() -> None:
    assert "светофор" in also_called("бағдаршамдар", lemmas_of("бағдаршамдар"))
    assert "твердый бытовой отход" in also_called("ТБО", lemmas_of("ТБО"))
    assert "жонде" in also_called("ремонтировать", lemmas_of("ремонтировать"))
    assert entries_of("құрақкөпірек", ("куракко",)) == []
