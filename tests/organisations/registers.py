"""Little registers for tests, and where the real ones are."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kopir.base.actors import SYSTEM
from kopir.base.idents import check_digit
from kopir.organisations.register.run import Counts, import_register

# Set KOPIR_REGISTERS to try registers that stand elsewhere.
REAL = Path(os.environ.get("KOPIR_REGISTERS") or Path(__file__).parents[3] / "shared" / "data")


def real(name: str) -> Path:
    """The register, or the test is skipped aloud."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the register {name} is not here; KOPIR_REGISTERS can name its folder")
    return path


def make_bin(serial: int = 1, kind: str = "40", begun: str = "0503") -> str:
    """A lawful BIN for each serial number."""
    while (digit := check_digit(eleven := f"{begun}{kind}{serial:05d}")) is None:
        serial += 50_000
    return f"{eleven}{digit}"


def make_iin(serial: int = 1) -> str:
    """A number built like a personal one; of nobody."""
    while (digit := check_digit(eleven := f"9001013{serial:04d}")) is None:
        serial += 5_000
    return f"{eleven}{digit}"


def write_csv(path: Path, rows: Iterable[Mapping[str, Any]], encoding: str = "utf-8", separator: str = ",") -> Path:
    rows = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_xlsx(path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def take_over(path: Path, **options: Any) -> Counts:
    return import_register(path, **{"by": SYSTEM, "source": "a register", **options})
