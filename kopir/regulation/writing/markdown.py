"""The plain form. Every paragraph carries its address, so that a later edit cannot move it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from kopir.regulation.reading.markers import split_marker
from kopir.regulation.reading.shapes import Head, Point

INDENT = 3


def markdown(head: Head, points: Sequence[Point]) -> str:
    """The text in the head's own language; points without a text in it are left out."""
    paragraphs = [line for point in points if (line := _paragraph(point, head.language))]
    return "\n".join(["---", *_head(head), "---", "", *[f"{line}\n" for line in paragraphs]])


def _head(head: Head) -> Iterator[str]:
    for field in fields(head):
        value = getattr(head, field.name)
        if value not in ("", None):
            yield f"{field.name}: {_written(value)}"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text[:1] in ('"', "#") or '"' in text:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return text


def _paragraph(point: Point, language: str) -> str:
    text = point.texts.get(language, "")
    if not text:
        return ""
    if point.is_heading:
        return f"{'#' * point.level} {text} {{#{point.address}}}"
    words = f"{point.marker} {text}" if point.marker else _plain(text)
    return f"{' ' * (INDENT * (point.level - 1))}{words} {{#{point.address}}}"


def _plain(text: str) -> str:
    """A paragraph that begins like a heading, a table, a number or with a backslash, and is none of them."""
    is_odd = text[0] in "#|\\" or text.startswith("---") or split_marker(text)[0]
    return f"\\{text}" if is_odd else text
