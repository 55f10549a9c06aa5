"""Numbers, periods and sheets as people write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from kopir.base.errors import Refused
from kopir.effects import sheets, values
from kopir.effects.sheets import Wrong
from kopir.effects.words import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [("1 234,5", "1234.5"), ("1\u00a0234", "1234"), ("12,5 %", "12.5"), ("-3", "-3"), ("0", "0"), ("", None), (" ", None)],
)
def test_numbers_are_read_with_commas_spaces_and_percent(text: str, found: str | None) -> None:
    assert values.number(text, "value") == (Decimal(found) if found is not None else None)


@pytest.mark.parametrize("text", ["алты", "1.2.3", "NaN", "1e99"])
def test_what_is_no_number_is_said_with_its_column(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.number(text, "part")
    assert wrong.value.column == "part"


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-05-14", date(2026, 5, 14), date(2026, 5, 14)),
        ("2026-05-14/2026-06-30", date(2026, 5, 14), date(2026, 6, 30)),
    ],
)
def test_a_period_is_read_and_written_alike(text: str, since: date, until: date) -> None:
    assert values.period(text) == (since, until)
    assert values.period_code(since, until) == text


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "2026-06-30/2026-05-14", "көктем"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.period(text)


def _checked(kind: Kind, value: str = "", part: str = "", whole: str = "") -> values.Numbers:
    return values.checked(kind, *(Decimal(one) if one else None for one in (value, part, whole)))


def test_a_share_follows_from_its_part_and_whole() -> None:
    assert _checked(Kind.SHARE, part="1", whole="3").value == Decimal("33.3333")
    assert _checked(Kind.SHARE, "33,3".replace(",", "."), "1", "3").value == Decimal("33.3333")
    assert _checked(Kind.MEAN, part="4500", whole="100").value == Decimal(45)


@pytest.mark.parametrize(
    ("kind", "numbers", "column"),
    [
        (Kind.SHARE, ("40", "1", "3"), "value"),
        (Kind.SHARE, ("", "4", "3"), "part"),
        (Kind.SHARE, ("", "0", "0"), "whole"),
        (Kind.SHARE, ("101",), "value"),
        (Kind.MEAN, ("", "", "3"), "part"),
        (Kind.PEOPLE, ("1.5",), "value"),
        (Kind.PEOPLE, ("-1",), "value"),
        (Kind.YES_NO, ("2",), "value"),
        (Kind.SUM, ("",), "value"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_column(kind: Kind, numbers: tuple[str, ...], column: str) -> None:
    with pytest.raises(Wrong) as wrong:
        _checked(kind, *numbers)
    assert wrong.value.column == column


def test_an_amount_is_shown_without_needless_zeros_in_the_language_of_the_reader() -> None:
    with override("ru"):
        assert values.amount(Decimal("1234.5000")).replace("\u00a0", " ") == "1 234,5"
        assert values.amount(Decimal("0.0000")) == "0"
        assert values.amount(Decimal("100")) == "100"
        assert values.amount(None) == "–"


# ---- Sheets --------------------------------------------------------------------------------------------------------

HEAD = ("indicator", "value")
ROWS = (HEAD, ("dumps", 7), ("=1+1", Decimal("2.5")))


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_what_goes_out_comes_in_again_and_formulas_are_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(sheets.xlsx_bytes("Sheet", ROWS) if name.endswith("xlsx") else sheets.csv_bytes(ROWS))
    first, second = sheets.read(path, HEAD)
    assert (first.number, first["indicator"], first["value"], first["nothing"]) == (2, "dumps", "7", "")
    assert (second["indicator"], second["value"]) == ("'=1+1", "2.5")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_is_read_and_empty_lines_are_passed_over(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join(separator.join(row) for row in (HEAD, ("a", "1"), ("", ""), ("b", "2"))), "utf-8")
    assert [(row.number, row["value"]) for row in sheets.read(path, HEAD)] == [(2, "1"), (4, "2")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "kz1048"])
def test_a_sheet_is_read_in_the_encodings_that_registers_come_in(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Indicator;Value;Note\ndumps;7;Жаңаөзен\n", encoding)
    assert [(row["indicator"], row["value"], row["note"]) for row in sheets.read(path, HEAD)] == [("dumps", "7", "Жаңаөзен")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"indicator\n1"), ("a.csv", b"\xff\xfe\x00"), ("a.xlsx", b"PK\x03\x04indicator,value"), ("a.csv", b"")],
)
def test_what_is_no_sheet_or_lacks_a_column_is_refused_with_a_way_on(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        sheets.read(path, HEAD)
    assert refused.value.code == "wrong_file"
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["2026", "quarter 2 of 2026", "May 2026", "14 May 2026 – 30 June 2026"]),
        ("ru", ["2026", "2-й квартал 2026 года", "Май 2026 г.", "14 мая 2026 г. – 30 июня 2026 г."]),
    ],
)
def test_a_period_is_said_in_words(language: str, names: list[str]) -> None:
    codes = ("2026", "2026-Q2", "2026-05", "2026-05-14/2026-06-30")
    with override(language):
        assert [values.period_name(*values.period(code)) for code in codes] == names
