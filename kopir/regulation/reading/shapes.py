"""What reading gives: the head of a document and its paragraphs, in one language and in all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kopir.base.tongue import LANGUAGES

ADDRESS = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}\Z")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff]")


def one_line(text: str) -> str:
    """Words parted by single spaces, without control and invisible signs: how a provision is kept."""
    return " ".join(_INVISIBLE.sub(" " if "\n" in text else "", text).split())


@dataclass(frozen=True)
class Head:
    """What a file says of its document; all of it may be missing. `scope`, `ref`: parts of addresses."""

    ref: str = ""
    kind: str = ""
    language: str = ""
    title: str = ""
    number: str = ""
    adopted_on: date | None = None
    issuer: str = ""
    scope: str = ""
    starts_on: date | None = None
    source: str = ""
    note: str = ""
    draft: bool | None = None


class Line(NamedTuple):
    """A paragraph of one language as the file has it. `address`: given by hand (`{#3.2}`), else empty. `level`: of a heading,
    1 for the highest; for other paragraphs it is worked out from the marker."""

    text: str
    marker: str = ""
    address: str = ""
    heading: int = 0


@dataclass(frozen=True)
class Parsed:
    """One file. `warnings`: what was not read or is in doubt, in words of the reader's language. `says_language`: the language is
    not only guessed from the words."""

    head: Head
    lines: Sequence[Line]
    warnings: Sequence[str] = ()
    name: str = ""
    says_language: bool = True


@dataclass(frozen=True)
class Point:
    """A provision in all its languages. `level`: 1 for headings of the highest rank and for numbered points."""

    address: str
    marker: str
    level: int
    is_heading: bool
    texts: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """What the hash of a version is taken over; the order of points is that of the list they stand in."""
        texts = {language: self.texts.get(language, "") for language in LANGUAGES}
        return {
            "address": self.address,
            "marker": self.marker,
            "level": self.level,
            "heading": self.is_heading,
            **texts,
        }
