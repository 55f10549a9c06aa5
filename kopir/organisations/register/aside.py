"""What of a register was not taken, in two files for whoever can put it right: whole rows with the reason, and single values
with what was done instead. Never a personal number, never a column about a person."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from django.utils import timezone

from kopir.base.idents import MASK, hide_personal_numbers
from kopir.base.tables import BOM, safe_cell
from kopir.organisations.register import cleaning, columns
from kopir.organisations.register.files import keys

_TWELVE_DIGITS = re.compile(r"^\D*(?:\d[\s\-–—]{0,3}){12}\D*$")


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


class Aside:
    """`rejected`: row, column, reason, then the columns of the register except those about persons. `notes`: row, column,
    value, done."""

    def __init__(self, folder: Path, name: str, headers: list[str]) -> None:
        shown = zip(headers, keys(headers), strict=True)
        self._columns = [(header, key) for header, key in shown if header and not columns.is_personal(header)]
        self._fields = columns.recognise(header for header, _key in self._columns)
        plain = re.sub(r"[^\w.-]+", "-", name)[:60]
        stem = f"organisations-{timezone.localtime():%Y%m%d-%H%M%S-%f}-{plain}"
        self.rejected = Lines(folder / f"{stem}.csv", ["row", "column", "reason", *(header for header, _key in self._columns)])
        self.notes = Lines(folder / f"{stem}-notes.csv", ["row", "column", "value", "done"])

    def reject(self, number: int, column: str, reason: str, row: dict[str, str]) -> None:
        self.rejected.add(number, column, reason, *(self._shown(header, row.get(key, "")) for header, key in self._columns))

    def note(self, number: int, column: str, value: str, done: str) -> None:
        self.notes.add(number, column, self._shown(column, value), done)

    def _shown(self, header: str, value: str) -> str:
        field = self._fields.get(header)
        if field == "bin":
            return shown_bin(value)
        if field in ("address", "address_kk"):
            return cleaning.address(value)
        return hide_personal_numbers(value)[0]

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.rejected.close()
        self.notes.close()


def shown_bin(value: str) -> str:
    """Twelve digits that cannot be a BIN may be somebody's personal number, also a mistyped one: masked."""
    digits = re.sub(r"\D", "", value)
    if _TWELVE_DIGITS.match(value) and digits[4] not in "456":
        return MASK
    return hide_personal_numbers(value)[0]
