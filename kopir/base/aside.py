"""What of a file was not taken, in tables for whoever can put it right: rows that were rejected, and single values with what was
done instead. One piece for all imports."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from django.conf import settings
from django.utils import timezone

from kopir.base.idents import MASK, hide_personal_numbers, looks_like_iin
from kopir.base.tables import BOM, safe_cell

_TWELVE_DIGITS = re.compile(r"^\D*(?:\d[\s\-–—]{0,3}){12}\D*$")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken. `code`: what the row is about, as far as that could be read."""

    number: int
    code: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A value that was not taken as it is, of a row that was, and what was done."""

    number: int
    column: str
    value: str
    done: str


class Lines:
    """A CSV that is made with its first line."""

    def __init__(self, target: Path, header: Iterable[str]) -> None:
        self._target, self._header = target, list(header)
        self._file: IO[str] | None = None
        self._writer: Any = None

    @property
    def path(self) -> Path | None:
        """None while nothing was written."""
        return self._target if self._file else None

    def add(self, *cells: object) -> None:
        if self._file is None:
            self._begin()
        self._writer.writerow([safe_cell(cell) for cell in cells])

    def _begin(self) -> None:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._target.open("w", encoding="utf-8", newline="")
        self._file.write(BOM)
        self._writer = csv.writer(self._file)
        self._writer.writerow(map(safe_cell, self._header))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def stem(name: str) -> str:
    """How the files of one run begin."""
    return f"{name}-{timezone.localtime():%Y%m%d-%H%M%S-%f}"


def notes_lines(folder: Path, stem: str) -> Lines:
    return Lines(folder / f"{stem}-notes.csv", ["row", "column", "value", "done"])


@dataclass(frozen=True, slots=True)
class Kept:
    """Paths of the two files; None where there was nothing to write."""

    rejected: Path | None
    notes: Path | None

    @property
    def names(self) -> list[str]:
        return [path.name for path in (self.rejected, self.notes) if path]


class Imported(Protocol):
    """What came of an import that holds its rows in memory."""

    @property
    def counts(self) -> dict[str, int]: ...

    @property
    def rejected(self) -> Sequence[Rejected]: ...

    @property
    def notes(self) -> Sequence[Note]: ...


def keep(name: str, outcome: Imported) -> Kept:
    """Writes both files."""
    folder, begun = Path(settings.KOPIR_REJECTED), stem(name)
    rows = Lines(folder / f"{begun}.csv", ["row", "column", "code", "reason"])
    for one in outcome.rejected:
        rows.add(one.number, one.column, without_persons(one.code), one.reason)
    values = notes_lines(folder, begun)
    for note in outcome.notes:
        values.add(note.number, note.column, without_persons(note.value), note.done)
    rows.close()
    values.close()
    return Kept(rows.path, values.path)


def without_persons(value: str) -> str:
    """Twelve digits that cannot be a BIN may be somebody's personal number, also a mistyped one: masked. So is a personal number
    that lost its first zeros in a spreadsheet."""
    digits = re.sub(r"\D", "", value)
    if 9 <= len(digits) < 12 and looks_like_iin(digits.zfill(12)):
        return MASK
    if _TWELVE_DIGITS.match(value) and digits[4] not in "456":
        return MASK
    return hide_personal_numbers(value)[0]
