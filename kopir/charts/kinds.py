"""Kinds of charts that Köpir draws. Words and numbers come written out, so a drawing needs no language of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kopir.charts.chart import WIDTH, Chart
from kopir.charts.looks import SERIES

Say = Callable[[Any], str]
Layer = dict[str, Any]

LETTERS = 50
"""That many fit into the width at the size of labels."""
HEAD, BAR, GAP = 19, 17, 13
"""Of a row of bars: a line of its label, the bar, the space to the next."""
ROOM, LETTER = 118, 10
"""Left free at the end of the longest bar for its number, and for each letter of a longer one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`high`: where the value is a range, its upper end."""

    label: str
    value: float
    high: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: float
    words: str = ""


def _label(text: str, letters: int = LETTERS) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _words(bar: Bar, say: Say) -> str:
    if bar.words:
        return bar.words
    low = say(bar.value)
    return low if bar.high is None or bar.high == bar.value else f"{low}–{say(bar.high)}"


def _layer(mark: dict[str, Any], rows: list[dict[str, Any]], encoding: dict[str, Any]) -> Layer:
    return {"mark": mark, "data": {"values": rows}, "encoding": encoding}


def _place(field: str, size: int, *, down: bool = False) -> dict[str, Any]:
    """Already counted in units of the drawing."""
    domain = [size, 0] if down else [0, size]
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": domain, "nice": False, "zero": False},
    }


def _spec(height: int, layers: Sequence[Layer]) -> dict[str, Any]:
    return {"width": WIDTH, "height": height, "layer": list(layers)}


# ---- Bars ----------------------------------------------------------------------------------------------------------


def bars(
    name: str,
    title: str,
    description: str,
    rows: Sequence[Bar],
    *,
    unit: str = "",
    head: str = "",
    say: Say = str,
) -> Chart:
    """One below the other, its label above each; of a range the part that is sure is dark, the rest light."""
    largest = max((max(bar.value, bar.high or 0) for bar in rows), default=0) or 1
    height = len(rows) * (HEAD + BAR + GAP)
    room = max([ROOM, *(LETTER * len(_words(bar, say)) for bar in rows)])
    drawn = [_row(n, bar, largest, say, WIDTH - room) for n, bar in enumerate(rows)]
    layers = [
        _rects([row for row in drawn if row["high"] > row["low"]], "high", "@soft", height),
        _rects(drawn, "low", "@main", height),
        _texts(drawn, "left", "label_y", "label", height, fill="@ink", dx=0),
        _texts(drawn, "high", "value_y", "words", height, fill="@ink", dx=8, bold=True),
    ]
    table = [[bar.label, _words(bar, say)] for bar in rows]
    return Chart(name, title, description, _spec(height, layers), [head, unit or title], table, frozenset({1}))


def _row(n: int, bar: Bar, largest: float, say: Say, width: int) -> dict[str, Any]:
    top = n * (HEAD + BAR + GAP)
    low, high = (round(width * value / largest, 1) for value in (bar.value, max(bar.value, bar.high or 0)))
    return {
        "left": 0, "low": max(low, 2 if bar.value else 0), "high": max(high, 2 if bar.value else 0), "top": top + HEAD,
        "bottom": top + HEAD + BAR, "label_y": top + HEAD - 6, "value_y": top + HEAD + BAR - 3, "label": _label(bar.label),
        "words": _words(bar, say),
    }  # fmt: skip


def _rects(rows: list[dict[str, Any]], end: str, fill: str, height: int) -> Layer:
    across, down = _place("left", WIDTH), _place("top", height, down=True)
    encoding = {"x": across, "x2": {"field": end}, "y": down, "y2": {"field": "bottom"}}
    return _layer({"type": "rect", "fill": fill}, rows, encoding)


def _texts(
    rows: list[dict[str, Any]],
    x: str,
    y: str,
    text: str,
    height: int,
    *,
    fill: str,
    dx: int,
    bold: bool = False,
    align: str = "left",
) -> Layer:
    mark = {"type": "text", "align": align, "baseline": "alphabetic", "fill": fill, "dx": dx, "fontSize": 15}
    mark["fontWeight"] = 700 if bold else 400
    return _layer(mark, rows, {"x": _place(x, WIDTH), "y": _place(y, height, down=True), "text": {"field": text}})


# ---- Columns of hundred per cent -----------------------------------------------------------------------------------

YEAR, THICK, KEY = 66, 34, 24
"""Left of a row for its year; how thick a row is; one line of the key."""
SMALLEST = 7.5
"""A part narrower than this many per cent has no room for its number."""


def columns(
    name: str,
    title: str,
    description: str,
    rows: Sequence[tuple[str, dict[str, float]]],
    *,
    head: str = "",
    say: Say = str,
) -> Chart:
    """Each row is a whole, parted: of what a year's money was made. Parts keep their place and look in every row. What is not
    named stays empty up to a hundred."""
    parts = list(dict.fromkeys(part for _label_, shares in rows for part in shares))
    looks = {part: SERIES[n % len(SERIES)] for n, part in enumerate(parts)}
    keys = [_key(n, part, looks[part]) for n, part in enumerate(parts)]
    below = len(rows) * (THICK + 10) + 8
    height = below + len(parts) * KEY
    drawn = [piece for n, (_label_, shares) in enumerate(rows) for piece in _pieces(n, shares, parts, looks, say)]
    heads = [{"left": 0, "y": n * (THICK + 10) + 22, "label": label} for n, (label, _shares) in enumerate(rows)]
    boxes = [key | {"top": key["top"] + below, "bottom": key["bottom"] + below, "y": key["y"] + below} for key in keys]
    layers = [
        _painted([*drawn, *boxes], height),
        _texts(heads, "left", "y", "label", height, fill="@ink", dx=0, bold=True),
    ]
    layers += [_inked([piece for piece in drawn if piece["shown"]], height)]
    layers += [_texts(boxes, "right", "y", "label", height, fill="@ink", dx=10)]
    table = [[label, *(say(shares[part]) if part in shares else "—" for part in parts)] for label, shares in rows]
    numeric = frozenset(range(1, len(parts) + 1))
    return Chart(name, title, description, _spec(height, layers), [head, *parts], table, numeric)


def _key(n: int, part: str, look: tuple[str, str]) -> dict[str, Any]:
    top = n * KEY
    return {
        "left": 0,
        "right": 16,
        "top": top,
        "bottom": top + 16,
        "y": top + 13,
        "label": _label(part),
        "fill": look[0],
    }


def _pieces(
    n: int, shares: dict[str, float], parts: list[str], looks: dict[str, tuple[str, str]], say: Say
) -> list[dict[str, Any]]:
    top, at, found = n * (THICK + 10), 0.0, []
    for part in parts:
        share = shares.get(part, 0)
        if share <= 0:
            continue
        left, right = (YEAR + (WIDTH - YEAR) * place / 100 for place in (at, min(at + share, 100)))
        fill, ink = looks[part]
        found.append(
            {"left": round(left, 1), "right": round(right, 1), "middle": round((left + right) / 2, 1), "top": top,
             "bottom": top + THICK, "y": top + 22, "label": say(share), "fill": fill, "ink": ink, "shown": share >= SMALLEST}
        )  # fmt: skip
        at += share
    return found


def _painted(rows: list[dict[str, Any]], height: int) -> Layer:
    layer = _rects(rows, "right", "", height)
    layer["mark"] = {"type": "rect", "stroke": "@line", "strokeWidth": 1}
    layer["encoding"]["fill"] = {"field": "fill", "type": "nominal", "scale": None}
    return layer


def _inked(rows: list[dict[str, Any]], height: int) -> Layer:
    layer = _texts(rows, "middle", "y", "label", height, fill="", dx=0, bold=True, align="center")
    del layer["mark"]["fill"]
    layer["encoding"]["fill"] = {"field": "ink", "type": "nominal", "scale": None}
    return layer


# ---- A course over time --------------------------------------------------------------------------------------------

FIELD, TOP, FOOT, SIDE = 150, 34, 30, 46


def course(
    name: str,
    title: str,
    description: str,
    points: Sequence[Point],
    *,
    target: Point | None = None,
    unit: str = "",
    head: str = "",
    say: Say = str,
) -> Chart:
    """From where it began, by each measured value, towards the target: a line with its numbers, the target a dashed one.
    The field begins at zero, so that a small change does not look like a large one."""
    largest = max([*(point.value for point in points), target.value if target else 0]) or 1
    height = TOP + FIELD + FOOT
    drawn = [_dot(n, point, len(points), largest, say) for n, point in enumerate(points)]
    layers = [_base(height)]
    if target is not None:
        layers += _target(target, largest, say, height)
    layers += [_line(drawn, height), _dots(drawn, height)]
    layers += [_texts(drawn, "x", "words_y", "words", height, fill="@ink", dx=0, bold=True, align="center")]
    layers += [_texts(drawn, "x", "label_y", "label", height, fill="@quiet-ink", dx=0, align="center")]
    table = [[point.label, point.words or say(point.value)] for point in [*points, *([target] if target else [])]]
    return Chart(name, title, description, _spec(height, layers), [head, unit or title], table, frozenset({1}))


def _up(value: float, largest: float) -> float:
    return round(TOP + FIELD * (1 - max(value, 0) / largest), 1)


def _dot(n: int, point: Point, number: int, largest: float, say: Say) -> dict[str, Any]:
    x = WIDTH / 2 if number == 1 else SIDE + (WIDTH - 2 * SIDE) * n / (number - 1)
    y = _up(point.value, largest)
    return {
        "x": round(x, 1), "y": y, "order": n, "words": point.words or say(point.value), "words_y": y - 12,
        "label": _label(point.label, max(4, LETTERS // max(number, 1))), "label_y": TOP + FIELD + 22,
    }  # fmt: skip


def _base(height: int) -> Layer:
    rows = [{"left": 0, "right": WIDTH, "y": TOP + FIELD}]
    encoding = {"x": _place("left", WIDTH), "x2": {"field": "right"}, "y": _place("y", height, down=True)}
    return _layer({"type": "rule", "stroke": "@line", "strokeWidth": 2}, rows, encoding)


def _target(target: Point, largest: float, say: Say, height: int) -> list[Layer]:
    y = _up(target.value, largest)
    words = f"{target.label}: {target.words or say(target.value)}"
    rows = [{"left": 0, "right": WIDTH, "y": y, "words": _label(words), "words_y": y - 6}]
    encoding = {"x": _place("left", WIDTH), "x2": {"field": "right"}, "y": _place("y", height, down=True)}
    rule = _layer({"type": "rule", "stroke": "@warm", "strokeWidth": 2, "strokeDash": [7, 5]}, rows, encoding)
    return [rule, _texts(rows, "left", "words_y", "words", height, fill="@warm", dx=0)]


def _line(rows: list[dict[str, Any]], height: int) -> Layer:
    encoding = {"x": _place("x", WIDTH), "y": _place("y", height, down=True), "order": {"field": "order"}}
    return _layer({"type": "line", "stroke": "@main", "strokeWidth": 3}, rows, encoding)


def _dots(rows: list[dict[str, Any]], height: int) -> Layer:
    mark = {
        "type": "circle",
        "fill": "@main",
        "stroke": "@ground",
        "strokeWidth": 2,
        "size": 130,
        "opacity": 1,
    }
    return _layer(mark, rows, {"x": _place("x", WIDTH), "y": _place("y", height, down=True)})
