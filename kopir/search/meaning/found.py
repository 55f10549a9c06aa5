"""What the process that knows meanings answers: plain values, so that who asks needs neither numpy nor the encoder."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

PEOPLE = Path(__file__).parent.parent / "reference" / "people.csv"
LANGUAGES = ("kk", "ru", "en")


class Near(NamedTuple):
    """`meaning`: the cosine of the vectors, 0 without them. `words`: the share of the text's telling words, by their
    weight, that the document holds in any language. `rank_by_words`: grows with the words and falls with the length."""

    document: int
    meaning: float
    words: float
    rank_by_words: float


class Shared(NamedTuple):
    """What two texts have in common. `words`: as the one has it, and as the other has it; the rarest first. `people`: codes of
    reference/people.csv."""

    words: list[tuple[str, str]]
    numbers: list[str]
    people: list[str]


@cache
def people_rows() -> tuple[dict[str, str], ...]:
    """Groups of people whom a matter may concern: their names, and words that speak of them, by language."""
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def people_names(codes: list[str]) -> list[dict[str, str]]:
    """Names by language, in the order of the file."""
    rows = [row for row in people_rows() if row["code"] in codes]
    return [{language: row[f"name_{language}"] for language in LANGUAGES} for row in rows]
