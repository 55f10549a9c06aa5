"""A paper as PDF, set by Typst with the fonts it brings (they have the Kazakh letters); nothing is fetched or read from disk.

The words of people never become markup: they travel as JSON beside a fixed template.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from kopir.papers.blocks import (
    Beside,
    Block,
    Figures,
    Heading,
    Note,
    Paper,
    Picture,
    Points,
    Slips,
    Table,
    Words,
)

TEMPLATE = Path(__file__).parent / "paper.typ"


LONG = re.compile(r"[^\W\d_]{13,}")
"""A word that may be wider than a narrow column: Kazakh puts many endings after each other."""
_VOWELS, _STOPS = "аәеёиоөуұүыіэюяaeiouy", "ьъйу"
_SYLLABLE = re.compile(rf"(?<=[^\W\d_]{{2}})(?=[^\W\d_{_VOWELS}{_STOPS}][{_VOWELS}][^\W\d_])", re.I)
SOFT_HYPHEN = "\u00ad"


def breakable(words: str) -> str:
    """The same with places where a long word may be parted: before a consonant and its vowel, as both Kazakh and Russian do."""
    return LONG.sub(lambda found: _SYLLABLE.sub(SOFT_HYPHEN, found[0]), words)


def pdf_bytes(paper: Paper) -> bytes:
    """The file's content, tagged with its title and language."""
    content = {
        "name": paper.title, "title": breakable(paper.title), "subtitle": breakable(paper.subtitle), "language": paper.language,
        "footer": paper.footer, "landscape": paper.landscape, "blocks": [_plain(block) for block in paper.blocks],
    }  # fmt: skip
    written: bytes = typst.compile(TEMPLATE.read_bytes(), sys_inputs={"paper": json.dumps(content)}, ignore_system_fonts=True)
    return written


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Words():
            return {"kind": "words", "paragraphs": block.paragraphs}
        case Points(items, numbered):
            return {"kind": "points", "items": [str(item) for item in items], "numbered": numbered}
        case Note(text):
            return {"kind": "note", "text": text}
        case Figures(items):
            return {"kind": "figures", "items": [[str(number), breakable(str(words))] for number, words in items]}
        case Beside(items):
            return {"kind": "beside", "items": [[title, picture.svg, picture.words] for title, picture in items]}
        case Picture():
            return {"kind": "picture", "svg": block.svg, "words": block.words, "width": block.width}
        case Slips(items, columns):
            slips = [{"svg": svg, "big": big, "small": [str(line) for line in small]} for svg, big, small in items]
            return {"kind": "slips", "items": slips, "columns": columns}
        case Table():
            return {
                "kind": "table",
                "header": [breakable(str(words)) for words in block.header],
                "rows": [[breakable(str(cell)) for cell in row] for row in block.rows],
                "shares": block.shares,
                "numeric": sorted(block.numeric),
            }
