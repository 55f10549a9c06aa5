"""What of a register was not taken, in two files. Never a personal number, never a column about a person."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType

from kopir.base import aside
from kopir.base.idents import hide_personal_numbers
from kopir.base.incoming import keys
from kopir.organisations.register import cleaning, columns


class Aside:
    """`rejected`: row, column, reason, then the columns of the register except those about persons. `notes`: row, column,
    value, done."""

    def __init__(self, folder: Path, name: str, headers: list[str]) -> None:
        shown = zip(headers, keys(headers), strict=True)
        self._columns = [(header, key) for header, key in shown if header and not columns.is_personal(header)]
        self._fields = columns.recognise(header for header, _key in self._columns)
        plain = re.sub(r"[^\w.-]+", "-", name)[:60]
        stem = f"{aside.stem('organisations')}-{plain}"
        header = ["row", "column", "reason", *(header for header, _key in self._columns)]
        self.rejected = aside.Lines(folder / f"{stem}.csv", header)
        self.notes = aside.notes_lines(folder, stem)

    def reject(self, number: int, column: str, reason: str, row: dict[str, str]) -> None:
        self.rejected.add(number, column, reason, *(self._shown(header, row.get(key, "")) for header, key in self._columns))

    def note(self, number: int, column: str, value: str, done: str) -> None:
        self.notes.add(number, column, self._shown(column, value), done)

    def _shown(self, header: str, value: str) -> str:
        field = self._fields.get(header)
        if field in ("address", "address_kk"):
            return cleaning.address(value)
        is_number = field != "phone" and not any(map(str.isalpha, value))
        return aside.without_persons(value) if is_number or field == "bin" else hide_personal_numbers(value)[0]

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.rejected.close()
        self.notes.close()
