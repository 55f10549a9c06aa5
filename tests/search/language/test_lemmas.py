"""Lemmas of texts in three languages, and the language of each paragraph."""

from __future__ import annotations

import pytest

from kopir.search.language import Paragraph, is_known, lemma, lemmas, paragraphs


def test_lemmas_are_folded_and_in_the_order_of_the_words() -> None:
    assert lemmas("Мүгедектігі бар балаларға арналған орталық", "kk") == [
        "мугедектик",
        "бар",
        "бала",
        "арна",
        "орталык",
    ]
    assert lemmas("Ёлки для детей с инвалидностью", "ru") == ["елка", "для", "ребенок", "с", "инвалидность"]
    assert lemmas("Stories of disabled children", "en") == ["stori", "of", "disabl", "children"]


def test_each_paragraph_is_taken_in_its_own_language() -> None:
    text = "Ауылдарда мектептер керек.\n\nВ сёлах нужны школы.\nVillages need schools."
    assert lemmas(text) == [
        "ауыл",
        "мектеп",
        "керек",
        "в",
        "село",
        "нужный",
        "школа",
        "villag",
        "need",
        "school",
    ]


def test_kazakh_typed_without_its_letters_or_in_latin_script_has_the_same_lemmas() -> None:
    expected = lemmas("Мектептердегі балаларға көмек", "kk")
    assert expected == ["мектеп", "бала", "комек"]
    assert lemmas("мектептердеги балаларга комек", "kk") == expected
    assert lemmas("mektepterdegi balalarga komek", "kk") == expected
    assert lemmas("Mektepterdegı balalarğa kömek", "kk") == expected
    assert lemmas("auyldağy ekologiialyq uıymdar tauy", "kk") == lemmas("ауылдағы экологиялық ұйымдар тауы", "kk")


def test_words_of_another_script_are_taken_in_their_own_language() -> None:
    assert lemma("trainings", "kk") == "train"
    assert lemma("школами", "en") == "школа"


def test_endings_after_a_hyphen_go_and_compounds_give_their_parts() -> None:
    assert lemmas("ҮЕҰ-ларға азық-түлікке", "kk") == ["уеу", "азык", "тулик"]
    assert lemmas("well-being", "en") == ["well", "be"]


def test_numbers_and_long_keys_stay() -> None:
    assert lemmas("2026 жылғы 15", "kk")[::2] == ["2026", "15"]
    assert lemma("ұйымдарға" * 10, "kk") == "уйымдарга" * 10


@pytest.mark.parametrize("language", ["kk", "ru", "en", ""])
def test_empty_text_has_no_lemmas(language: str) -> None:
    assert lemmas(" \n — ", language) == []


def test_a_word_is_known_in_its_language() -> None:
    assert is_known("школами", "ru")
    assert not is_known("бвгдшщц", "ru")
    assert is_known("anything", "en")


def test_paragraphs_carry_their_language() -> None:
    assert paragraphs("Ауылға су керек\n \nСелу нужна вода\n2026") == [
        Paragraph("Ауылға су керек", "kk"),
        Paragraph("Селу нужна вода", "ru"),
        Paragraph("2026", "ru"),
    ]
    assert paragraphs("", "ru") == []


@pytest.mark.parametrize("word", ["Зайсанскому", "Зайсанском", "Зайсанский", "Зайсанского"])
def test_forms_of_a_district_that_no_dictionary_has_meet(word: str) -> None:
    assert lemma(word, "ru") == "зайсанский"
