"""Rows that were not taken, in a file for whoever can put them right. Never a personal number, never a person's name."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from django.utils import timezone

from kopir.base.idents import MASK, hide_personal_numbers
from kopir.base.tables import BOM, safe_cell
from kopir.organisations.register import cleaning, columns

_TWELVE_DIGITS = re.compile(r"^\D*(?:\d[\s\-–—]{0,3}){12}\D*$")


class RejectedFile:
    """Made with its first row. Columns: row, column, reason, then those of the register except those about persons."""

    def __init__(self, folder: Path, name: str, headers: list[str]) -> None:
        self._headers = [header for header in headers if header and not columns.is_personal(header)]
        self._fields = columns.recognise(self._headers)
        stamp = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}"
        plain = re.sub(r"[^\w.-]+", "-", name)[:60]
        self._target = folder / f"organisations-{stamp}-{plain}.csv"
        self._file: IO[str] | None = None
        self._writer: Any = None

    @property
    def path(self) -> Path | None:
        """None while nothing was rejected."""
        return self._target if self._file else None

    def add(self, number: int, column: str, reason: str, row: dict[str, str]) -> None:
        if self._file is None:
            self._begin()
        values = [self._shown(header, row.get(header, "")) for header in self._headers]
        self._writer.writerow([safe_cell(value) for value in (number, column, reason, *values)])

    def _begin(self) -> None:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._target.open("w", encoding="utf-8", newline="")
        self._file.write(BOM)
        self._writer = csv.writer(self._file)
        self._writer.writerow(["row", "column", "reason", *map(safe_cell, self._headers)])

    def _shown(self, header: str, value: str) -> str:
        field = self._fields.get(header)
        if field == "bin":
            return shown_bin(value)
        if field in ("address", "address_kk"):
            return cleaning.address(value)
        return hide_personal_numbers(value)[0]

    def __enter__(self) -> RejectedFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()


def shown_bin(value: str) -> str:
    """Twelve digits that cannot be a BIN may be somebody's personal number, also a mistyped one: masked."""
    digits = re.sub(r"\D", "", value)
    if _TWELVE_DIGITS.match(value) and digits[4] not in "456":
        return MASK
    return hide_personal_numbers(value)[0]
