"""Rows of a classifier out of a file, whatever program wrote it: workbook or CSV, any usual encoding and separator."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kopir.base import workbooks
from kopir.base.errors import Refused
from kopir.base.fold import fold
from kopir.base.texts import WrongFile, csv_rows, encoding_of, open_text
from kopir.base.workbooks import MOST_COLUMNS

HEADER_WITHIN = 20  # rows looked through for the names of the columns
MAX_BYTES = 200 * 1024 * 1024
MAX_ROWS = 200_000
PARTS = ("ab", "cd", "ef", "hij")  # the code in pieces, as the official workbook has it beside the whole

# Names under which a column is known, in any case.
COLUMNS = {
    "code": ("te", "code", "kato", "kato code", "код", "код като", "като", "код те", "әаож", "әаож коды", "коды"),
    "kk": (
        "name kaz", "name kk", "kaz name", "name kz", "namekz", "kk", "kaz", "атауы", "қазақша атауы", "атауы қазақша",
        "наименование на казахском", "наименование на казахском языке", "название на казахском", "наименование каз",
    ),
    "ru": (
        "name rus", "name ru", "rus name", "nameru", "ru", "rus", "орысша атауы", "атауы орысша", "название", "наименование",
        "наименование на русском", "наименование на русском языке", "название на русском", "наименование рус",
    ),
}  # fmt: skip
_MEANING = {fold(name): column for column, names in COLUMNS.items() for name in names} | {part: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as the program that wrote the file counts its rows, from 1."""

    number: int
    code: str
    kk: str
    ru: str


@dataclass(frozen=True, slots=True)
class Rejected:
    number: int
    code: str
    column: str
    reason: str


def read(path: Path) -> list[Row]:
    """All rows below the names of the columns. Raises Refused with one sentence when the file is not such a table."""
    if not path.exists():
        raise _refuse("no_file", _("There is no file %(path)s."), path)
    if not path.is_file():
        raise _refuse("not_a_file", _("%(path)s is not a file."), path)
    try:
        size = path.stat().st_size
        lines = _lines(path) if 0 < size <= MAX_BYTES else []
    except OSError:
        raise _refuse("unreadable", _("The file %(path)s cannot be read."), path) from None
    if not size:
        raise _refuse("empty", _("The file %(path)s is empty."), path)
    if size > MAX_BYTES:
        raise _refuse("too_big", _("The file %(path)s is far bigger than any classifier."), path)
    return _rows(lines, path)


def _refuse(code: str, sentence: str, path: Path) -> Refused:
    return Refused(code, sentence % {"path": path})


def _said(path: Path, refusal: Refused) -> Refused:
    return Refused("not_a_table", f"{path}: {refusal.reason}", refusal.next_step)


def _rows(lines: Sequence[tuple[int, list[str]]], path: Path) -> list[Row]:
    if not lines:
        raise _refuse("empty", _("There are no rows in %(path)s."), path)
    for place, (_number, cells) in enumerate(lines[:HEADER_WITHIN]):
        columns = _columns(cells)
        if columns is not None:
            rows = [_row(number, cells, columns) for number, cells in lines[place + 1 :]]
            if not rows:
                raise _refuse("empty", _("There are no rows in %(path)s below the names of the columns."), path)
            return rows
    raise _refuse(
        "columns",
        _(
            "The columns of %(path)s are not known: a code (te, code or код) and a name "
            "(name_kaz or name_kk, name_rus or name_ru) are needed."
        ),
        path,
    )


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """meaning → place; None when these are not the names of the columns. The first of two alike counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells[:MOST_COLUMNS]):
        meaning = _MEANING.get(fold(cell.replace("_", " ")))
        if meaning:
            found.setdefault(meaning, place)
    has_code = "code" in found or all(part in found for part in PARTS)
    return found if has_code and ("kk" in found or "ru" in found) else None


def _row(number: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    def cell(meaning: str) -> str:
        place = columns.get(meaning, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    code = cell("code") or "".join(cell(part).zfill(len(part)) for part in PARTS if part in columns)
    return Row(number, code, cell("kk"), cell("ru"))


# ---- Files -----------------------------------------------------------------------------------------------


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """(row number, cells) of rows that hold anything."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        found = _of_workbook(path)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refuse("old_workbook", _("%(path)s is an old .xls workbook: save it as .xlsx or CSV."), path)
    else:
        found = _of_text(path)
    filled = ((number, cells) for number, cells in found if any(cells))
    rows = list(islice(filled, MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise _refuse("too_big", _("The file %(path)s is far bigger than any classifier."), path)
    return rows


def _of_workbook(path: Path) -> Iterable[tuple[int, list[str]]]:
    """The first sheet that holds the columns, else the first one."""
    try:
        sheets = [[[_text(value) for value in row] for row in islice(rows, MAX_ROWS + 1)] for rows in workbooks.sheets(path)]
    except Refused as refusal:
        raise _said(path, refusal) from None
    best = next((rows for rows in sheets if any(_columns(row) is not None for row in rows[:HEADER_WITHIN])), None)
    return enumerate(best if best is not None else next(iter(sheets), []), start=1)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_text(path: Path) -> Iterable[tuple[int, list[str]]]:
    text = _decoded(path)
    try:
        rows = csv_rows(io.StringIO(text, newline=""), _separator(text))
        return [(line, [cell.strip() for cell in cells]) for line, cells in rows]
    except WrongFile as wrong:
        raise _said(path, wrong) from None


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as file:
            encoding = encoding_of(file)
        with open_text(path, encoding) as text:
            return text.read().removeprefix("\ufeff")
    except WrongFile as wrong:
        raise _said(path, wrong) from None
    except UnicodeDecodeError:
        raise _refuse("not_a_table", _("%(path)s is neither a workbook nor a table of text."), path) from None


def _separator(text: str) -> str:
    """The sign that the first filled lines have most of."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:HEADER_WITHIN]
    return max(",;\t|", key=lambda sign: sum(line.count(sign) for line in lines))
