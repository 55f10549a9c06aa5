"""Rows of a workbook, whatever made it: what would burst, or cannot be read, is refused in a sentence."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from kopir.base import files
from kopir.base.errors import Refused

MOST_COLUMNS = 1000
MOST_EMPTY = 10_000
"""Rows without anything, one after the other; a sheet may claim to have its next row beyond any machine's patience."""

CHUNK = 1 << 20
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?![^>]*t="str")[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
"""A cell with a formula and no result; a spreadsheet that found an empty text says t="str"."""

Values = tuple[Any, ...]


def sheets(path: Path) -> Iterator[Iterator[Values]]:
    """Each sheet's rows, read as they are asked for. Raises Refused."""
    return (rows for _name, rows in named_sheets(path))


def named_sheets(path: Path) -> Iterator[tuple[str, Iterator[Values]]]:
    """The same with the name of each sheet."""
    import openpyxl  # heavy, and needed only for a workbook

    _inspect(path)
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # the library stumbles over a damaged file in whatever way it happens to
            raise _unreadable() from error
        for sheet in book.worksheets:
            yield sheet.title, _rows(sheet)


def _inspect(path: Path) -> None:
    """An archive or a text document that is called a workbook is answered as a table, not as an attachment."""
    try:
        files.inspect(path, files.ALLOWED["xlsx"])
    except Refused as refusal:
        if refusal.code not in ("file_kind", "file_mismatch"):
            raise
        raise _unreadable() from None
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and (cell := _without_result(archive, name)):
                raise Refused(
                    "wrong_file",
                    _("The cell %(cell)s holds a formula without its result.") % {"cell": cell},
                    _("Open the workbook in a program for tables, save it and try again."),
                    field="file",
                )


def _without_result(archive: ZipFile, name: str) -> str:
    """The first cell whose formula was written by a program that does not reckon; empty when there is none."""
    before = b""
    try:
        with archive.open(name) as sheet:
            while chunk := sheet.read(CHUNK):
                if found := _FORMULA.search(before + chunk):
                    return found[1].decode()
                before = chunk[-10_000:]
    except (BadZipFile, NotImplementedError, EOFError, zlib.error):
        raise _unreadable() from None
    return ""


def _rows(sheet: Any) -> Iterator[Values]:
    empty = 0
    try:
        for row in sheet.iter_rows(max_col=min(sheet.max_column or MOST_COLUMNS, MOST_COLUMNS), values_only=True):
            nothing = row.count(None) == len(row)
            empty = empty + 1 if nothing else 0
            if empty > MOST_EMPTY:
                return
            yield () if nothing else row
    except Exception as error:
        raise _unreadable() from error


def _unreadable() -> Refused:
    return Refused("wrong_file", _("The workbook cannot be read."), _("Save it anew as .xlsx and try again."), field="file")
