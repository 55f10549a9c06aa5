"""Pictures as SVG files: the cover of a card and the tree of its adoptions. Everything drawn stands in words beside it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from xml.sax.saxutils import escape

INK = "#10272f"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
# Ground, arches, people: by the sector's number, so that cards of one sector look alike.
PALETTES = (
    ("#e3f0f4", "#0b5e78", "#a84f06"), ("#e8f3e6", "#2f6b3a", "#a84f06"), ("#f6ecdf", "#8a4b08", "#0b5e78"),
    ("#f3e9ef", "#7a2f5d", "#0b5e78"), ("#e9ebf6", "#3b478f", "#a84f06"), ("#eef1e0", "#5a6412", "#7a2f5d"),
)  # fmt: skip
FAILED = ("#ecedee", "#5b6870", "#8c1d18")
WIDTH, HEIGHT = 480, 200
ARCHES = 5


def _svg(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    return "".join([head, f"<title>{escape(title)}</title>", *parts, "</svg>"])


# ---- Cover ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    """`level` arches of five stand; the dots over the bridge are people, ten times as many for every row; boats under it are
    the places that adopted."""

    title: str
    sector: int
    level: int
    people: int
    adopted: int
    failed: bool


def cover(card: Cover) -> str:
    ground, ink, warm = FAILED if card.failed else PALETTES[card.sector % len(PALETTES)]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>',
        *_water(ink),
        *_arches(card, ink),
        *_people(card, warm),
    ]
    return _svg(WIDTH, HEIGHT, card.title, [*parts, *_boats(card.adopted, warm)])


def _water(ink: str) -> Iterator[str]:
    for n, y in enumerate((168, 182)):
        waves = "".join(" q 12 -8 24 0 t 24 0" for _ in range(11))
        yield f'<path d="M {-12 * n} {y}{waves}" fill="none" stroke="{ink}" stroke-opacity=".35" stroke-width="3"/>'


def _arches(card: Cover, ink: str) -> Iterator[str]:
    """A bridge over the whole width: arches that the evidence carries are solid, the others drawn in outline. A failure
    has a gap in its road."""
    span = WIDTH / ARCHES
    for n in range(ARCHES):
        x, solid = n * span, n < card.level
        fill, width = (ink, 0) if solid else ("none", 2)
        path = f"M {x:.0f} 96 h {span:.0f} v 62 h -10 a {span / 2 - 10:.0f} 44 0 0 0 -{span - 20:.0f} 0 h -10 z"
        yield f'<path d="{path}" fill="{fill}" stroke="{ink}" stroke-width="{width}" stroke-dasharray="5 5"/>'
    road = ((0, 200), (268, WIDTH - 268)) if card.failed else ((0, WIDTH),)
    for x, length in road:
        yield f'<rect x="{x}" y="86" width="{length}" height="12" fill="{ink}"/>'


def _people(card: Cover, warm: str) -> Iterator[str]:
    """One row of dots for each power of ten, the last one as full as the number."""
    if card.people <= 0:
        return
    rows = int(log10(card.people)) + 1
    for row in range(min(rows, 5)):
        dots = 10 if row < rows - 1 else max(1, card.people // 10 ** (rows - 1))
        for n in range(dots):
            yield f'<circle cx="{24 + n * 22}" cy="{70 - row * 15}" r="{5}" fill="{warm}" fill-opacity="{1 - row * 0.16:.2f}"/>'


def _boats(number: int, warm: str) -> Iterator[str]:
    for n in range(min(number, 8)):
        yield f'<path d="M {440 - n * 46} 172 h 30 l -7 11 h -16 z" fill="{warm}"/>'


# ---- Tree ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """`answer`: code of the result, empty for the pioneer; `mark`: its sign, so that colour is not needed."""

    depth: int
    place: str
    who: str
    answer: str
    words: str


TREE_WIDTH, ROW, INDENT = 520, 74, 30
MARKS = {"yes": "✓", "partly": "≈", "no": "✕", "too_early": "…", "": "★"}
GROUNDS = {"yes": "#dcf1e3", "partly": "#f1f1cf", "no": "#fbe4e2", "too_early": "#e8edf0", "": "#d9edf4"}
LINES = {"yes": "#14532d", "partly": "#4a4a0c", "no": "#8c1d18", "too_early": "#33434c", "": "#0b4a61"}


def tree(title: str, nodes: Sequence[Node]) -> str:
    """The pioneer on top; whoever learned from somebody stands under it, one step to the right."""
    parts = [f'<rect width="{TREE_WIDTH}" height="{len(nodes) * ROW + 10}" fill="#fff"/>']
    above: dict[int, int] = {}
    for row, node in enumerate(nodes):
        if node.depth:
            parts.append(_branch(node.depth, above[node.depth - 1], row))
        above[node.depth] = row
        parts += _box(node, row)
    return _svg(TREE_WIDTH, len(nodes) * ROW + 10, title, parts)


def _left(depth: int) -> int:
    return 6 + min(depth, 6) * INDENT


def _branch(depth: int, parent: int, row: int) -> str:
    x, top, bottom = _left(depth - 1) + 14, parent * ROW + 62, row * ROW + 35
    return f'<path d="M {x} {top} V {bottom} H {_left(depth)}" fill="none" stroke="#5b6870" stroke-width="2.5"/>'


def _box(node: Node, row: int) -> Iterator[str]:
    x, y, line = _left(node.depth), row * ROW + 6, LINES[node.answer]
    width = TREE_WIDTH - x - 6
    shape = f'x="{x}" y="{y}" width="{width}" height="58" rx="8"'
    yield f'<rect {shape} fill="{GROUNDS[node.answer]}" stroke="{line}" stroke-width="2"/>'
    yield f'<circle cx="{x + 26}" cy="{y + 29}" r="16" fill="{line}"/>'
    yield _text(x + 26, y + 35, MARKS[node.answer], "#fff", 17, "middle", bold=True)
    room = int((width - 60) / 9)
    head = f"{node.place} — {node.words}"
    yield _text(x + 52, y + 25, _short(head, room), INK, 17, "start", bold=True)
    yield _text(x + 52, y + 46, _short(node.who, room + 3), INK, 15, "start")


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _text(x: int, y: int, words: str, fill: str, size: int, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    look = f'fill="{fill}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}"{weight}'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'
