"""Numbers of organisations are checked, personal numbers refused and hidden. All numbers are made up."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from kopir.base.errors import Refused
from kopir.base.idents import (
    MASK,
    Bin,
    InvalidBin,
    check_bin,
    check_digit,
    hide_personal_numbers,
    looks_like_iin,
)

digits = st.integers(0, 99_999).map(lambda number: f"{number:05d}")


@st.composite
def bins(draw: st.DrawFn) -> str:
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    body = f"{year:02d}{month:02d}{draw(st.sampled_from('456'))}{draw(st.sampled_from('01234'))}{draw(digits)}"
    last = check_digit(body)
    assume(last is not None)
    return f"{body}{last}"


@st.composite
def iins(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1930, 1, 1), date(2029, 12, 31)))
    century = draw(st.sampled_from("34" if born.year < 2000 else "56"))
    body = f"{born:%y%m%d}{century}{draw(digits)[:4]}"
    last = check_digit(body)
    assume(last is not None)
    return f"{body}{last}"


def _made(body: str) -> str:
    return f"{body}{check_digit(body)}"


@given(bins())
def test_a_lawful_bin_is_read_and_is_never_taken_for_a_person(number: str) -> None:
    assert check_bin(number).value == number
    assert not looks_like_iin(number)
    assert hide_personal_numbers(f"БИН {number}.") == (f"БИН {number}.", 0)


@given(bins(), st.integers(6, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, shift: int) -> None:
    wrong = (int(number[place]) + shift) % 10
    broken = f"{number[:place]}{wrong}{number[place + 1 :]}"
    assume(check_digit(broken[:11]) is None or check_digit(broken[:11]) != int(broken[11]))
    with pytest.raises(InvalidBin) as refusal:
        check_bin(broken)
    assert refusal.value.code == "checksum"


def test_the_parts_of_a_bin_are_told() -> None:
    number = _made("94014000038")
    assert check_bin("9401 4000-0385") == Bin(number, 1994, 1, "resident", "head")
    assert check_bin(_made("05076400001")).branch == "farm"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("94014000038", "length"),
        ("9401400003855", "length"),
        ("94014000О385", "digits"),
        ("٩٤٠١٤٠٠٠٠٣٨٥", "digits"),
        ("941340000385", "date"),
        ("940190000385", "type"),
        ("940147000385", "kind"),
        ("940140000386", "checksum"),
    ],
)
def test_the_first_fault_is_named(typed: str, code: str) -> None:
    with pytest.raises(InvalidBin) as refusal:
        check_bin(typed)
    assert refusal.value.code == code
    assert isinstance(refusal.value, Refused)


def test_a_number_whose_check_digit_would_be_ten_is_not_issued() -> None:
    body = next(f"940140{n:05d}" for n in range(100_000) if check_digit(f"940140{n:05d}") is None)
    for last in range(10):
        with pytest.raises(InvalidBin):
            check_bin(f"{body}{last}")


def test_a_personal_number_in_place_of_a_bin_is_called_by_its_name() -> None:
    with pytest.raises(InvalidBin) as refusal:
        check_bin(_made("90010130001"))
    with override("en"):
        assert str(refusal.value).startswith("type: This looks like a personal number")


@given(iins(), st.sampled_from(["", " ", "-", " - ", "\u00a0"]), st.integers(1, 11))
def test_personal_numbers_are_hidden_however_they_are_grouped(number: str, between: str, place: int) -> None:
    written = f"{number[:place]}{between}{number[place:]}"
    assert looks_like_iin(number)
    assert hide_personal_numbers(f"Мен, {written}, сұраймын") == (f"Мен, {MASK}, сұраймын", 1)


def test_a_personal_number_is_found_among_other_numbers() -> None:
    number = _made("90010130001")
    text = f"кв 5 {number[:6]} {number[6:]}, тел +7 701 028 30 27, БИН 940140000385, счёт KZ{number}9"
    assert hide_personal_numbers(text) == (
        f"кв 5 {MASK}, тел +7 701 028 30 27, БИН 940140000385, счёт KZ{number}9",
        1,
    )


@given(st.text())
def test_text_without_numbers_is_left_alone(text: str) -> None:
    assume(not any(char.isdecimal() for char in text))
    assert hide_personal_numbers(text) == (text, 0)
