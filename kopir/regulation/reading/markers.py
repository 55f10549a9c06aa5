"""Numbers and letters at the beginning of a paragraph, and the stable addresses that follow from them.

# 2-тарау. Құқықтары        chapter-2
3. Уәкіл:                   3
2) жауап береді:            3.2
а) мерзімінде               3.2.a      (letters by their place: the lists of two languages need not use the same ones)
3.1. Тізім                  3.1
a paragraph without any     3.2-p2     (the second paragraph of 3.2)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from django.utils.translation import gettext as _

from kopir.regulation.reading.shapes import Line

_NUMBER = r"\d{1,3}"
_MARKER = re.compile(rf"({_NUMBER}(?:[.-]{_NUMBER})*[.)]|{_NUMBER}(?:\.{_NUMBER})+|[a-zа-яёәғқңөұүһі]\))(?=\s|$)", re.I)
_PARTS = (
    ("section", "бөлім", "раздел", "section"),
    ("chapter", "тарау", "глава", "chapter"),
    ("article", "бап", "статья", "article"),
    ("paragraph", "параграф", "параграф", "paragraph"),
    ("annex", "қосымша", "приложение", "annex"),
)
_HEADINGS = [
    (name, re.compile(rf"(?:(\d{{1,3}}(?:-\d{{1,3}})?)\s*-?\s*{kk}\b|(?:{ru}|{en})\s*№?\s*(\d{{1,3}}(?:-\d{{1,3}})?)\b)", re.I))
    for name, kk, ru, en in _PARTS
]


def split_marker(text: str) -> tuple[str, str]:
    """The marker and the rest: `3) жауап` → `3)`, `жауап`. A year (`2018. `) is no marker."""
    found = _MARKER.match(text)
    return (found.group(1), text[found.end() :].strip()) if found else ("", text)


def part_of(text: str) -> str:
    """What a heading is the heading of: `2-тарау. …`, `Глава 2. …`, `Chapter 2` → `chapter-2`; else nothing."""
    for name, pattern in _HEADINGS:
        found = pattern.match(text)
        if found:
            return f"{name}-{found.group(1) or found.group(2)}"
    return ""


@dataclass
class Addresses:
    """Gives addresses to the paragraphs of one file, in order. `warnings`: numbers that come twice."""

    warnings: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _heading: str = ""
    _annex: str = ""
    _point: str = ""
    _sub: str = ""
    _last: str = ""
    _level: int = 1
    _letters: int = 0
    _headings: int = 0

    def of(self, lines: Sequence[Line]) -> Iterator[tuple[str, int, Line]]:
        """(address, level, line)."""
        self._taken = {line.address for line in lines if line.address}
        seen: set[str] = set()
        for line in lines:
            address, level = self._heading_at(line) if line.heading else self._point_at(line)
            if not line.address:
                address = self._free(address, line)
            elif address in seen:
                self.warnings.append(_("The address %(address)s is given twice.") % {"address": address})
                address = self._second(address)
            seen.add(address)
            self._taken.add(address)
            self._last = self._last if line.heading or not line.marker else address
            yield address, level, line

    def _free(self, address: str, line: Line) -> str:
        """The address that follows from the marker, or the next free one when the numbering begins anew."""
        if address not in self._taken:
            return address
        within = f"{self._heading}.{address}"
        if self._heading and not line.heading and line.marker and within not in self._taken:
            self._remember(line, within)
            return within
        if line.marker or line.heading:
            said = {"marker": line.marker or line.text[:60], "address": address}
            self.warnings.append(_("“%(marker)s” comes twice: the address %(address)s is taken.") % said)
        free = self._second(address)
        self._remember(line, free)
        return free

    def _second(self, address: str) -> str:
        number = 2
        while f"{address}-{number}" in self._taken:
            number += 1
        return f"{address}-{number}"

    def _remember(self, line: Line, address: str) -> None:
        """What stands below a point is addressed by the address the point really has."""
        if line.heading:
            self._heading = address
        elif line.marker:
            kind = _kind(line.marker)
            if kind == "point":
                self._point = address
            elif kind == "sub":
                self._sub = address

    def _heading_at(self, line: Line) -> tuple[str, int]:
        part = part_of(line.text)
        if part.startswith("annex-"):
            self._annex = part
        elif part and self._annex:
            part = f"{self._annex}.{part}"
        if part.rpartition(".")[2].startswith("paragraph-") and self._heading:
            part = f"{self._heading.split('.paragraph-')[0]}.{part}"
        self._headings += 0 if part else 1
        self._heading = line.address or part or f"heading-{self._headings}"
        self._point = self._sub = self._last = ""
        self._level, self._letters = 1, 0
        return self._heading, line.heading

    def _point_at(self, line: Line) -> tuple[str, int]:
        kinds: dict[str, Callable[[Line], str]] = {
            "point": self._numbered, "sub": self._sub_point, "letter": self._letter, "": self._unmarked,
        }  # fmt: skip
        kind = _kind(line.marker)
        address = kinds[kind](line)
        if kind:
            self._level = {"point": line.marker.rstrip(".)").count(".") + 1, "sub": 2, "letter": 3}[kind]
        return line.address or address, self._level

    def _numbered(self, line: Line) -> str:
        number = line.marker.rstrip(".)")
        address = f"{self._annex}.{number}" if self._annex else number
        self._point, self._sub, self._letters = line.address or address, "", 0
        return address

    def _sub_point(self, line: Line) -> str:
        number = line.marker.rstrip(".)")
        above = self._point or self._annex
        address = f"{above}.{number}" if above else number
        self._sub, self._letters = line.address or address, 0
        return address

    def _letter(self, line: Line) -> str:
        place, self._letters = self._letters, self._letters + 1
        above = self._sub or self._point or self._annex
        letter = ascii_lowercase[place % 26] * (place // 26 + 1)
        return f"{above}.{letter}" if above else letter

    def _unmarked(self, line: Line) -> str:
        above = self._last or self._heading
        number = 2 if self._last else 1
        while f"{above}-p{number}".lstrip("-") in self._taken:
            number += 1
        return f"{above}-p{number}".lstrip("-")


def _kind(marker: str) -> str:
    if not marker:
        return ""
    if not marker[0].isdigit():
        return "letter"
    return "sub" if marker.endswith(")") else "point"
