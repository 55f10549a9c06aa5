"""How texts meet: folding, sorting, and one key for the spellings of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.fold import fold, latin_to_cyrillic_folded, mend_script, skeleton, sort_key, spellings
from tests.work import calls

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
mixed_texts = st.one_of(st.text(), st.text(alphabet="аәёйқіһABCeHhOoxХжéıЖ ’-№5ÅЇ«»\u200b"))
kazakh_texts = st.text(alphabet=KAZAKH + " -")


@given(mixed_texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(kazakh_texts)
def test_folding_does_not_see_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("«Ұлан» ауданы", "улан ауданы"),
        ("Өскемен", "оскемен"),
        ("Усть-Каменогорск", "усть каменогорск"),
        ("Семёновка", "семеновка"),
        ("район", "район"),
        ("Сәт\u200bті", "сатти"),
        ("школа №5", "школа 5"),
        ("Öskemen", "oskemen"),
        ("", ""),
    ],
)
def test_folding_by_example(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("OOO", "ООО"),
        ("OOO «Ромашка»", "ООО «Ромашка»"),
        ("мемлекеттiк", "мемлекеттік"),
        ("қаhарман", "қаһарман"),
        ("Aстана", "Астана"),
        ("сommunity", "community"),
        ("IT-компания", "IT-компания"),
    ],
)
def test_letters_of_the_wrong_script_are_mended(typed: str, meant: str) -> None:
    assert mend_script(typed) == meant


def test_kazakh_names_sort_by_the_kazakh_alphabet() -> None:
    assert "".join(sorted(KAZAKH, key=lambda letter: sort_key(letter, "kk"))) == KAZAKH


def test_russian_readers_find_i_beside_its_neighbour_and_yo_with_ye() -> None:
    names = ["Ыстық", "Йога", "Іле", "Ива", "Ель", "Ёжик"]
    assert sorted(names, key=lambda name: sort_key(name, "ru")) == [
        "Ёжик",
        "Ель",
        "Ива",
        "Іле",
        "Йога",
        "Ыстық",
    ]


def test_numbers_sort_by_value_spaces_first_and_marks_do_not_count() -> None:
    names = ["№10 мектеп", "«Абай»", "Ақбұлақ", "№2 мектеп", "Ақ бұлақ", "Apple"]
    expected = ["№2 мектеп", "№10 мектеп", "«Абай»", "Ақ бұлақ", "Ақбұлақ", "Apple"]
    assert sorted(names, key=lambda name: sort_key(name, "kk")) == expected
    assert sorted(names, key=lambda name: sort_key(name, "en"))[2] == "Apple"


@given(mixed_texts, st.sampled_from(["kk", "ru", "en"]))
def test_sort_keys_sort_alike_in_every_collation(text: str, language: str) -> None:
    assert set(sort_key(text, language)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    "spelled",
    [
        "Өскемен Oskemen Öskemen Óskemen",
        "Шымкент Shymkent Şymkent",
        "Жамбыл Zhambyl Jambyl",
        "Қызылорда Kyzylorda Qyzylorda",
        "Маңғыстау Mangystau Mañğystau Manghystau",
        "Жаңаөзен Zhanaozen Janaözen Jańaózen",
        "Байқоңыр Baikonyr Bayqongyr",
        "Щучинск Shchuchinsk Schuchinsk",
        "Алексеевка Alekseevka Alekseyevka Alexeyevka",
        "Семёновка Семеновка Semyonovka Semenovka",
        "Есіл Esil Yesil",
        "Восход Voskhod",
        "Аягөз Ayagoz Aiagoz",
        "Қонаев Konaev Qonayev",
        "Воробьевка Vorobyevka Vorobevka",
        "Хромтау Khromtau Hromtau",
        "Жетісу Zhetisu Zhetysu Jetisu",
        "Мария Maria Mariya",
    ],
)
def test_spellings_of_one_name_have_one_key(spelled: str) -> None:
    assert len({skeleton(name) for name in spelled.split()}) == 1


def test_names_of_several_words_keep_their_parting() -> None:
    assert skeleton("Ұлан ауданы") == skeleton("Ulan audany") == "ulan audani"


def test_different_names_have_different_keys() -> None:
    names = [
        "Өскемен",
        "Семей",
        "Риддер",
        "Алтай",
        "Абай",
        "Зайсан",
        "Күршім",
        "Тарбағатай",
        "Ұлан",
        "Ұлытау",
    ]
    assert len({skeleton(name) for name in names}) == len(names)


@given(kazakh_texts, st.integers(0, 40))
def test_the_key_of_a_beginning_begins_the_key(text: str, length: int) -> None:
    words = " ".join(text.split())
    assert skeleton(words).startswith(skeleton(words[:length])[:-1])


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Qyzylorda oblysy", "кызылорда облысы"),
        ("Alexeyevka", "алексеевка"),
        ("Abaı", "абай"),
        ("Shchuchinsk", "щучинск"),
        ("Manghystau", "мангыстау"),
        ("Ust-Kamenogorsk", "уст каменогорск"),
    ],
)
def test_latin_is_read_as_cyrillic(latin: str, cyrillic: str) -> None:
    assert latin_to_cyrillic_folded(latin) == cyrillic


def test_spellings_start_with_what_was_typed() -> None:
    assert spellings("Ulan audany") == ("ulan audany", "улан ауданы", "улан аудани")
    assert spellings("Ұлан ауданы") == ("улан ауданы",)
    assert spellings(" — ") == ()


def test_folding_costs_little_enough_for_a_register() -> None:
    assert calls(lambda: fold("«Жас Ұрпақ-12» қоғамдық бірлестігі")) < 60
