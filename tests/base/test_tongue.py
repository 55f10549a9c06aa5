"""Which language a text is in, and which text to show."""

import csv
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from kopir.base.tongue import (
    LANGUAGES,
    LocalisedText,
    base_language,
    detect,
    language_name,
    localised,
    localised_field,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ауылда таза ауыз су жоқ, көмек керек", "kk"),
        ("Ауылда таза ауыз су жок, комек керек", "kk"),
        ("Balalarga arnalgan alan kerek, komek surajmyn", "kk"),
        ("Auylda taza auyz su joq, kömek kerek", "kk"),
        ("Бiздiң ауылға мектеп керек", "kk"),
        ("мемлекеттiк мекеме", "kk"),
        ("Просим построить площадку в селе Өскемен", "ru"),
        ("В Қызылорда и Түркістан нет приюта для женщин", "ru"),
        ("Общественный фонд", "ru"),
        ("Фонд «Help Kazakhstan Development» просит помощь", "ru"),
        ("There is no clean water in the village of Ulan", "en"),
        ("men and women", "en"),
        ("", "kk"),
        ("12 500 — 2026!", "kk"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language


def test_without_letters_the_caller_decides() -> None:
    assert detect("87", default="ru") == "ru"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("kk", ("Су", "kk", False)), ("ru", ("Су", "kk", True)), ("en", ("Water", "en", False))],
)
def test_another_language_stands_in_with_a_label(wanted: str, expected: tuple[str, str, bool]) -> None:
    assert localised({"kk": "Су", "ru": "  ", "en": "Water"}, wanted) == LocalisedText(*expected)


@pytest.mark.parametrize(("wanted", "first"), [("kk", "ru"), ("ru", "kk"), ("en", "ru")])
def test_each_reader_has_an_order_of_fallback(wanted: str, first: str) -> None:
    others = {language: language for language in LANGUAGES if language != wanted}
    assert localised(others, wanted).language == first


def test_no_text_at_all_is_not_a_fallback() -> None:
    assert localised({}, "en") == LocalisedText("", "en", False)


def test_fields_are_read_by_their_endings() -> None:
    place = SimpleNamespace(name_kk="Ұлан ауданы", name_ru="Уланский район")
    assert str(localised_field(place, "name", "en")) == "Уланский район"


def test_languages_are_called_by_name_in_every_language() -> None:
    assert language_name("kk", "ru") == "казахский язык"
    assert [base_language(code) for code in ("kk-KZ", "RU", "de", None)] == ["kk", "ru", "kk", "kk"]


@pytest.mark.registers
@pytest.mark.skipif("PARALLEL_TEXTS" not in os.environ, reason="PARALLEL_TEXTS does not name the folder of parallel texts")
def test_measured_on_parallel_texts() -> None:
    folder = Path(os.environ["PARALLEL_TEXTS"])
    with (folder / "ntrex_kk_ru_en.tsv").open(encoding="utf-8") as file:
        news = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with (folder / "kazstat_parallel_kk_ru_en.csv").open(encoding="utf-8") as file:
        official = list(csv.DictReader(file))
    plain = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
    for name, rows in (("news", news), ("official", official)):
        for language in LANGUAGES:
            print(name, language, _share([row[language] for row in rows], language))  # noqa: T201
    without_letters = _share([row["kk"].translate(plain) for row in news], "kk")
    print("news, Kazakh without its letters", without_letters)  # noqa: T201
    assert all(_share([row[language] for row in news], language) > 0.99 for language in LANGUAGES)
    assert without_letters > 0.95


def _share(texts: list[str], language: str) -> float:
    return sum(detect(text) == language for text in texts) / len(texts)
