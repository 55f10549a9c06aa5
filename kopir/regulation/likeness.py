"""How alike two texts of duties and functions are: the share of the words that matter which both have. Pure.

Words are folded and cut to their beginnings, since both languages put their grammar at the end; a word counts for more the
rarer it is among all the texts that are compared, so that "state body" makes nothing alike and "public hearing" does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from kopir.base.fold import fold
from kopir.base.tongue import LANGUAGES

_WORD = re.compile(r"\w+")
STEM = 5  # letters
SHORTEST = 3
ENOUGH = 0.42
"""From here on two texts are proposed as the same work; see docs/regulation-format.md for what it was measured on."""
_SAID_EVERYWHERE = """
    және мен пен үшін бойынша туралы жөніндегі арқылы оның ету өзге басқа мемлекеттік орган ұйымдар ұйымдармен
    для при или его что как осуществление осуществляет обеспечение обеспечивает проведение иные другие организаций
    государственных органов the and for with its other state body organisations
"""
_COMMON = frozenset(fold(word)[:STEM] for word in _SAID_EVERYWHERE.split())


@dataclass(frozen=True)
class Likeness:
    """`shared`: whole words of the first text that both have, the rarest first, as they were written."""

    score: float
    shared: tuple[str, ...]


@lru_cache(maxsize=100_000)
def stems(text: str) -> Mapping[str, str]:
    """Beginning, folded → the word as it first stands in the text, in small letters."""
    found: dict[str, str] = {}
    for written in _WORD.findall(text.lower()):
        word = fold(written).replace(" ", "")
        if len(word) >= SHORTEST and word[:STEM] not in _COMMON and not word.isdecimal():
            found.setdefault(word[:STEM], written)
    return found


class Weights:
    """Of beginnings, by how rare they are among the texts of one language."""

    def __init__(self, texts: Iterable[str]) -> None:
        rows = [stems(text) for text in texts]
        self._count = Counter(stem for row in rows for stem in row)
        self._rows = len(rows)

    def __getitem__(self, stem: str) -> float:
        return log(1 + (self._rows + 1) / (self._count[stem] + 1))


def alike(one: str, other: str, weights: Weights) -> Likeness:
    """Twice what both have over what there is in both (Dice), by weight."""
    first, second = stems(one), stems(other)
    if not first or not second:
        return Likeness(0, ())
    shared = sorted(first.keys() & second.keys(), key=lambda stem: -weights[stem])
    both = sum(weights[stem] for stem in shared)
    total = sum(map(weights.__getitem__, first)) + sum(map(weights.__getitem__, second))
    return Likeness(round(2 * both / total, 3), tuple(first[stem] for stem in shared))


def closest(one: Mapping[str, str], other: Mapping[str, str], weights: Mapping[str, Weights]) -> Likeness:
    """In whichever language the two are most alike."""
    found = [alike(one[code], other[code], weights[code]) for code in LANGUAGES if one.get(code) and other.get(code)]
    return max(found, key=lambda row: row.score, default=Likeness(0, ()))
