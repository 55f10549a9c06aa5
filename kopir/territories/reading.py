"""Rows of a classifier out of a file, whatever program wrote it: workbook or CSV, any usual encoding and separator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base import incoming
from kopir.base.errors import Refused
from kopir.base.fold import fold
from kopir.base.incoming import Rows, Table, Wanted
from kopir.base.texts import WrongFile

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
    """`number`: as the program that wrote the file counts its rows, from 1. `lost`: (column, value, what was done) of what stands
    in it and no column takes. `is_longer`: it has more cells than there are columns."""

    number: int
    code: str
    kk: str
    ru: str
    lost: tuple[tuple[str, str, str], ...] = ()
    is_longer: bool = False


def read(path: Path) -> Rows[Row]:
    """All rows below the names of the columns. Raises Refused with one sentence when the file is not such a table."""
    if not path.exists():
        raise _refuse("no_file", _("There is no file %(path)s."), path)
    if not path.is_file():
        raise _refuse("not_a_file", _("%(path)s is not a file."), path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refuse("too_big", _("The file %(path)s is far bigger than any classifier."), path)
        table = incoming.read(path, CLASSIFIER)
        lines = list(islice(table.rows, MAX_ROWS + 1))
    except OSError:
        raise _refuse("unreadable", _("The file %(path)s cannot be read."), path) from None
    except WrongFile as wrong:
        raise _said(path, wrong) from None
    if len(lines) > MAX_ROWS:
        raise _refuse("too_big", _("The file %(path)s is far bigger than any classifier."), path)
    if not lines:
        raise _refuse("empty", _("There are no rows in %(path)s below the names of the columns."), path)
    return _rows(table, lines)


def _rows(table: Table, lines: Iterable[tuple[int, dict[str, str]]]) -> Rows[Row]:
    names = _columns(table.headers)
    taken = [header for meaning, header in names.items() if meaning not in PARTS or "code" not in names]
    again = incoming.again(table.headers, taken)
    found = (_row(number, cells, names, tuple(incoming.lost(cells, taken, again))) for number, cells in lines)
    left_out = (header for header in dict.fromkeys(table.headers) if header and header not in names.values())
    return Rows(found, left_out, table.other_sheets)


def _refuse(code: str, sentence: str, path: Path) -> Refused:
    return Refused(code, sentence % {"path": path})


def _said(path: Path, wrong: WrongFile) -> Refused:
    code = "not_a_table" if wrong.code == "wrong_file" else wrong.code
    return Refused(code, f"{path}: {wrong.reason}", wrong.next_step)


def _columns(headers: Iterable[str]) -> dict[str, str]:
    """meaning → header. The first of two alike counts."""
    found: dict[str, str] = {}
    for header in headers:
        if meaning := _MEANING.get(fold(header.replace("_", " "))):
            found.setdefault(meaning, header)
    return found


def _suits(headers: list[str]) -> bool:
    found = _columns(headers)
    has_code = "code" in found or all(part in found for part in PARTS)
    return has_code and ("kk" in found or "ru" in found)


CLASSIFIER = Wanted(
    lambda headers: len(_columns(headers)),
    _suits,
    gettext_lazy("No columns with a code and a name were found. Columns: %(columns)s."),
    gettext_lazy("A code (te, code or код) and a name (name_kaz or name_kk, name_rus or name_ru) are needed."),
)


def _row(number: int, cells: dict[str, str], names: dict[str, str], lost: tuple[tuple[str, str, str], ...]) -> Row:
    def cell(meaning: str) -> str:
        plain = cells.get(names.get(meaning, ""), "").strip()
        return "" if plain in incoming.FORMULA_ERRORS else plain

    code = cell("code") or "".join(cell(part).zfill(len(part)) for part in PARTS if part in names)
    return Row(number, code, cell("kk"), cell("ru"), lost, incoming.MORE_CELLS in cells)
