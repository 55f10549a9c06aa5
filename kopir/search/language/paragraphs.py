"""A text as its paragraphs, each with its language: people mix languages, mostly from one paragraph to the next."""

from __future__ import annotations

import re
from typing import NamedTuple

from kopir.base.tongue import detect

_BREAK = re.compile(r"\s*\n\s*")
_LETTER = re.compile(r"[^\W\d_]")


class Paragraph(NamedTuple):
    text: str
    language: str


def paragraphs(text: str, default: str = "kk") -> list[Paragraph]:
    """A paragraph without letters takes the language of the one before it, the first one `default`."""
    found: list[Paragraph] = []
    for part in _BREAK.split(text.strip()):
        if part:
            default = detect(part, default) if _LETTER.search(part) else default
            found.append(Paragraph(part, default))
    return found
