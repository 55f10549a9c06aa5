"""What a paper is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Cell = object
"""Anything that `str` makes into the words of a cell."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level`: 1 for a part of the paper, 2 within it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, or several parted by empty lines."""

    text: str

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.replace("\r\n", "\n").split("\n\n") if part.strip()]


@dataclass(frozen=True, slots=True)
class Points:
    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: shares of the page's width, one a column (equal when empty). `numeric`: columns aligned to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    numeric: frozenset[int] = frozenset()

    @property
    def shares(self) -> list[int]:
        return list(self.widths) or [1] * len(self.header)


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a source, a definition, a warning that the text is a draft."""

    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Big numbers in a row, each with its words below: (number, words)."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """`svg` for paper; `png` the same for a DOCX; `words`: what is seen, for those who do not see it. `width`: per cent of the
    page's."""

    svg: str
    words: str
    png: bytes = b""
    width: int = 100


@dataclass(frozen=True, slots=True)
class Slips:
    """Pieces of paper to be cut apart: a small picture, and beside it a big line and small ones: (svg, big, small lines)."""

    items: Sequence[tuple[str, str, Sequence[str]]]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """Pictures side by side, each under its title: (title, picture)."""

    items: Sequence[tuple[str, Picture]]


Block = Heading | Words | Points | Table | Note | Figures | Picture | Slips


@dataclass(frozen=True, slots=True)
class Paper:
    """`language`: kk, ru or en; hyphenation, dates in the margin and screen readers go by it. `footer`: on every page,
    before the number of the page. `landscape`: for wide tables."""

    title: str
    language: str
    blocks: Sequence[Block] = field(default_factory=list)
    subtitle: str = ""
    footer: str = ""
    landscape: bool = False
