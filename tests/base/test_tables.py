"""Cells that leave for a spreadsheet."""

import csv
from datetime import date, datetime, timedelta, timezone

import pytest

from kopir.base.tables import BOM, csv_lines, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+7 701", "'+7 701"),
        ("-2+3", "'-2+3"),
        ("@name", "'@name"),
        ("\tx", "'\tx"),
        ("-5", "-5"),
        ("+5.5", "+5.5"),
        (-5, "-5"),
        ("-", "'-"),
        (None, ""),
        (0, "0"),
        ("Ұлан", "Ұлан"),
    ],
)
def test_safe_cell(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_lines_can_be_read_again() -> None:
    rows = [["a", "b,c"], ['say "x"', "two\nlines"]]
    first, *lines = csv_lines(rows)
    assert first == BOM
    assert list(csv.reader("".join(lines).splitlines(keepends=True))) == rows


def test_yes_no_and_times_are_written_in_one_way() -> None:
    almaty = timezone(timedelta(hours=5))
    cells = [True, False, None, date(2026, 11, 27), datetime(2026, 11, 27, 7, 51, 13, 703068, tzinfo=almaty)]
    assert [safe_cell(cell) for cell in cells] == ["1", "0", "", "2026-11-27", "2026-11-27T02:51:13+00:00"]
