"""Numbers that the word processor itself puts before paragraphs: they stand nowhere in the text and are counted here."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LEVELS = 9


class _Level(NamedTuple):
    kind: str
    pattern: str
    start: int


class Numbering:
    """Ask `marker_of` once for each paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, list[_Level]] = {}
        self._counts: dict[str, list[int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {row.get(qn("w:abstractNumId")): _levels(row) for row in root.findall(qn("w:abstractNum"))}
        for row in root.findall(qn("w:num")):
            link = row.find(qn("w:abstractNumId"))
            if link is not None:
                self._levels[row.get(qn("w:numId"))] = abstract.get(link.get(qn("w:val")), [])
        self._of_style = {
            style.style_id: found for style in document.styles if (found := _number_of(style.element.find(qn("w:pPr"))))
        }

    def marker_of(self, properties: Any, style: str) -> str:
        """`3.`, `2)`, `а)`; nothing for bullets and for paragraphs without a number."""
        number, level = _number_of(properties) or self._of_style.get(style) or ("0", 0)
        levels = self._levels.get(number)
        if not levels or level >= len(levels):
            return ""
        counts = self._counts.setdefault(number, [row.start - 1 for row in levels])
        counts[level] += 1
        for below in range(level + 1, len(levels)):
            counts[below] = levels[below].start - 1
        return _written(levels, counts, level)


def _number_of(properties: Any) -> tuple[str, int] | None:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None
    number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    if number is None:
        return None
    depth = level.get(qn("w:val")) if level is not None else "0"
    return str(number.get(qn("w:val"))), int(depth) if depth.isdecimal() else 0


def _levels(row: Any) -> list[_Level]:
    return [_level(one) for one in row.findall(qn("w:lvl"))[:LEVELS]]


def _level(row: Any) -> _Level:
    def value(name: str, default: str) -> str:
        found = row.find(qn(name))
        return str(found.get(qn("w:val")) or "") if found is not None else default

    start = value("w:start", "1")
    return _Level(value("w:numFmt", "decimal"), value("w:lvlText", ""), int(start) if start.isdecimal() else 1)


def _written(levels: list[_Level], counts: list[int], level: int) -> str:
    if levels[level].kind in ("bullet", "none"):
        return ""
    text = levels[level].pattern
    for place in range(level + 1):
        text = text.replace(f"%{place + 1}", _number(levels[place].kind, max(counts[place], 1)))
    return text.strip()


def _number(kind: str, number: int) -> str:
    letters = {"lowerLetter": ascii_lowercase, "upperLetter": ascii_lowercase, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN}
    if kind in letters:
        return letters[kind][(number - 1) % len(letters[kind])]
    return str(number)
