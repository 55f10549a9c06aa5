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
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopir.base import files, texts
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.organisations.register import columns
from kopir.organisations.register import files as tables
from kopir.practices.importing.fields import field_of
from kopir.regulation.reading import docx

MOST_ROWS = 50_000
MOST_COLUMNS = 200
TEXTS = ("md", "markdown", "txt")
Part = tuple[int, str]
"""Rank of a heading, 1 for the highest, and its words; 0 for a line of text."""

WANTED = tables.Wanted(
    lambda row: 50 * sum(bool(field_of(cell)) for cell in row) + min(len(row), 49),
    lambda row: any(cell.strip() for cell in row),
    gettext_lazy("The table has no row of headings."),
)


@dataclass(frozen=True)
class Rows:
    """`left_out`: columns about persons, which are not kept. `rows`: (number, {heading: words})."""

    headings: list[str]
    rows: list[tuple[int, dict[str, str]]]
    left_out: list[str] = field(default_factory=list)


def read(path: Path, name: str) -> Rows:
    """Raises Refused: of another kind, damaged, without a row, too long."""
    extension = files.extension_of(name)
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
        raise _refuse("too_many_rows", _("The file has more than %(limit)d rows.") % {"limit": MOST_ROWS})
    kept = [name for name in dict.fromkeys(headings) if name and name not in left_out]
    if len(kept) > MOST_COLUMNS:
        raise _refuse("too_many_columns", _("The file has more than %(limit)d columns.") % {"limit": MOST_COLUMNS})
    return Rows(kept, found, left_out)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _clean(value: str) -> str:
    return hide_personal_numbers(_CONTROL.sub("", value).strip())[0]


# ---- Tables --------------------------------------------------------------------------------------------------------


def _of_table(path: Path, name: str) -> Rows:
    if files.extension_of(name) == "xlsx":
        _inspect(path, name)
    table = tables.read(path, WANTED)
    personal = [heading for heading in table.headers if columns.is_personal(heading)]
    return _made(table.rows, table.headers, [heading for heading in personal if heading])


def _inspect(path: Path, name: str) -> None:
    """Office files are judged by their content before they are opened."""
    with path.open("rb") as file:
        head = file.read(files.HEAD)
    files.inspect(path, files.kind_of(head, name))


# ---- Texts with headings -------------------------------------------------------------------------------------------


def _text_of(path: Path) -> str:
    with path.open("rb") as file:
        encoding = texts.encoding_of(file)
    try:
        with texts.open_text(path, encoding) as text:
            return text.read()
    except UnicodeDecodeError:
        raise texts.broken() from None


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
            return _made(enumerate(from_tables, 1), (key for row in from_tables for key in row), [])
    parts = [(line.heading, f"{line.marker} {line.text}".strip()) for line in parsed.lines]
    return _of_parts(parts, parsed.head.title or Path(name).stem)


def _docx_tables(path: Path) -> Iterator[dict[str, str]]:
    from docx import Document  # heavy, and needed only for such a file

    for table in Document(str(path)).tables:
        rows: list[list[str]] = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        if rows and len(rows[0]) == 2:
            yield {row[0]: row[1] for row in rows if row[0]}
        elif len(rows) > 1:
            yield from ({key: value for key, value in zip(rows[0], row, strict=False) if key} for row in rows[1:])


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
