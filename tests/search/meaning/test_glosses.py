"""Kazakh word for word in Russian and English, however it is typed; the same thing under the same keys in three languages."""

from __future__ import annotations

import pytest

from kopir.search.meaning.glosses import entry_of, glossed, in_language
from kopir.search.meaning.listing import said_in
from kopir.search.meaning.terms import Term, terms


def gloss(text: str, language: str) -> str:
    return in_language(glossed(text), language)


@pytest.mark.parametrize(
    "text", ["Ауылдағы кітапханаларда", "Ауылдагы китапханаларда", "Auyldağy kitaphanalarda", "auyldagy kitapkhanalarda"]
)
def test_a_word_is_glossed_however_it_is_typed(text: str) -> None:
    assert gloss(text, "ru").split()[-1] == "библиотека"
    assert gloss(text, "en").split()[-1] == "library"


def test_several_words_are_one_entry_before_each_is_its_own() -> None:
    said = glossed("Мүгедектігі бар адамдарға көмек")
    assert said[0].entry is not None and said[0].entry.kk == "мүгедектігі бар адам"


def test_a_verb_is_found_by_any_of_its_forms() -> None:
    found = entry_of("көмектесеміз")
    assert found is not None and found.head == "көмектесу"


def test_a_synonym_leads_to_its_entry() -> None:
    assert entry_of("жәрдемдесті") == entry_of("көмектесеміз")


def test_a_word_that_nobody_listed_stays_as_its_headword() -> None:
    assert "Сырымбет".lower() in gloss("Сырымбетте мектеп салынды", "ru").lower()


def test_sentences_stay_apart() -> None:
    assert gloss("Мектеп. Су.", "en") == "school. water."


def test_russian_is_said_in_english() -> None:
    assert said_in("школа и вода", "ru", "en").split()[0] == "school"


def keys(term: Term) -> set[str]:
    return set(term.keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("қоқыс", "kk"), ("мусора", "ru")),
        (("мусор", "ru"), ("қоқысты", "kk")),
        (("школы", "ru"), ("schools", "en")),
        (("school", "en"), ("мектептер", "kk")),
    ],
)
def test_a_word_meets_its_translation(one: tuple[str, str], other: tuple[str, str]) -> None:
    asked, held = terms(*one)[0], terms(*other)[0]
    assert set(held.own) & keys(asked)


def test_a_name_meets_itself_in_another_script() -> None:
    asked, held = terms("Мерке", "ru")[0], terms("Merke", "en")[0]
    assert set(asked.own) & set(held.own)


def test_numbers_are_terms_and_small_words_are_none() -> None:
    assert [term.own for term in terms("240 and the", "en")] == [("d:240",)]
