"""Rows of a register file, one after the other, whatever its kind: CSV, XLSX or the JSON of data.egov.kz.

Nothing is read whole. A file that is none of these is refused with one sentence.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base import workbooks
from kopir.base.errors import Refused
from kopir.base.texts import CHUNK, WrongFile, broken, csv_rows, encoding_of, open_text
from kopir.base.workbooks import MOST_COLUMNS
from kopir.organisations.register import columns

if TYPE_CHECKING:
    from kopir.base.errors import Words

HEADER_WITHIN = 20
LONGEST_ITEM = 1 << 20  # characters of one row as JSON; a longer one would be read again and again
SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Wanted:
    """What kind of table is looked for. `known`: how well a row fits as its head, more is better; `suits`: whether it can be
    the head at all; `lacking` and `hint`: what is said when no row can."""

    known: Callable[[list[str]], int]
    suits: Callable[[list[str]], bool]
    lacking: Words
    hint: Words = ""


REGISTER = Wanted(
    lambda row: len(columns.recognise(row)),
    lambda row: columns.is_register(columns.recognise(row).values()),
    gettext_lazy("No column with the name of an organisation was found. Columns: %(columns)s."),
    gettext_lazy("Name the columns in the first row, for example: bin, name_kk, name_ru, address."),
)


@dataclass(frozen=True)
class Table:
    """`rows` yields (number, {header: text}); numbers are those a spreadsheet shows. `numbers_lose_zeros`: a BIN may have
    been kept as a number."""

    headers: list[str]
    rows: Iterator[tuple[int, dict[str, str]]]
    numbers_lose_zeros: bool = False


def read(path: Path, wanted: Wanted = REGISTER) -> Table:
    """Raises WrongFile."""
    try:
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except FileNotFoundError:
        raise WrongFile(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError:
        raise WrongFile(_("The file %(path)s cannot be read.") % {"path": path}) from None
    if not start.strip():
        raise WrongFile(_("The file is empty."))
    if start.startswith(b"PK\x03\x04"):
        return _workbook(path, wanted)
    if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!")):
        raise WrongFile(_("This is not a CSV, XLSX or JSON file."), _("Save the table as .xlsx or .csv and try again."))
    try:
        return _text(path, start, wanted)
    except UnicodeDecodeError:
        raise broken() from None


def _text(path: Path, start: bytes, wanted: Wanted) -> Table:
    with path.open("rb") as file:
        encoding = encoding_of(file)
    sample = start.decode(encoding, errors="replace").lstrip("\ufeff \r\n\t")
    return (_json if sample[:1] in "[{" else _csv)(path, encoding, wanted)


# ---- Tables with a row of headers ----------------------------------------------------------------------


def _csv(path: Path, encoding: str, wanted: Wanted) -> Table:
    separator = _separator(path, encoding, wanted)
    return _table(_csv_rows(path, encoding, separator), wanted)


def _separator(path: Path, encoding: str, wanted: Wanted) -> str:
    """The one that makes most columns recognised in some of the first lines."""
    with open_text(path, encoding) as file:
        lines = list(islice(file, HEADER_WITHIN))

    def known(separator: str) -> int:
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            return 0
        return max((wanted.known(row[:MOST_COLUMNS]) for row in rows), default=0)

    return max(SEPARATORS, key=known)


def _csv_rows(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    with open_text(path, encoding) as file:
        for _line, row in csv_rows(file, separator):
            yield row[:MOST_COLUMNS]


def _workbook(path: Path, wanted: Wanted) -> Table:
    """The first sheet that holds a register."""
    problem: WrongFile | None = None
    try:
        for rows in workbooks.sheets(path):
            try:
                return _table(([_cell(value) for value in row] for row in rows), wanted, loses_zeros=True)
            except WrongFile as wrong:
                problem = problem or wrong
    except Refused as refusal:
        raise WrongFile(str(refusal.reason), str(refusal.next_step)) from None
    raise problem or WrongFile(_("The workbook has no sheets."))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _table(rows: Iterator[list[str]], wanted: Wanted, *, loses_zeros: bool = False) -> Table:
    """The first row that suits is the header; what stands above it is a title."""
    seen: list[list[str]] = []
    for number, row in enumerate(islice(rows, HEADER_WITHIN), 1):
        headers = [cell.strip().lstrip("\ufeff") for cell in row]
        if wanted.suits(headers):
            return Table(headers, _under(headers, rows, number), loses_zeros)
        seen.append([cell for cell in headers if cell])
    raise _lacks(wanted, max(seen, key=len, default=[]))


def _lacks(wanted: Wanted, there: list[str]) -> WrongFile:
    columns = ", ".join(cell[:40] for cell in there[:12]) or _("none")
    return WrongFile(str(wanted.lacking) % {"columns": columns}, str(wanted.hint))


def _under(headers: list[str], rows: Iterator[list[str]], number: int) -> Iterator[tuple[int, dict[str, str]]]:
    names = keys(headers)
    for place, row in enumerate(rows, number + 1):
        if any(cell.strip() for cell in row):
            values = dict(zip(names, row, strict=False))
            if any(cell.strip() for cell in row[len(headers) :]):
                values[MORE_CELLS] = " ".join(row[len(headers) :])
            yield place, values


def keys(headers: list[str]) -> list[str]:
    """Of two columns with one name the first has it as its key."""
    return [f"{AGAIN}{place}" if header in headers[:place] else header for place, header in enumerate(headers)]


AGAIN = "\0again"
MORE_CELLS = "\0more"
"""Key of what stands beyond the last header."""


# ---- JSON ----------------------------------------------------------------------------------------------


def _json(path: Path, encoding: str, wanted: Wanted) -> Table:
    """Read twice: any item may have a field that no item before it has."""
    headers = list(dict.fromkeys(name for _number, row in _json_rows(path, encoding) for name in row))
    if headers and not wanted.suits(headers):
        raise _lacks(wanted, headers)
    return Table(headers, _json_rows(path, encoding), numbers_lose_zeros=True)


def _json_rows(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, thing in enumerate(_whole_objects(path, encoding), 1):
        if not isinstance(thing, dict):
            raise WrongFile(_("Item %(number)d of the list is not an object.") % {"number": number})
        yield number, {str(name): _json_text(value) for name, value in thing.items()}


def _json_text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return _cell(value) if not isinstance(value, bool) else str(value).lower()


def _whole_objects(path: Path, encoding: str) -> Iterator[Any]:
    try:
        yield from _objects(path, encoding)
    except UnicodeDecodeError:
        raise broken() from None
    except (RecursionError, ValueError):  # lists within lists without end; a number of thousands of digits
        raise WrongFile(_("The JSON file holds what no register has: numbers too long or lists too deep.")) from None


_LIST_START = re.compile(r'^\s*(?:\[|\{.{0,2000}?"data"\s*:\s*\[)', re.DOTALL)


def _objects(path: Path, encoding: str) -> Iterator[Any]:
    """Items of the list, decoded one by one while the file is read."""
    decoder = json.JSONDecoder()
    with open_text(path, encoding) as file:
        buffer = file.read(CHUNK).lstrip("\ufeff")
        begin = _LIST_START.match(buffer)
        if begin is None:
            raise WrongFile(_("The JSON file holds no list of objects."), _("A list, or an object with a list in “data”."))
        buffer, ended = buffer[begin.end() :], False
        while True:
            buffer = buffer.lstrip(" \r\n\t,")
            if buffer.startswith("]"):
                return
            try:
                thing, end = decoder.raw_decode(buffer)
            except json.JSONDecodeError:
                more = "" if ended else file.read(CHUNK)
                ended = not more
                if len(buffer) > LONGEST_ITEM:
                    raise WrongFile(_("An item of the JSON file is longer than any register's row.")) from None
                if ended:
                    raise WrongFile(_("The JSON file is broken.")) from None
                buffer += more
                continue
            yield thing
            buffer = buffer[end:]
