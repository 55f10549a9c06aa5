"""The project's own glossary: Kazakh, Russian and English words of the field and the commonest words of every day."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from kopir.base.loaded import loaded_once

FOLDER = Path(__file__).parent / "reference" / "glossary"
BETWEEN = "; "


class Entry(NamedTuple):
    """One row. In each language synonyms stand one after the other, the commonest first. `kind`: n, adj, v, adv, num, pron,
    conj, post, phrase or name. `sector`: the file it stands in."""

    kk: str
    ru: str
    en: str
    kind: str
    sector: str

    @property
    def head(self) -> str:
        """The commonest Kazakh word."""
        return self.kk.split(BETWEEN)[0]

    def words(self, language: str) -> list[str]:
        """The synonyms of a language."""
        return str(getattr(self, language)).split(BETWEEN)


@loaded_once
def entries() -> tuple[Entry, ...]:
    """All rows, by file and in the order of the files."""
    return tuple(entry for file in sorted(FOLDER.glob("*.csv")) for entry in _read(file))


def _read(file: Path) -> list[Entry]:
    with file.open(encoding="utf-8", newline="") as rows:
        return [Entry(row["kk"], row["ru"], row["en"], row["kind"], file.stem) for row in csv.DictReader(rows)]
