"""Tables of text that come in, in whatever encoding: which one it is, and how it is read. One piece for pages and commands."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

from kopir.base.errors import Refused

CHUNK = 1 << 16
# cp1251 with the Kazakh letters in places that Kazakh and Russian texts do not use otherwise.
EIGHT_BIT = "kz1048"
_NOT_OF_TABLES = re.compile(r"[^\x09\x0a\x0d\x20-\x7e\xa0-\xff\u0400-\u04ff\u2010-\u2122]")


class WrongFile(Refused):
    """The file is not a table that can be read."""

    def __init__(self, reason: str, next_step: str = "", code: str = "wrong_file") -> None:
        super().__init__(code, reason, next_step, field="file")


def encoding_of(file: BinaryIO) -> str:
    """Of a file that can be sought in, and is left at its start: UTF-8 and UTF-16 with and without their marks, else the
    Kazakh sister of Windows-1251, which has the same Russian letters. Raises WrongFile."""
    start = file.read(CHUNK)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = "utf-16"
    elif start.count(0):
        found = _utf_16_without_mark(start)
    else:
        found = _utf_8(file, start) or EIGHT_BIT
    file.seek(0)
    return found


def _utf_16_without_mark(start: bytes) -> str:
    """The byte order that gives letters of tables."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if not _NOT_OF_TABLES.search(start[:800].decode(encoding, errors="replace")):
            return encoding
    raise WrongFile(_("This is not a text file."), _("Save the table as .xlsx or .csv and try again."))


def _utf_8(file: BinaryIO, start: bytes) -> str | None:
    """None when it is another encoding; WrongFile when it is this one, but broken."""
    marked = start.startswith(codecs.BOM_UTF8)
    broken_at = _first_broken_byte(file)
    if broken_at is None:
        return "utf-8-sig" if marked else "utf-8"
    high = sum(byte > 0x7F for byte in start)
    whole = sum(byte > 0x7F for byte in start.decode("utf-8", errors="ignore").encode())
    if marked or whole * 2 > high:  # of Kazakh in eight bits some pairs of letters look like UTF-8 too
        raise WrongFile(
            _("The file is in UTF-8 but broken at byte %(place)d.") % {"place": broken_at},
            _("Save it once more and try again."),
        )
    return None


def _first_broken_byte(file: BinaryIO) -> int | None:
    file.seek(0)
    decoder, done = codecs.getincrementaldecoder("utf-8")(), 0
    while True:
        chunk = file.read(CHUNK)
        waiting = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return done - waiting + error.start
        if not chunk:
            return None
        done += len(chunk)


def open_text(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, errors=_errors(encoding), newline="")


def in_utf_8(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The same text as it is kept. Raises WrongFile."""
    try:
        for text in codecs.iterdecode(chunks, encoding, errors=_errors(encoding)):
            yield text.encode()
    except UnicodeDecodeError:
        raise broken() from None


# ---- Rows ------------------------------------------------------------------------------------------------


def csv_rows(file: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells). A quote that is opened and not closed swallows no rows: lines that are rows by themselves stay so.
    Raises WrongFile."""
    lines: list[str] = []
    reader, widest = csv.reader(_remembered(file, lines), delimiter=separator), 2
    try:
        for row in reader:
            first = reader.line_num - len(lines) + 1
            if _swallows(lines, separator, widest):
                yield from ((first + place, _alone(line, separator, widest)) for place, line in enumerate(lines))
            else:
                yield first, row
            widest = max(widest, len(row))
            lines.clear()
    except csv.Error:
        raise WrongFile(
            _("Line %(line)d cannot be read.") % {"line": reader.line_num - len(lines) + 1},
            _("Check the quotes on this line."),
        ) from None
    except UnicodeDecodeError:
        raise WrongFile(_("The text is broken after line %(line)d.") % {"line": reader.line_num}) from None


def _remembered(file: Iterable[str], lines: list[str]) -> Iterator[str]:
    for line in file:
        lines.append(line)
        yield line


def _swallows(lines: list[str], separator: str, widest: int) -> bool:
    """A quote stays open on the first line, though each line has the cells of a whole row."""
    return lines[0].count('"') % 2 == 1 and all(line.count(separator) >= widest - 1 for line in lines if line.strip())


def _alone(line: str, separator: str, widest: int) -> list[str]:
    row = next(csv.reader([line], delimiter=separator), [])
    return row if len(row) >= widest else next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])


def broken() -> WrongFile:
    return WrongFile(_("The text is broken."), _("Save it once more and try again."))


def _errors(encoding: str) -> str:
    """Some signs of other eight-bit encodings have no place in this one."""
    return "replace" if encoding == EIGHT_BIT else "strict"
