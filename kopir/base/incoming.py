"""Tables that come in: rows of a file, one after the other, whatever its kind: CSV, XLSX or the JSON of data.egov.kz.

Nothing is held whole. A file that is none of these is refused with one sentence. What stands in a row and no column takes is
told by `lost`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from django.utils.translation import gettext as _

from kopir.base import workbooks
from kopir.base.errors import Refused
from kopir.base.texts import CHUNK, WrongFile, broken, csv_rows, encoding_of, open_text
from kopir.base.workbooks import MOST_COLUMNS

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


@dataclass(frozen=True)
class Table:
    """`rows` yields (number, {header: text}); numbers are those a spreadsheet shows. `numbers_lose_zeros`: a BIN may have
    been kept as a number."""

    headers: list[str]
    rows: Iterator[tuple[int, dict[str, str]]]
    numbers_lose_zeros: bool = False
    other_sheets: list[str] = field(default_factory=list)
    """Sheets of the workbook that hold something else, or more of the same."""


Row = TypeVar("Row")


class Rows(list[Row]):
    """All rows of a table; its columns, and the other sheets of its workbook, that nothing is taken from."""

    def __init__(self, rows: Iterable[Row] = (), left_out: Iterable[str] = (), other_sheets: Iterable[str] = ()) -> None:
        super().__init__(rows)
        self.left_out, self.other_sheets = list(left_out), list(other_sheets)


def read(path: Path, wanted: Wanted) -> Table:
    """Raises WrongFile."""
    try:
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except FileNotFoundError:
        raise WrongFile(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError:
        raise WrongFile(_("The file %(path)s cannot be read.") % {"path": path}) from None
    if is_workbook(start):
        return _workbook(path, wanted)
    try:
        return _text(path, start, wanted)
    except UnicodeDecodeError:
        raise broken() from None


def is_workbook(start: bytes) -> bool:
    """By how a file begins, whatever it is called; else it is a text. Raises WrongFile when it is neither."""
    if not start.strip():
        raise WrongFile(_("The file is empty."), code="empty")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise WrongFile(
            _("This is an old .xls workbook."), _("Save the table as .xlsx or .csv and try again."), code="old_workbook"
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!")):
        raise WrongFile(_("This is not a CSV, XLSX or JSON file."), _("Save the table as .xlsx or .csv and try again."))
    return start.startswith(b"PK\x03\x04")


def _text(path: Path, start: bytes, wanted: Wanted) -> Table:
    with path.open("rb") as file:
        encoding = encoding_of(file)
    return (_json if _is_json(start, encoding) else _csv)(path, encoding, wanted)


def _is_json(start: bytes, encoding: str) -> bool:
    return start.decode(encoding, errors="replace").lstrip("\ufeff \r\n\t")[:1] in ("[", "{")


def text_rows(path: Path) -> Iterator[object]:
    """Lines of a table of text, its head among them, or items of a list: to be counted."""
    with path.open("rb") as file:
        start, encoding = file.read(CHUNK), encoding_of(_at_start(file))
    if _is_json(start, encoding):
        yield from chain([None], _whole_objects(path, encoding))  # a list has no head
    else:
        with path.open("rb") as file:
            yield from file


def _at_start(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


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
    """The sheet whose head is known best, of two alike the first."""
    found: list[tuple[str, Table]] = []
    problem: WrongFile | None = None
    others: list[str] = []
    try:
        for name, rows in workbooks.named_sheets(path):
            try:
                found.append((name, _table(([_cell(value) for value in row] for row in rows), wanted, loses_zeros=True)))
            except WrongFile as wrong:
                problem = problem or wrong
                others += [name] if wrong.code != "empty" else []
    except Refused as refusal:
        raise WrongFile(str(refusal.reason), str(refusal.next_step)) from None
    if not found:
        raise problem or WrongFile(_("The workbook has no sheets."))
    read, table = max(found, key=lambda one: wanted.known(one[1].headers))
    return replace(table, other_sheets=[*(name for name, _table in found if name != read), *others])


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
    """Of the first rows the one that is known best as a head is it; what stands above it is a title."""
    first = list(islice(rows, HEADER_WITHIN))
    heads = [[cell.strip().lstrip("\ufeff") for cell in row] for row in first]
    suiting = [place for place, row in enumerate(heads) if wanted.suits(row)]
    if not suiting:
        raise _lacks(wanted, max(([cell for cell in row if cell] for row in heads), key=len, default=[]))
    head = max(suiting, key=lambda place: wanted.known(heads[place]))
    headers = heads[head]
    if head + 1 < len(heads) and wanted.known(both := _together(headers, heads[head + 1], wanted)) > wanted.known(headers):
        headers, head = both, head + 1
    return Table(headers, _under(headers, chain(first[head + 1 :], rows), head + 1), loses_zeros)


def _together(upper: list[str], lower: list[str], wanted: Wanted) -> list[str]:
    """A head of two rows, the cells of the upper one merged over several of the lower one; the upper one alone when the lower one
    holds numbers as only a row of values does."""
    if any(re.search(r"\d{5}", cell) for cell in lower):
        return upper
    found, over = [], ""
    for top, below in zip_longest(upper, lower, fillvalue=""):
        over = top or over
        names = [f"{over} {below}".strip(), below] if below else [top]
        found.append(max(names, key=lambda name: wanted.known([name])))
    return found


def _lacks(wanted: Wanted, there: list[str]) -> WrongFile:
    columns = ", ".join(cell[:40] for cell in there[:12]) or _("none")
    code = "columns" if there else "empty"
    return WrongFile(str(wanted.lacking) % {"columns": columns}, str(wanted.hint), code=code)


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
NESTED = "\0nested"
"""Key of the fields, a line each, that hold objects of their own."""
FORMULA_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def again(headers: list[str], read: Collection[str]) -> dict[str, str]:
    """{key: header} of second columns with a name that is read, or with none."""
    doubled = zip(keys(headers), headers, strict=True)
    return {key: header for key, header in doubled if key != header and (not header or header in read)}


def lost(row: Mapping[str, str], read: Collection[str], again: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(column, value, what was done) of what no column could take: results of formulas that are errors, values under no name or
    under a second column of one name, objects within an item. `read`: the columns that are."""
    for header in read:
        if row.get(header) in FORMULA_ERRORS:
            yield header, row[header], _("The formula gives an error: the cell was read as empty.")
    for key, header in again.items():
        if (value := row.get(key, "").strip()) and value != row.get(header, "").strip():
            second = _("A second column has this name: its value was left out.")
            yield header, value, second if header else _("The column has no name: the value was left out.")
    if nameless := row.get("", "").strip():
        yield "", nameless, _("The column has no name: the value was left out.")
    for header in row.get(NESTED, "").split("\n"):
        if header in read:
            yield header, "", _("The field holds an object instead of a value: it was left out.")


# ---- JSON ----------------------------------------------------------------------------------------------


def _json(path: Path, encoding: str, wanted: Wanted) -> Table:
    """Read twice: a field may appear for the first time in the last item."""
    headers = _fields(path, encoding)
    if headers and not wanted.suits(headers):
        raise _lacks(wanted, headers)
    return Table(headers, _json_rows(path, encoding), numbers_lose_zeros=True)


def _fields(path: Path, encoding: str) -> list[str]:
    found: dict[str, None] = {}
    for _number, row in _json_rows(path, encoding):
        found |= dict.fromkeys(row)
        if len(found) > MOST_COLUMNS:
            raise WrongFile(_("The items have more than %(limit)d different fields.") % {"limit": MOST_COLUMNS})
    return [name for name in found if name != NESTED]


def _json_rows(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, thing in enumerate(_whole_objects(path, encoding), 1):
        if not isinstance(thing, dict):
            raise WrongFile(_("Item %(number)d of the list is not an object.") % {"number": number})
        row = {str(name): _json_text(value) for name, value in thing.items()}
        if nested := [str(name) for name, value in thing.items() if not _is_plain(value)]:
            row[NESTED] = "\n".join(nested)
        yield number, row


def _is_plain(value: Any) -> bool:
    """A value, or a list of values."""
    return not isinstance(value, dict) and not (isinstance(value, list) and any(isinstance(one, dict | list) for one in value))


def _json_text(value: Any) -> str:
    if value is None or not _is_plain(value):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_json_text, value)))
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
