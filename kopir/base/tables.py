"""Tables that leave Köpir as CSV: safe to open in a spreadsheet, written row by row.

In all of them: yes is 1 and no is 0; a day is `2026-11-27`, a time `2026-11-27T02:51:13+00:00`; what is not known is empty.
A column holds codes; the words for them, in the language of the address, stand in the column `<its name>_name`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

# A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def safe_cell(value: Any) -> str:
    """The value as text; a leading = + - @ or tab gets a quote before it, unless the whole is a plain number."""
    text = _written(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
    return str(value)


def _is_number(text: str) -> bool:
    return text[0] in "+-" and text[1:].replace(".", "", 1).isdecimal() and text.isascii() and len(text) < 16


class _Line:
    """A file for csv.writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of a CSV with safe cells, beginning with the mark by which spreadsheets know UTF-8. For streaming."""
    writer = csv.writer(_Line())
    yield BOM
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
