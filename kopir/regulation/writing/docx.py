"""DOCX for those who edit there: real headings, numbers as text, the address of each paragraph as a bookmark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from kopir.papers import Heading, Paper, Words
from kopir.papers import docx_bytes as paper_bytes
from kopir.papers.docx import saved
from kopir.regulation.reading.docx import BOOKMARK, NOT_A_MARKER
from kopir.regulation.reading.markers import part_of, split_marker
from kopir.regulation.reading.shapes import Head, Point

LONGEST = 255  # characters of a property


def docx_bytes(head: Head, points: Sequence[Point], subtitle: str = "") -> bytes:
    """The text in the head's own language. Of the head, `note` and the end of a long source are not kept."""
    written = [point for point in points if point.texts.get(head.language)]
    blocks = [_block(point, head.language) for point in written]
    document = Document(BytesIO(paper_bytes(Paper(head.title, head.language, blocks, subtitle))))
    _describe(document.core_properties, head)
    rows = document.element.body.findall(qn("w:p"))[-len(written) :] if written else []
    for number, (row, point) in enumerate(zip(rows, written, strict=True), start=1):
        _mark(row, point.address, number)
        if not point.is_heading and point.level > 1:
            _indent(document, row, point.level)
    return saved(document)


def _block(point: Point, language: str) -> Heading | Words:
    text = point.texts[language]
    if point.is_heading:
        return Heading(text, point.level)
    if point.marker:
        return Words(f"{point.marker} {text}")
    return Words(f"{NOT_A_MARKER}{text}" if split_marker(text)[0] or part_of(text) else text)


def _describe(properties: Any, head: Head) -> None:
    """What the file is; read back by `reading.docx`."""
    properties.keywords = "kopir"
    properties.identifier, properties.subject = head.ref, head.scope
    properties.category = f"{head.kind} {head.starts_on or ''}".strip()
    properties.version = f"{head.number}|{head.adopted_on or ''}"
    properties.author, properties.comments = head.issuer[:LONGEST], head.source[:LONGEST]
    properties.content_status = "draft" if head.draft else ""
    properties.title = head.title[:LONGEST]
    properties.created = properties.modified = _moment(head.starts_on)


def _moment(day: date | None) -> datetime:
    """A fixed moment, so that the same version is the same file."""
    return datetime.combine(day or date(2018, 1, 1), datetime.min.time())


def _mark(row: Any, address: str, number: int) -> None:
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (begin, end):
        mark.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), BOOKMARK + address.replace("-", "__").replace(".", "_"))
    properties = row.find(qn("w:pPr"))
    row.insert(0 if properties is None else 1, begin)
    row.append(end)


def _indent(document: Any, row: Any, level: int) -> None:
    Paragraph(row, document).paragraph_format.left_indent = Mm(8 * (level - 1))
