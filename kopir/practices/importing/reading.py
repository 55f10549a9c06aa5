"""From a file to rows of headings and words: a table (CSV, XLSX, JSON), Markdown, or DOCX.

In a text a practice is what stands under one heading of the highest rank; the headings below it are its columns. A text whose
headings are all of one rank is one practice. A DOCX without headings is read by its tables: of two columns, one table a
practice, the heading on the left; of more, one row a practice.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base import files
from kopir.base import incoming as tables
from kopir.base.errors import Refused
from kopir.base.filenames import extension_of
from kopir.base.idents import hide_personal_numbers
from kopir.base.texts import broken, encoding_of, open_text
from kopir.organisations.register import columns
from kopir.practices.importing.fields import is_named
from kopir.regulation.reading import docx

MOST_ROWS = 50_000
MOST_COLUMNS = 200
TEXTS = ("md", "markdown", "txt")
Part = tuple[int, str]
"""Rank of a heading, 1 for the highest, and its words; 0 for a line of text."""

WANTED = tables.Wanted(
    lambda row: 50 * sum(map(is_named, row)) + min(_filled(row), 49),
    lambda row: _filled(row) > 1,
    gettext_lazy("The table has no row of headings."),
    gettext_lazy("Name the columns in one row, for example: title, problem, what was done, results."),
)
"""A head has two headings and more: a line alone above it is a title."""


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


@dataclass(frozen=True)
class Rows:
    """`left_out`: columns about persons, which are not kept. `rows`: (number, {heading: words}). `other_sheets`: those of the
    workbook that were not read."""

    headings: list[str]
    rows: list[tuple[int, dict[str, str]]]
    left_out: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)


def read(path: Path, name: str) -> Rows:
    """Raises Refused: of another kind, damaged, without a row, too long."""
    extension = extension_of(name)
    if extension in TEXTS:
        found = _of_parts(list(markdown_parts(_text_of(path))), Path(name).stem)
    elif extension == "docx":
        found = _of_docx(path, name)
    elif extension in ("csv", "xlsx", "json", "tsv"):
        found = _of_table(path, name)
    else:
        raise _refuse(
            "file_kind",
            _("Files of this kind are not read here."),
            _("Save it as .docx, .md, .csv or .xlsx and try again."),
        )
    if not found.rows:
        raise _refuse("no_rows", _("The file holds no practice."), _("Look whether it is the right file."))
    return found


def _refuse(code: str, reason: str, next_step: str = "") -> Refused:
    return Refused(code, reason, next_step, field="file")


def _made(rows: Iterable[tuple[int, dict[str, str]]], headings: Iterable[str], left_out: list[str]) -> Rows:
    """Nobody's personal number is kept, whatever becomes of the row."""
    found = []
    for number, row in islice(rows, MOST_ROWS + 1):
        cells = {name: _clean(value) for name, value in row.items() if name and name not in left_out}
        if any(cells.values()):
            found.append((number, cells))
    if len(found) > MOST_ROWS:
        said = _("The file has more than %(limit)d rows.") % {"limit": MOST_ROWS}
        raise _refuse("too_many_rows", said, _("Divide it into several files."))
    kept = [name for name in dict.fromkeys(headings) if name and name not in left_out]
    if len(kept) > MOST_COLUMNS:
        said = _("The file has more than %(limit)d columns.") % {"limit": MOST_COLUMNS}
        raise _refuse("too_many_columns", said, _("Leave only the columns that tell of practices."))
    return Rows(kept, found, left_out)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _clean(value: str) -> str:
    return hide_personal_numbers(_CONTROL.sub("", value).strip())[0]


# ---- Tables --------------------------------------------------------------------------------------------------------


def _of_table(path: Path, name: str) -> Rows:
    if extension_of(name) == "xlsx":
        _inspect(path, name)
    table = tables.read(path, WANTED)
    names = _names(table.headers)
    rows = [
        (number, {names[key]: value for key, value in row.items() if key in names})
        for number, row in islice(table.rows, MOST_ROWS + 1)
    ]
    filled = {name for _number, row in rows for name, value in row.items() if value.strip()}
    kept = [name for name in names.values() if name in filled or name in table.headers]
    personal = [name for key, name in names.items() if name in kept and columns.is_personal(_header(key, table.headers))]
    return replace(_made(rows, kept, personal), other_sheets=table.other_sheets)


def _names(headers: list[str]) -> dict[str, str]:
    """{key: name} of all cells of a row, so that each can be taken: columns without a name and of one name get one."""
    found: dict[str, str] = {}
    for place, (key, header) in enumerate(zip(tables.keys(headers), headers, strict=True), 1):
        name = header or _("Column %(number)d") % {"number": place}
        found[key] = f"{name} ({place})" if name in found.values() else name
    return {**found, tables.MORE_CELLS: _("Beyond the last column")}


def _header(key: str, headers: list[str]) -> str:
    return dict(zip(tables.keys(headers), headers, strict=True)).get(key, "")


def _inspect(path: Path, name: str) -> None:
    """Office files are judged by their content before they are opened."""
    with path.open("rb") as file:
        head = file.read(files.HEAD)
    files.inspect(path, files.kind_of(head, name))


# ---- Texts with headings -------------------------------------------------------------------------------------------


def _text_of(path: Path) -> str:
    """In any encoding that tables may come in. Raises Refused."""
    with path.open("rb") as raw:
        encoding = encoding_of(raw)
    try:
        with open_text(path, encoding) as file:
            return file.read().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise broken() from None


_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")


def markdown_parts(text: str) -> Iterator[Part]:
    for line in text.splitlines():
        found = _HEADING.match(line.strip())
        yield (len(found.group(1)), found.group(2)) if found else (0, line.rstrip())


def _of_docx(path: Path, name: str) -> Rows:
    _inspect(path, name)
    parsed = docx.parse(path, name)
    if not any(line.heading for line in parsed.lines):
        from_tables = list(_docx_tables(path))
        if from_tables:
            headings = list(dict.fromkeys(key for row in from_tables for key in row))
            return _made(enumerate(from_tables, 1), headings, [name for name in headings if columns.is_personal(name)])
    parts = [(line.heading, f"{line.marker} {line.text}".strip()) for line in parsed.lines]
    return _of_parts(parts, parsed.head.title or Path(name).stem)


def _docx_tables(path: Path) -> Iterator[dict[str, str]]:
    from docx import Document  # heavy, and needed only for such a file

    for table in Document(str(path)).tables:
        rows: list[list[str]] = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        if rows and len(rows[0]) == 2:
            yield _pairs(rows)
        elif len(rows) > 1:
            names = list(_names(rows[0]).values())
            yield from (dict(zip(names, row, strict=False)) for row in rows[1:])


def _pairs(rows: list[list[str]]) -> dict[str, str]:
    """Heading and words; a heading that comes again, or a cell without one, goes on."""
    found: dict[str, str] = {}
    under = _("Text under the title")
    for heading, words in rows:
        under = heading or under
        found[under] = f"{found.get(under, '')}\n{words}".strip()
    return found


def _of_parts(parts: list[Part], title: str) -> Rows:
    found = list(_practices(parts, title))
    return _made(enumerate(found, 1), (key for row in found for key in row), [])


def _practices(parts: list[Part], title: str) -> Iterator[dict[str, str]]:
    """One dict a practice: its title, what stands under the title, and its sections."""
    ranks = sorted({rank for rank, _words in parts if rank})
    is_one = len(ranks) < 2 and sum(rank > 0 for rank, _words in parts) != 1
    top = 0 if is_one else ranks[0]
    section = ranks[0] if is_one and ranks else (ranks[1] if len(ranks) > 1 else 0)
    row = _begun(title) if is_one else {}
    under = _("Text under the title")
    for rank, words in parts:
        if rank and rank == top:
            if row:
                yield _whole(row)
            row, under = _begun(words), _("Text under the title")
        elif rank and rank == section:
            under = words[:200]
        elif row:
            row[under] = f"{row.get(under, '')}\n{words}"
    if row:
        yield _whole(row)


def _begun(title: str) -> dict[str, Any]:
    return {_("Title"): title}


def _whole(row: dict[str, str]) -> dict[str, str]:
    return {name: re.sub(r"\n{3,}", "\n\n", words).strip() for name, words in row.items()}


# ---- The plain form ------------------------------------------------------------------------------------------------


def plain(found: Rows) -> bytes:
    """Whatever came in, as CSV in UTF-8: number of the row, then its cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["", *found.headings])
    for number, row in found.rows:
        writer.writerow([number, *(row.get(heading, "") for heading in found.headings)])
    return out.getvalue().encode()


def read_plain(sha256: str, behind: int = 0) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of the stored plain form; `behind`: so many are passed over. Refused `file_missing` when it is not there."""
    csv.field_size_limit(1 << 24)
    with files.open_stored(sha256) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as file:
        for row in islice(csv.DictReader(file), behind, None):
            yield int(row.pop("")), row
