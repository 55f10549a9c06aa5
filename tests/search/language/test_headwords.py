"""The tool that makes the lists of headwords."""

from __future__ import annotations

import pytest

from tools.kazakh_headwords import is_form, is_inflected, parts, stem_of

LINES = [
    "6",
    "бару/MmNn",
    "бар/ABb",
    "ұстау/MmNn",
    "ұста/ABb",
    "біреу/MmNn",
    "Зара/Bb",
    "а/Bb",
    "үш-үштен/Bb",
]


def test_verbs_stand_by_their_stems_and_their_actions_go() -> None:
    nouns, verbs = parts(LINES)
    assert verbs == {"бар", "ұста"}
    assert nouns == {"бар", "ұста", "біреу", "зара"}


def test_stem_of_an_action_is_a_listed_word() -> None:
    words = {"қой", "танып", "таны", "жаз", "жазы"}
    assert [stem_of(action, words) for action in ("қою", "тану", "жазу", "біреу")] == [
        "қой",
        "таны",
        "жаз",
        "",
    ]


@pytest.mark.parametrize("word", ["ұйымдары", "балаларға", "жобаның", "берілген", "алып", "айтқаны", "халқы", "үйге"])
def test_forms_are_left_out(word: str) -> None:
    assert is_form(word)


@pytest.mark.parametrize("word", ["тарихи", "маңызды", "жұмыссыз", "бөлме", "басшылық", "қалдық", "ұйым"])
def test_words_that_end_like_forms_stay(word: str) -> None:
    assert not is_form(word)


def test_passive_verbs_are_forms_of_their_actives() -> None:
    assert is_inflected("жазыл")
    assert not is_inflected("көмектес")
