"""Which words of a text were found: pieces of plain text, never HTML; the page escapes and marks them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kopir.base.fold import fold

_WORD = re.compile(r"\w+")
AROUND = 90  # characters before the first word found
LENGTH = 240


class Piece(NamedTuple):
    text: str
    found: bool = False


def marked(text: str, beginnings: tuple[str, ...]) -> list[Piece]:
    """The whole text in pieces; words that begin with one of the folded beginnings are found."""
    pieces, at = [], 0
    for word in _WORD.finditer(text):
        if beginnings and _folded(word[0]).startswith(beginnings):
            pieces += [Piece(text[at : word.start()]), Piece(word[0], True)]
            at = word.end()
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def snippet(text: str, beginnings: tuple[str, ...]) -> list[Piece]:
    """The surroundings of the first word found; the beginning of the text when none was."""
    first = next(
        (word.start() for word in _WORD.finditer(text) if _folded(word[0]).startswith(beginnings or ("\0",))),
        0,
    )
    start = _word_start(text, first - AROUND) if first > AROUND else 0
    end = _word_end(text, start + LENGTH)
    pieces = marked(" ".join(text[start:end].split()), beginnings)
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
