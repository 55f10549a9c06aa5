"""The rule that finds promises, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from kopir.handovers.promises import find

SAID = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("language", "text", "due_on"),
    [
        ("kk", "Қоқыс алаңын 2026 жылғы 15 желтоқсанға дейін ашамыз.", date(2026, 12, 15)),
        ("kk", "Көлік 20 желтоқсанда жіберіледі.", date(2026, 12, 20)),
        ("kk", "Жауапты 10 күн ішінде береміз.", date(2026, 12, 5)),
        ("kk", "Нәтижесін желтоқсанның 15-іне дейін жібереміз.", date(2026, 12, 15)),
        ("kk", "Кестені жыл соңына дейін бекітеміз.", date(2026, 12, 31)),
        ("kk", "Ертең хабарласамыз.", date(2026, 11, 26)),
        ("ru", "Площадку откроем до 15 декабря.", date(2026, 12, 15)),
        ("ru", "Ответ направим в течение 10 рабочих дней.", date(2026, 12, 5)),
        ("ru", "До конца года будет выделен транспорт.", date(2026, 12, 31)),
        ("ru", "В декабре будут установлены два контейнера.", date(2026, 12, 31)),
        ("ru", "Обязуемся представить смету к 01.02.2027.", date(2027, 2, 1)),
        ("ru", "Смету утвердим 5 января.", date(2027, 1, 5)),
        ("en", "We will open the site by 15 December 2026.", date(2026, 12, 15)),
        ("en", "The money will be there within two weeks.", date(2026, 12, 9)),
        ("en", "We plan to visit on December 3.", date(2026, 12, 3)),
    ],
)
def test_a_sentence_that_promises_and_names_a_day(language: str, text: str, due_on: date) -> None:
    assert [(one.quote, one.due_on) for one in find(text, language, SAID)] == [(text, due_on)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "Қоқыс алаңы 2026 жылғы 15 қазанда ашылды."),
        ("kk", "Алаңды 15 желтоқсанға дейін ашасыз ба?"),
        ("kk", "Рақмет, хатыңызды алдық."),
        ("ru", "Площадка открыта 15 октября 2026 года."),
        ("ru", "Когда вы сможете приехать, до 15 декабря?"),
        ("ru", "Направим вам ответ."),
        ("en", "The site was opened on 15 October."),
        ("en", "You may ask the council."),
    ],
)
def test_what_is_past_asked_or_without_a_day_is_no_promise(language: str, text: str) -> None:
    assert find(text, language, SAID) == []


def test_only_the_promising_sentence_of_a_letter_is_quoted() -> None:
    letter = "Құрметті әріптестер! Хатыңызды алдық. Алаңды 12.12.2026 күні ашамыз. Рақмет."
    assert [one.quote for one in find(letter, "kk", SAID)] == ["Алаңды 12.12.2026 күні ашамыз."]


def test_of_several_days_the_last_one_counts() -> None:
    text = "Көлікті 1 желтоқсанда, контейнерлерді 20 желтоқсанда жібереміз."
    assert [one.due_on for one in find(text, "kk", SAID)] == [date(2026, 12, 20)]


def test_a_day_that_does_not_exist_is_none() -> None:
    assert find("Откроем до 31.02.2027.", "ru", SAID) == []
