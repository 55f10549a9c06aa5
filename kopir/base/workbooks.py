"""Rows of a workbook, whatever made it: what would burst, or cannot be read, is refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kopir.base import files
from kopir.base.errors import Refused

MOST_COLUMNS = 1000
MOST_EMPTY = 10_000
"""Rows without anything, one after the other; a sheet may claim to have its next row beyond any machine's patience."""

Values = tuple[Any, ...]


def sheets(path: Path) -> Iterator[Iterator[Values]]:
    """Each sheet's rows, read as they are asked for. Raises Refused."""
    import openpyxl  # heavy, and needed only for a workbook

    _inspect(path)
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # the library stumbles over a damaged file in whatever way it happens to
            raise _unreadable() from error
        for sheet in book.worksheets:
            yield _rows(sheet)


def _inspect(path: Path) -> None:
    """An archive or a text document that is called a workbook is answered as a table, not as an attachment."""
    try:
        files.inspect(path, files.ALLOWED["xlsx"])
    except Refused as refusal:
        if refusal.code not in ("file_kind", "file_mismatch"):
            raise
        raise _unreadable() from None


def _rows(sheet: Any) -> Iterator[Values]:
    empty = 0
    try:
        for row in sheet.iter_rows(max_col=min(sheet.max_column or MOST_COLUMNS, MOST_COLUMNS), values_only=True):
            empty = empty + 1 if row.count(None) == len(row) else 0
            if empty > MOST_EMPTY:
                return
            yield row
    except Exception as error:
        raise _unreadable() from error


def _unreadable() -> Refused:
    return Refused("wrong_file", _("The workbook cannot be read."), _("Save it anew as .xlsx and try again."), field="file")
