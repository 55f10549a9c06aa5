"""One error of typing is forgiven when nothing holds the typed words; a word that something holds is never taken for another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kopir.base.actors import VISITOR
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.search import jobs
from kopir.search.queries import Found, Search, in_order, newest, search, suggest
from kopir.search.queries.misspelt import near
from tests.factories import make_organisation
from tests.interactions.world import World

pytestmark = pytest.mark.django_db

TEXTS = {
    "kk": "Жәрдемақы төленбейді. Мұғалімдер көпірді жөндеуді сұрайды. Қоғамдық тәртіп. Балабақша",
    "ru": "Мусор не вывозят, бродячие собаки у школы. Нужен пандус",
    "en": "The village has no drinking water. Children with disabilities wait for a ramp",
}


def find(text: str, **narrowed: Any) -> Found:
    return search(VISITOR, Search(text, **narrowed), "kk")


def labels(found: Found) -> list[str]:
    return [hit.document.label for hit in found.hits]


@pytest.fixture
def matters(db: None) -> dict[str, Matter]:
    world = World()
    made = {tongue: world.received(title="Өтініш", text=text, language=tongue) for tongue, text in TEXTS.items()}
    jobs.rebuild()
    return made


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("ru", "мусар", "мусор"),
        ("ru", "мсуор", "мусор"),
        ("ru", "муссор", "мусор"),
        ("ru", "бродяие", "бродячие"),
        ("ru", "ПАНДУЗ", "пандус"),
        ("ru", "бродячие сабаки", "бродячие собаки"),
        ("ru", "бродечие сабаки", "бродячие собаки"),
        ("kk", "жардемакы болабакша", "жәрдемақы балабақша"),
        ("kk", "жәрдемағы", "жәрдемақы"),
        ("kk", "мұғалімдир", "мұғалімдер"),
        ("kk", "көпідрі", "көпірді"),
        ("kk", "қоғмдық", "қоғамдық"),
        ("kk", "qogandyq", "қоғамдық"),
        ("en", "vilage", "village"),
        ("en", "drniking watter", "drinking water"),
        ("en", "disabillities", "disabilities"),
    ],
)
def test_one_error_in_a_word_is_forgiven(matters: dict[str, Matter], language: str, typed: str, meant: str) -> None:
    found = find(typed, kind="matter")
    assert matters[language].number in labels(found)
    assert meant in (found.instead, found.meant)


@pytest.mark.parametrize("typed", ["мусар", "бродячие сабаки"])
def test_what_was_typed_is_looked_for_when_asked(matters: dict[str, Matter], typed: str) -> None:
    assert find(typed).mended
    assert not find(typed, as_typed=True).mended


@pytest.mark.parametrize(
    "typed",
    ["масур", "мусарр", "сабагы бродечее", "жердемағы", "vilagge", "сор", "мусо4"],
    ids=["two", "one and one more", "two in a word, twice", "two in Kazakh", "two in English", "short", "a digit"],
)
def test_two_errors_and_short_words_are_not(matters: dict[str, Matter], typed: str) -> None:
    found = find(typed)
    assert not found.mended


def test_words_that_are_held_stay_however_rare(matters: dict[str, Matter]) -> None:
    """`Собака` in many documents does not take the place of `собакам` and `Сабаки` in one."""
    for number in range(5):
        make_organisation(f"Собаки {number}")
    rare = make_organisation("Сабаки")
    jobs.rebuild()
    found = find("сабаки")
    assert (found.mended, [hit.document.key for hit in found.hits]) == (False, [str(rare.pk)])
    assert not find("сабаки пандус").mended


def test_words_of_a_dictionary_stay(matters: dict[str, Matter]) -> None:
    make_organisation("Бараки")
    jobs.rebuild()
    assert (find("бараны").total, find("бараци").instead) == (0, "бараки")


def test_the_word_that_more_documents_hold_is_taken() -> None:
    for name in ("Кортеж", "Картеж", "Картеж қоры"):
        make_organisation(name)
    jobs.rebuild()
    assert find("куртеж").instead == "картеж"


def test_facets_narrow_what_was_meant(matters: dict[str, Matter]) -> None:
    make_organisation("Мусор қоры")
    jobs.rebuild()
    assert find("мусар", kind="matter").facets.kinds == {"matter": 1, "organisation": 1, "sector": 1}
    assert find("мусар", kind="matter").total == 1
    assert labels(find("мусар", kind="matter", language="ru")) == [matters["ru"].number]


def test_some_of_the_words_are_looked_for_as_they_were_meant(matters: dict[str, Matter]) -> None:
    found = find("мусар ракета", kind="matter")
    assert (found.how, found.instead, labels(found)) == ("some", "мусор ракета", [matters["ru"].number])


def test_the_file_holds_the_same_and_what_comes_while_typing_or_later_does_not(matters: dict[str, Matter]) -> None:
    assert [one.label for one in in_order(VISITOR, Search("мусар", kind="matter"))] == [matters["ru"].number]
    assert suggest(VISITOR, "мусар") == newest(VISITOR, Search("мусар")) == []


def test_a_restricted_matter_mends_no_word(matters: dict[str, Matter]) -> None:
    """Its words are in the index until it learns of the restriction."""
    Matter.objects.filter(pk=matters["ru"].pk).update(visibility=Visibility.RESTRICTED)
    found = find("бродечие")
    assert (found.total, found.instead) == (0, "")


def test_one_query_asks_for_all_words_one_error_away(matters: dict[str, Matter], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(6):  # as typed, on another layout, by sound; words one error away; as meant; the documents
        assert find("мусар", kind="matter").total == 1


def test_words_one_error_away() -> None:
    found = near("мусар")
    assert {"мусор", "мсуар", "муссар", "усар", "мусара"} <= set(found) and "мусар" not in found
    assert len(found) == len(set(found)) <= 600


def test_the_page_says_what_is_shown_and_leads_to_what_was_typed(matters: dict[str, Matter]) -> None:
    page = Client().get("/ru/search/?q=мусар&kind=matter").content.decode()
    assert "<strong>мусор</strong>" in page and matters["ru"].number in page
    assert 'href="?q=%D0%BC%D1%83%D1%81%D0%B0%D1%80&amp;kind=matter&amp;typed=1"' in page
    page = Client().get("/ru/search/?q=мусар&typed=1").content.decode()
    assert "k-empty" in page and matters["ru"].number not in page


# ---- Numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["-", " ", "–"])
def test_the_number_of_a_matter_finds_it_alone(matters: dict[str, Matter], sign: str) -> None:
    number = matters["kk"].number or ""
    make_organisation(f"Хабарлама {number}")
    jobs.rebuild()
    typed = number.replace("-", sign)
    assert [labels(find(typed)), [one.label for one in in_order(VISITOR, Search(typed))]] == [[number]] * 2


def test_a_number_that_no_matter_has_is_looked_for_as_words(matters: dict[str, Matter]) -> None:
    make_organisation("Хабарлама 2026-999999")
    jobs.rebuild()
    assert find("2026-999999").total == 1
    assert find("2026-999998").total == 0
