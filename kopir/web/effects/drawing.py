"""The result chain as an SVG file. Everything drawn stands in words beside it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from xml.sax.saxutils import escape

INK, MUTED, PAPER = "#10272f", "#4a5b63", "#ffffff"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
# Ground and line of the five levels, from what is put in to what stays.
LEVELS = (
    ("#e3f0f4", "#0b5e78"), ("#e6f1ea", "#2f6b3a"), ("#f4f0dd", "#6b5a0d"), ("#f8e9dc", "#a84f06"), ("#f3e4ec", "#7a2f5d"),
)  # fmt: skip
ANSWERS = {"open": ("?", MUTED), "holds": ("✓", "#14532d"), "partly": ("≈", "#6b5a0d"), "fails": ("✕", "#8c1d18")}
WIDE, NARROW = 640, 340
EDGE, GAP, LINE, SIZE = 8, 12, 21, 16
BESIDE = 200
"""A box is at least so wide; what does not fit beside the others stands under them."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """`answer`: a key of ANSWERS; `when`: in words, when it is or was tested."""

    text: str
    answer: str
    when: str


@dataclass(frozen=True, slots=True)
class Box:
    text: str
    assumption: Assumption | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """`number`: 1 to 5."""

    number: int
    name: str
    boxes: Sequence[Box] = field(default_factory=list)


def chain(title: str, levels: Iterable[Level], width: int = WIDE) -> str:
    """From above to below: levels with an arrow between them, on which the assumptions stand."""
    parts: list[str] = []
    y, first = EDGE, True
    for level in levels:
        if not first:
            parts += _arrow(y, width)
            y += 34
        first = False
        drawn, y = _level(level, y, width)
        parts += drawn
        drawn, y = _assumptions(level, y, width)
        parts += drawn
    height = y + EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    return "".join(
        [head, f"<title>{escape(title)}</title>", f'<rect width="{width}" height="{height}" fill="{PAPER}"/>', *parts, "</svg>"]
    )


def _level(level: Level, y: int, whole: int) -> tuple[list[str], int]:
    """The name of the level and its boxes; answers the next free line too."""
    ground, line = LEVELS[level.number - 1]
    parts = [_text(EDGE, y + 14, level.name.upper(), line, 14, bold=True)]
    y += 22
    most = max(1, whole // BESIDE)
    for start in range(0, len(level.boxes), most):
        row = level.boxes[start : start + most]
        width = (whole - 2 * EDGE - GAP * (len(row) - 1)) // len(row)
        lines = [_wrapped(box.text, width - 24, SIZE) for box in row]
        height = max(len(found) for found in lines) * LINE + 18
        for place, found in enumerate(lines):
            x = EDGE + place * (width + GAP)
            shape = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="8"'
            parts.append(f'<rect {shape} fill="{ground}" stroke="{line}" stroke-width="2"/>')
            parts += [_text(x + 12, y + 24 + n * LINE, words, INK, SIZE) for n, words in enumerate(found)]
        y += height + 8
    return parts, y


def _assumptions(level: Level, y: int, whole: int) -> tuple[list[str], int]:
    parts: list[str] = []
    for box in level.boxes:
        if box.assumption is None:
            continue
        mark, colour = ANSWERS[box.assumption.answer]
        lines = _wrapped(box.assumption.text, whole - 90, 15)
        parts.append(f'<circle cx="44" cy="{y + 14}" r="12" fill="{PAPER}" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(44, y + 20, mark, colour, 16, anchor="middle", bold=True))
        parts += [_text(66, y + 19 + n * 20, words, INK, 15) for n, words in enumerate(lines)]
        y += len(lines) * 20
        told = _wrapped(box.assumption.when, whole - 80, 14)
        parts += [_text(66, y + 17 + n * 18, words, MUTED, 14) for n, words in enumerate(told)]
        y += 12 + len(told) * 18
    return parts, y


def _arrow(y: int, whole: int) -> Iterator[str]:
    x = whole // 2
    yield f'<path d="M {x} {y} V {y + 16}" stroke="{MUTED}" stroke-width="3"/>'
    yield f'<path d="M {x - 9} {y + 14} h 18 l -9 12 z" fill="{MUTED}"/>'


def _wrapped(text: str, width: int, size: int) -> list[str]:
    """By an average sign; Kazakh and Russian letters are wider than Latin ones."""
    return wrap(text, max(8, int(width / (size * 0.58))), break_long_words=True) or [""]


def _text(x: int, y: int, words: str, fill: str, size: int, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    look = f'fill="{fill}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}"{weight}'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'
