"""Which words of a text were found: pieces of plain text, never HTML; the page escapes and marks them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kopir.base.fold import fold
from kopir.base.tongue import detect
from kopir.search.backends import Wanted
from kopir.search.language import lemma

_WORD = re.compile(r"\w+")
AROUND = 90  # characters before the first word found
LENGTH = 240


class Piece(NamedTuple):
    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks a word: one of the folded beginnings, or its lemma."""

    beginnings: tuple[str, ...] = ()
    lemmas: frozenset[str] = frozenset()

    @classmethod
    def of(cls, query: Wanted) -> Marks:
        beginnings = tuple(part for forms in query.terms for form in forms for part in form.split())
        return cls(beginnings, frozenset(one for of_term in query.lemmas for one in of_term))

    def has(self, word: str, language: str) -> bool:
        if self.beginnings and _folded(word).startswith(self.beginnings):
            return True
        return bool(self.lemmas) and lemma(word, language) in self.lemmas


def marked(text: str, marks: Marks, language: str = "") -> list[Piece]:
    """The whole text in pieces; words that the marks have are found. `language`: of the text, when it is known."""
    pieces, at, language = [], 0, language or detect(text)
    for word in _WORD.finditer(text):
        if marks.has(word[0], language):
            pieces += [Piece(text[at : word.start()]), Piece(word[0], True)]
            at = word.end()
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def snippet(text: str, marks: Marks, language: str = "") -> list[Piece]:
    """The surroundings of the first word found; the beginning of the text when none was."""
    language = language or detect(text)
    found = (word.start() for word in _WORD.finditer(text) if marks.has(word[0], language))
    first = next(found, 0)
    start = _word_start(text, first - AROUND) if first > AROUND else 0
    end = _word_end(text, start + LENGTH)
    pieces = marked(" ".join(text[start:end].split()), marks, language)
    before, after = [Piece("… ")] if start else [], [Piece(" …")] if end < len(text) else []
    return [*before, *pieces, *after] if pieces else []


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + 40 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at)
    return space if space > 0 else at
