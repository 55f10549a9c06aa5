"""Own words about a matter → the sectors it may belong to. Words are looked up by their beginnings in `reference/keywords.csv`,
which an administrator may edit, and in the sectors' own names; a word that none of them knows, in the glossary, whose files are
of fields. A proposal only: a person chooses."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kopir.base.fold import fold, spellings
from kopir.search.called import entries_of
from kopir.search.glossary import BETWEEN, Entry
from kopir.search.language.typed import lemmas_of
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force

FILE = Path(__file__).parent / "reference" / "keywords.csv"
LANGUAGES = ("kk", "ru", "en")
SHORTEST = 2
TELLING = 4
STEM = 5  # letters of a sector's own name that a word must share
NAME_WEIGHT = 0.6
GLOSSARY_WEIGHT = 0.5  # of a keyword in what the glossary calls the word
FIELD_WEIGHT = 0.3  # of the file in which the word stands
FIELDS = {
    "education": "1", "health": "2", "ecology": "3", "sport_youth": "4", "family_work": "5", "disability": "6", "law": "9",
    "culture": "10", "civil_society": "15",
}  # fmt: skip


Scores = dict[str, float]
"""By code of the sector."""


@dataclass(frozen=True)
class Proposal:
    """`words`: those of the reader's own words that led here."""

    sector: Sector
    words: tuple[str, ...]
    score: float


@cache
def keywords() -> dict[str, tuple[str, ...]]:
    """Beginnings of words by sector code, as written in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: tuple(_stems(row)) for row in csv.DictReader(file)}


def _stems(row: dict[str, str]) -> Iterator[str]:
    for language in LANGUAGES:
        yield from row[f"keywords_{language}"].split()


def words_of(code: str) -> list[str]:
    """A sector's beginnings of words as plain words, for the index."""
    return [stem.removesuffix("=") for stem in keywords().get(code, ())]


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    """Folded beginning → sector codes; of a whole word, marked in the file by a sign of equality, the sign stays."""
    found: dict[str, set[str]] = {}
    for code, stems in keywords().items():
        for stem in stems:
            found.setdefault(fold(stem) + ("=" if stem.endswith("=") else ""), set()).add(code)
    return {stem: frozenset(codes) for stem, codes in found.items()}


def propose(text: str, limit: int = 3) -> list[Proposal]:
    """Sectors in force that the words speak of, the likeliest first. One query."""
    typed = dict.fromkeys(word for word in text[:1000].split() if len(fold(word)) >= SHORTEST)
    if not typed:
        return []
    sectors = list(sectors_in_force())
    named = {sector.code: {word[:STEM] for word in sector.folded.split() if len(word) >= STEM} for sector in sectors}
    scores = {word: _by_sector(word, named) for word in typed}
    found = [proposal for sector in sectors if (proposal := _proposal(sector, scores)).score]
    return sorted(found, key=lambda one: (-one.score, one.sector.order))[:limit]


def _proposal(sector: Sector, scores: dict[str, Scores]) -> Proposal:
    own = {word: by_sector[sector.code] for word, by_sector in scores.items()}
    return Proposal(sector, tuple(word for word, score in own.items() if score), sum(own.values()))


def _by_sector(word: str, named: dict[str, set[str]]) -> Scores:
    """Of a word that no keyword begins and no sector is named by, what the glossary says. `named`: beginnings of the words of a
    sector's name, by its code."""
    scores = {code: _score(word, code, its) for code, its in named.items()}
    return scores if any(scores.values()) else _by_glossary(word, named)


def _score(word: str, code: str, named: set[str]) -> float:
    """A keyword counts 1, divided among the sectors that share it; a word of the sector's name a little less."""
    best = 0.0
    for form in _forms(word):
        for length in range(SHORTEST, len(form) + 1):
            best = max(best, _weight(form[:length], code))
        best = max(best, _weight(f"{form}=", code))
        if form[:STEM] in named:
            best = max(best, NAME_WEIGHT)
    return best


def _forms(word: str) -> list[str]:
    """As typed; a Latin word also in Cyrillic letters, unless it is so short that it may be any word: `by` is not `би`."""
    typed, *others = spellings(word)
    return [typed, *others] if len(typed) >= TELLING else [typed]


def _weight(beginning: str, code: str) -> float:
    codes = _beginnings().get(beginning, frozenset())
    return (1 + len(beginning) / 20) / len(codes) if code in codes else 0


# ---- What no keyword begins ------------------------------------------------------------------------------


def _by_glossary(word: str, named: dict[str, set[str]]) -> Scores:
    """By what the word is called in any language, or by the field whose words it stands among."""
    there = entries_of(word, lemmas_of(word)) if len(fold(word)) >= TELLING - 1 else []
    return {code: max((_of_entry(entry, code, its) for entry in there), default=0) for code, its in named.items()}


def _of_entry(entry: Entry, code: str, named: set[str]) -> float:
    called = {part for text in (entry.kk, entry.ru, entry.en) for part in text.replace(BETWEEN, " ").split()}
    best = max((_score(part, code, named) for part in called if len(part) >= TELLING), default=0)
    return max(best * GLOSSARY_WEIGHT, FIELD_WEIGHT if FIELDS.get(entry.sector) == code else 0)
