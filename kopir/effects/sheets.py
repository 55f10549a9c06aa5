"""Sheets that come in and go out: CSV in UTF-8 or the first sheet of a workbook, with the names of columns in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kopir.base import workbooks
from kopir.base.errors import Refused
from kopir.base.tables import csv_lines, safe_cell

MOST_ROWS = 20_000
SEPARATORS = ",;\t"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as the program that wrote the sheet counts its rows, from 1."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken. `code`: what the row is about, as far as that could be read."""

    number: int
    code: str
    column: str
    reason: str


@dataclass
class Outcome:
    """Counts of one run over a sheet."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """In the order of the fields, the rejected rows last."""
        names = [one.name for one in fields(self) if one.name != "rejected"]
        return {name: getattr(self, name) for name in names} | {"rejected": len(self.rejected)}


class Wrong(Exception):
    """One row cannot be taken: `column` and `reason`."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


# ---- In ------------------------------------------------------------------------------------------------------------


def read(path: Path, needed: Sequence[str], name: str = "") -> list[Row]:
    """Rows that hold something. Raises Refused when it is no sheet, lacks a needed column, or is too long. `name`: what the file
    was called, when it is kept under another name."""
    lines = _workbook(path) if Path(name or path.name).suffix.lower() == ".xlsx" else _text(path)
    head = [cell.strip().lower() for cell in next(lines, [])]
    lacking = [column for column in needed if column not in head]
    if lacking:
        raise _refused(
            _("The first row does not name these columns: %(columns)s.") % {"columns": ", ".join(lacking)},
            _("Take the template and fill it in."),
        )
    found = [
        Row(number, {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name})
        for number, cells in enumerate(lines, 2)
        if any(cell.strip() for cell in cells)
    ]
    if len(found) > MOST_ROWS:
        raise _refused(_("The file has more than %(limit)d rows.") % {"limit": MOST_ROWS}, _("Divide it into several files."))
    return found


def _refused(reason: str, next_step: str) -> Refused:
    return Refused("wrong_file", reason, next_step, field="file")


def _text(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (UnicodeDecodeError, OSError):
        raise _refused(_("The file is not a table in UTF-8."), _("Save the table as .xlsx or .csv and try again.")) from None
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise _refused(_("The table cannot be read: %(problem)s.") % {"problem": error}, "") from None


def _workbook(path: Path) -> Iterator[list[str]]:
    """Its first sheet."""
    try:
        for rows in islice(workbooks.sheets(path), 1):
            for row in islice(rows, MOST_ROWS + 2):
                yield [_cell(value) for value in row]
    except Refused as refusal:
        raise _refused(str(refusal.reason), str(refusal.next_step)) from None


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


# ---- Out -----------------------------------------------------------------------------------------------------------


def csv_bytes(rows: Iterable[Iterable[Any]]) -> bytes:
    return "".join(csv_lines(rows)).encode()


def xlsx_bytes(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a bold first row; text that looks like a formula is kept as text."""
    import openpyxl  # heavy, and needed only for a workbook
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    for number, row in enumerate(rows, 1):
        sheet.append([safe_cell(value) if isinstance(value, str) else value for value in row])
        if number == 1:
            for cell in sheet[1]:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        width = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(max(width + 2, 10), 60)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


__all__ = ["XLSX", "Outcome", "Rejected", "Row", "Wrong", "csv_bytes", "read", "xlsx_bytes"]
