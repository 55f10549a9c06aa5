"""Values made fit to keep."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.organisations.register import cleaning
from kopir.organisations.words import Status
from tests.organisations.registers import make_bin, make_iin

NAMES = [
    ('ОО "Клуб "Факел"', "ОО «Клуб «Факел»»"),
    ('"Факел" туристер клубы" қоғамдық бірлестігі', "««Факел» туристер клубы» қоғамдық бірлестігі"),
    ('"ММА федерациясы" қоғамдық бірлестігі', "«ММА федерациясы» қоғамдық бірлестігі"),
    ('"Филиал ОО "Федерация" по области', "Филиал ОО «Федерация» по области"),
    ('"Отделение Общественного фонда "', "Отделение Общественного фонда"),
    ("«Халықаралық «Қазақ тілі» қоғамы» ҚБ", "«Халықаралық «Қазақ тілі» қоғамы» ҚБ"),
    ("ОФ “Мир”", "ОФ «Мир»"),
    ("ОФ ''Мир''", "ОФ «Мир»"),
    ('ОФ"Мир"Алматы', "ОФ «Мир» Алматы"),
    ("  ОФ\t«Мир»  ", "ОФ «Мир»"),
    ("ОФ\u202e «Мир»\u200b\x07", "ОФ «Мир»"),
    ("ОФ Мир", "ОФ Мир"),
    ("КОРПОРАТИВНЫЙ ФОНД", "КОРПОРАТИВНЫЙ ФОНД"),
    (",", ""),
    ('"', ""),
    ("   ", ""),
]


@pytest.mark.parametrize(("given_name", "kept"), NAMES)
def test_name(given_name: str, kept: str) -> None:
    assert cleaning.name(given_name) == kept


@given(st.text())
def test_name_is_clean_after_one_washing(text: str) -> None:
    once = cleaning.name(text)
    assert cleaning.name(once) == once


@given(st.text(alphabet='"«» абВ,.()', max_size=30))
def test_quotes_are_paired(text: str) -> None:
    depth = 0
    for sign in cleaning.mend_quotes(text) if '"' in text.translate(cleaning._QUOTES) else "":
        depth += (sign == "«") - (sign == "»")
        assert depth >= 0
    assert depth == 0


def test_personal_number_goes_and_a_bin_stays() -> None:
    assert cleaning.text(f"ИП {make_iin()} Береке") == "ИП Береке"
    assert cleaning.text(f"БИН {make_bin()}") == f"БИН {make_bin()}"


ADDRESSES = [
    ("Астана, д. 31, тел. 87770000000", "Астана, д. 31"),
    ("Астана, д. 31, тел. 34317,34316,87050000000", "Астана, д. 31"),
    ("Астана, зд. 83/3, тел. (+7)7270000000", "Астана, зд. 83/3"),
    ("Астана, д. 28, тел. 8-715-35-2-00-00", "Астана, д. 28"),
    ("Астана, д. 3, кв. 48, тел. 73-00-00, 8-300-413-00-00, факс 73-00-00", "Астана, д. 3, кв. 48"),
    ("Астана, зд. 34, тел. +7(777)000-00-00", "Астана, зд. 34"),
    ("Астана, ул. Мира, 5 8 701 000 00 00", "Астана, ул. Мира, 5"),
    ("Астана, ул. Мира, 5, тел.", "Астана, ул. Мира, 5"),
    ("Астана, дом 23, тел. +550000000000, факс +77020000000", "Астана, дом 23"),
    ("010000, Астана, ул. Телжана, д. 7", "010000, Астана, ул. Телжана, д. 7"),
    ("050000, Алматы, ул. Мира,, 5", "050000, Алматы, ул. Мира, 5"),
    ("село Телман, д. 12", "село Телман, д. 12"),
]


@pytest.mark.parametrize(("given_address", "kept"), ADDRESSES)
def test_address_loses_its_telephones(given_address: str, kept: str) -> None:
    assert cleaning.address(given_address) == kept


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-13", date(2024, 5, 13)),
        ("13.05.2024", date(2024, 5, 13)),
        ("2024-05-13T10:20:30+05:00", date(2024, 5, 13)),
        ("2024-05-13 10:20", date(2024, 5, 13)),
        ("13/05/2024", date(2024, 5, 13)),
        ("1715558400000", date(2024, 5, 13)),
        ("0", None),
        ("", None),
        ("31.02.2024", None),
        ("0001-01-01", None),
    ],
)
def test_day(text: str, day: date | None) -> None:
    assert cleaning.day(text) == day


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Зарегистрирован", Status.ACTIVE),
        ("Действующая", Status.ACTIVE),
        ("Тіркелген", Status.ACTIVE),
        ("Недействующий", Status.INACTIVE),
        ("Бездействует", Status.INACTIVE),
        ("Ликвидирован", Status.ENDED),
        ("В процессе ликвидации", Status.LIQUIDATING),
        ("Таратылды", Status.ENDED),
        ("Тарату процесінде", Status.LIQUIDATING),
        ("Деятельность приостановлена", Status.SUSPENDED),
        ("Снят с учета", Status.ENDED),
        ("True", Status.ACTIVE),
        ("False", Status.ENDED),
        ("inactive", Status.INACTIVE),
        ("?", None),
        ("", None),
    ],
)
def test_status(text: str, status: Status | None) -> None:
    assert cleaning.status(text) == status


def test_contacts() -> None:
    assert cleaning.email("Почта: Info@Example.KZ") == "info@example.kz"
    assert cleaning.email("нет") == ""
    assert cleaning.website("www.example.kz/") == "https://www.example.kz"
    assert cleaning.website("https://example.kz/a?b=1") == "https://example.kz/a?b=1"
    assert cleaning.website("нет сайта") == ""


@given(st.text())
def test_no_text_breaks_a_cleaner(text: str) -> None:
    for clean in (
        cleaning.address,
        cleaning.email,
        cleaning.website,
        cleaning.day,
        cleaning.status,
        cleaning.mend_quotes,
    ):
        clean(text)
