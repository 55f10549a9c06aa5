"""The Kazakh analyser: morphology by example, and what holds of every word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kopir.base.fold import fold
from kopir.search.language import analyse, is_known, lemma
from kopir.search.language.kazakh.analyser import lemma as kazakh_lemma
from kopir.search.language.kazakh.exceptions import LEMMAS, SHORTENED
from kopir.search.language.kazakh.headwords import LISTS, NOUN, VERB, basic, headwords, listed, spellings
from kopir.search.language.kazakh.sounds import ARCHIPHONEMES, BACK, FRONT, plain, soundings, true_tone
from kopir.search.language.kazakh.suffixes import NOMINAL, NOT_FINAL, VERBAL
from tests.search.language.examples import pairs

BASIC = sorted(basic())
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=24)


def headword(form: str) -> str:
    found = analyse(form)
    return found.lemma + ("-" if found.part == VERB else "")


# ---- By example ------------------------------------------------------------------------------------------


def test_there_are_enough_examples() -> None:
    assert len(set(pairs())) >= 200


@pytest.mark.parametrize(("form", "expected"), pairs())
def test_form_has_its_headword(form: str, expected: str) -> None:
    assert headword(form) == expected


@pytest.mark.parametrize(("form", "expected"), [pair for pair in pairs() if "-" not in pair[0]])
def test_form_typed_without_kazakh_letters_has_the_same_headword(form: str, expected: str) -> None:
    assert lemma(fold(form), "kk") == lemma(form, "kk") == fold(expected.removesuffix("-"))


@pytest.mark.parametrize(
    ("form", "suffixes"),
    [
        ("ұйымдарымыздың", ("plural", "our", "genitive")),
        ("мектебіміздегі", ("our", "locative", "being in")),
        ("көмектескендерге", ("past participle", "plural", "dative")),
        ("орнында", ("his", "locative")),
        ("шешілмеген", ("passive", "negation", "past participle")),
        ("оқиды", ("converb", "he does")),
        ("ұйым", ()),
    ],
)
def test_analysis_names_what_was_taken_off_from_the_stem_outwards(form: str, suffixes: tuple[str, ...]) -> None:
    assert analyse(form).suffixes == suffixes


def test_harmony_tells_words_apart_that_look_alike_without_kazakh_letters() -> None:
    assert [analyse(form).lemma for form in ("колдер", "колдын", "турлери", "турады", "болады", "боледи")] == [
        "көл", "қол", "түр", "тұр", "бол", "бөл",
    ]  # fmt: skip


def test_letter_case_does_not_matter() -> None:
    assert analyse("ҰЙЫМДАРҒА").lemma == analyse("Ұйымдарға").lemma == "ұйым"


@pytest.mark.parametrize(
    ("form", "remains"),
    [
        ("дұңғақтарымыздан", "дұңғақ"),
        ("хұмбалдардың", "хұмбал"),
        ("Жәлмендегі", "жәлмен"),
        ("зүлбекпен", "зүлбек"),
        ("шөнбақ", "шөнбақ"),
        ("гүм", "гүм"),
    ],
)
def test_unknown_word_gives_up_its_endings_but_not_itself(form: str, remains: str) -> None:
    found = analyse(form)
    assert (found.lemma, found.is_known) == (remains, False)


@pytest.mark.parametrize("word", ["мүгедектік", "ҮЕҰ", "әлеуметтік тапсырыс", "жұмыссыздарға", "мәдениетаралық"])
def test_words_of_the_field_are_known(word: str) -> None:
    assert is_known(word)


def test_gibberish_is_not_known() -> None:
    assert not is_known("бвгдшщц")


# ---- What holds of every word ----------------------------------------------------------------------------


@given(st.sampled_from(BASIC))
def test_a_basic_word_is_its_own_lemma(word: str) -> None:
    spelling = word.removesuffix("-")
    exception = LEMMAS.get(plain(spelling))
    assert exception or plain(kazakh_lemma(spelling)) == plain(spelling)


@given(WORDS)
def test_lemma_of_a_lemma_that_is_listed_is_itself(word: str) -> None:
    found = analyse(word)
    if found.is_known and found.lemma in spellings(found.part, plain(found.lemma)):
        again = analyse(found.lemma)
        assert again.suffixes == () or len(again.lemma) < len(found.lemma)


@given(WORDS)
def test_lemma_is_never_longer_than_the_word_and_one_letter(word: str) -> None:
    assert len(plain(kazakh_lemma(word))) <= len(plain(word)) + 1


@given(st.text(max_size=40))
def test_any_text_has_a_lemma(text: str) -> None:
    assert isinstance(analyse(text).lemma, str)


@given(
    st.sampled_from([word for word in BASIC if not word.endswith("-")]),
    st.sampled_from(["LAр", "NYң", "DA", "BAн", "GA"]),
)
def test_regular_forms_of_a_basic_noun_come_together_typed_either_way(noun: str, template: str) -> None:
    assume((noun, template) != ("ерте", "NYң"))  # typed without Kazakh letters it cannot be told from ертең with its ending
    tone = true_tone(noun)
    for sounding in soundings(template):
        if tone and sounding.tone == tone and plain(noun)[-1] in sounding.after:
            form = noun + sounding.text.replace("и", "і")
            assert lemma(form, "kk") == lemma(fold(form), "kk") or len(noun) < 4


# ---- The tables ------------------------------------------------------------------------------------------


def test_every_state_that_a_suffix_follows_is_reached() -> None:
    reached = {suffix.gives for suffix in (*NOMINAL, *VERBAL)} | {NOUN, VERB}
    assert {state for suffix in (*NOMINAL, *VERBAL) for state in suffix.after} <= reached
    assert reached >= NOT_FINAL


def test_plural_sounds_as_grammars_say() -> None:
    found = {(sounding.text, sounding.tone): sounding.after for sounding in soundings("LAр")}
    assert {text for text, _ in found} == {"лар", "лер", "дар", "дер", "тар", "тер"}
    assert set("арйу") <= found["лар", BACK]
    assert set("лмнзж") == found["дер", FRONT]
    assert set("кпстшбвгд") <= found["тар", BACK]


def test_bracket_is_said_between_two_sounds_of_a_kind() -> None:
    assert sorted((one.text, "а" in one.after, "т" in one.after) for one in soundings("(с|)Y")) == [
        ("и", False, True), ("си", True, False), ("сы", True, False), ("ы", False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_headwords_hold_each_word_once_and_only_words(name: str) -> None:
    words = list(listed(name))
    assert len(words) == len(set(words))
    assert [word for word in words if not set(word.removesuffix("-")) <= set(LETTERS)] == []


def test_shortened_nouns_are_headwords() -> None:
    assert [key for key in SHORTENED if not spellings(NOUN, key)] == []


def test_most_inflected_forms_are_not_among_the_headwords() -> None:
    assert not {"ұйымдары", "халқының", "балаларға", "жарияланды"} & headwords()[NOUN].keys()


def test_the_document_for_linguists_shows_every_suffix_and_every_sound() -> None:
    text = (Path(__file__).parents[3] / "docs/kazakh.md").read_text(encoding="utf-8")
    shown = text.replace("\\|", "|")
    assert [suffix.template for suffix in (*NOMINAL, *VERBAL) if f"`{suffix.template}`" not in shown] == []
    assert [sign for sign in ARCHIPHONEMES if f"| `{sign}` |" not in text] == []


@pytest.mark.parametrize(
    ("form", "headword"),
    [("төлемді", "төлем"), ("қаражатты", "қаражат"), ("маңызды", "маңызды"), ("жауапты", "жауапты")],
)
def test_what_sounds_like_having_it_is_mostly_the_accusative(form: str, headword: str) -> None:
    assert kazakh_lemma(form) == headword


@pytest.mark.parametrize(
    ("form", "headword"),
    [
        ("ҮЕҰ-ның", "үеұ"),
        ("ТЖД-ға", "тжд"),
        ("ХҚКО-дан", "хқко"),
        ("ата-аналарға", "ата-ана"),
        ("іс-қимылды", "іс-қимыл"),
    ],
)
def test_endings_of_an_abbreviation_follow_how_it_is_said(form: str, headword: str) -> None:
    assert kazakh_lemma(form) == headword


def test_a_rare_ending_is_not_taken_for_the_sake_of_a_longer_stem() -> None:
    assert kazakh_lemma("қандастарға") == kazakh_lemma("қандастардың") == "қандас"
