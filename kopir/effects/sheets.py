"""Sheets that come in and go out: a table with the names of columns in the first row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base import incoming
from kopir.base.aside import Note, Rejected
from kopir.base.errors import Refused
from kopir.base.incoming import MORE_CELLS, Rows, Wanted
from kopir.base.tables import csv_lines, safe_cell

MOST_ROWS = 20_000
TAKE_TEMPLATE = gettext_lazy("Take the template and fill it in.")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as the program that wrote the sheet counts its rows, from 1. `lost`: (column, value, what was done) of what
    stands in it and no column takes. `is_longer`: it has more cells than there are columns."""

    number: int
    cells: dict[str, str]
    lost: tuple[tuple[str, str, str], ...] = ()
    is_longer: bool = False

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Outcome:
    """Counts of one run over a sheet; `notes`: what of the rows that were taken was not taken as it is."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, row: Row) -> None:
        """What was lost of a row that was taken."""
        self.notes += (Note(row.number, *one) for one in row.lost)

    @property
    def counts(self) -> dict[str, int]:
        """In the order of the fields, the rejected rows last."""
        names = [one.name for one in fields(self) if one.name not in ("rejected", "notes")]
        return {name: getattr(self, name) for name in names} | {"rejected": len(self.rejected)}


class Wrong(Exception):
    """One row cannot be taken: `column` and `reason`."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


# ---- In ------------------------------------------------------------------------------------------------------------


def read(path: Path, needed: Sequence[str], also: Sequence[str] = ()) -> Rows[Row]:
    """Rows that hold something, of any file that the registers of organisations may come in; `also`: columns that are read where
    they are. Raises Refused when it is no table, lacks a needed column, or is too long."""
    wanted = Wanted(
        lambda row: sum(_plain(cell) in needed for cell in row),
        lambda row: {_plain(cell) for cell in row}.issuperset(needed),
        _("The table needs a row that names these columns: %(needed)s.") % {"needed": ", ".join(needed)},
        TAKE_TEMPLATE,
    )
    try:
        table = incoming.read(path, wanted)
        rows = list(islice(table.rows, MOST_ROWS + 1))
    except Refused as refusal:
        raise _refused(str(refusal.reason), str(refusal.next_step) or str(TAKE_TEMPLATE)) from None
    if len(rows) > MOST_ROWS:
        raise _refused(_("The file has more than %(limit)d rows.") % {"limit": MOST_ROWS}, _("Divide it into several files."))
    taken = [name for name in table.headers if _plain(name) in (*needed, *also)]
    again = incoming.again(table.headers, taken)
    found = (_row(number, cells, table.headers, tuple(incoming.lost(cells, taken, again))) for number, cells in rows)
    left_out = (name for name in dict.fromkeys(table.headers) if name and name not in taken)
    return Rows(found, left_out, table.other_sheets)


def _row(number: int, cells: dict[str, str], headers: Sequence[str], lost: tuple[tuple[str, str, str], ...]) -> Row:
    given = {_plain(name): _cell(cells.get(name, "")) for name in reversed(headers) if name}  # the first of one name counts
    return Row(number, given, lost, MORE_CELLS in cells)


def _cell(value: str) -> str:
    return "" if (plain := value.strip()) in incoming.FORMULA_ERRORS else plain


def demand_fits(row: Row) -> None:
    """A cell too many may have shifted all that follow it."""
    if row.is_longer:
        raise Wrong("", _("The row has more cells than the table has columns: check its quotes and separators."))


def _plain(cell: str) -> str:
    return cell.strip().lower()


def _refused(reason: str, next_step: str) -> Refused:
    return Refused("wrong_file", reason, next_step, field="file")


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


__all__ = ["XLSX", "Outcome", "Rejected", "Row", "Wrong", "csv_bytes", "demand_fits", "read", "xlsx_bytes"]
