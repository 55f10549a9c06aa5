"""DOCX: headings, points numbered by hand or by the program, paragraphs. Tables, pictures and notes are named, not read.

A file that Köpir wrote says in its properties what it is, and each paragraph carries its address as a bookmark, which stays
when somebody edits the text; any other file is read by its numbers alone.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx import Document
from docx.oxml.ns import qn

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, detect
from kopir.regulation.reading.markers import part_of, split_marker
from kopir.regulation.reading.numbering import Numbering
from kopir.regulation.reading.shapes import ADDRESS, Head, Line, Parsed, one_line
from kopir.regulation.words import NormKind

BOOKMARK = "k_"
NOT_A_MARKER = "\u2060"
"""Before a paragraph that begins like a number and is none (written by Köpir)."""
MAX_WORDS = 40 * 1024 * 1024
"""Bytes of the unpacked text part; a document of a thousand pages has some ten million."""
_STYLE = re.compile(r"(?:heading|заголовок|тақырып)\s*([1-6])", re.I)
_IGNORED = ("w:del", "w:moveFrom", "w:instrText", "w:footnoteReference", "w:txbxContent", "w:pPr")


def parse(path: Path, name: str = "") -> Parsed:
    """Raises Refused when it is no document. The file was inspected before (see files.py)."""
    try:
        return _parsed(_opened(path), name)
    except Refused:
        raise
    except Exception as error:  # the libraries stumble over a damaged file in whatever way they happen to
        raise Refused(
            "file_kind", _("The document cannot be read."), _("Save it anew as .docx and try again."), field="files"
        ) from error


def _parsed(document: Any, name: str) -> Parsed:
    body = document.element.body
    numbering, styles = Numbering(document), _style_names(document)
    lines = [_line(row, styles, numbering) for row in _paragraphs(body)]
    found = [line for line in lines if line is not None]
    is_ours = document.core_properties.keywords == "kopir"
    title = _title(body, styles) or one_line(document.core_properties.title or "")[:500]
    head = _own_head(document.core_properties, title) if is_ours else _guessed_head(title, found)
    return Parsed(head, found, _warnings(body), name, is_ours)


def _opened(path: Path) -> Any:
    with ZipFile(path) as archive:
        if archive.getinfo("word/document.xml").file_size > MAX_WORDS:
            raise Refused("file_too_large", _("The text of the document is too long."), field="files")
    return Document(str(path))


def _title(body: Any, styles: dict[str, str]) -> str:
    rows = (row for row in _paragraphs(body) if styles.get(_value(row.find(qn("w:pPr")), "w:pStyle"), "") == "Title")
    return one_line(" ".join(_text(row) for row in rows))[:500]


def _style_names(document: Any) -> dict[str, str]:
    return {style.style_id: style.name or "" for style in document.styles}


def _paragraphs(body: Any) -> list[Any]:
    """Paragraphs of the body that stand in no table; those inside content controls too."""
    table, box = qn("w:tbl"), qn("w:txbxContent")
    return [row for row in body.iter(qn("w:p")) if not any(above.tag in (table, box) for above in row.iterancestors())]


def _line(row: Any, styles: dict[str, str], numbering: Numbering) -> Line | None:
    properties = row.find(qn("w:pPr"))
    style = _value(properties, "w:pStyle")
    given = numbering.marker_of(properties, style)
    raw = _text(row)
    text = one_line(raw)
    if not text or styles.get(style, "") in ("Title", "Subtitle"):
        return None
    level = _heading_level(properties, styles.get(style, ""))
    address = _bookmark(row)
    if level or part_of(text):
        return Line(f"{given} {text}".strip(), "", address, level or 1)
    if raw.startswith(NOT_A_MARKER):
        return Line(text, "", address)
    if given:
        return Line(text, given, address)
    marker, rest = split_marker(text)
    return Line(rest, marker, address)


def _value(properties: Any, name: str) -> str:
    found = properties.find(qn(name)) if properties is not None else None
    return str(found.get(qn("w:val"))) if found is not None else ""


def _heading_level(properties: Any, style: str) -> int:
    found = _STYLE.match(style)
    if found:
        return int(found.group(1))
    outline = _value(properties, "w:outlineLvl")
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else 0


def _text(row: Any) -> str:
    """The words that stand once all tracked changes are accepted."""
    parts: list[str] = []
    _gather(row, parts)
    return "".join(parts)


def _gather(element: Any, parts: list[str]) -> None:
    for child in element:
        if child.tag in _PASSED or not isinstance(child.tag, str):
            continue
        if child.tag == _WORDS:
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(" ")
        elif child.tag == _HYPHEN:
            parts.append("-")
        else:
            _gather(child, parts)


_PASSED = frozenset(qn(name) for name in _IGNORED)
_WORDS, _HYPHEN = qn("w:t"), qn("w:noBreakHyphen")
_SPACES = frozenset(qn(name) for name in ("w:tab", "w:br", "w:cr"))


def _bookmark(row: Any) -> str:
    for mark in row.iter(qn("w:bookmarkStart")):
        name = mark.get(qn("w:name")) or ""
        if name.startswith(BOOKMARK):
            address = name.removeprefix(BOOKMARK).replace("__", "-").replace("_", ".")
            return address if ADDRESS.fullmatch(address) else ""
    return ""


# ---- What it says of itself ----------------------------------------------------------------------------------------


def _own_head(properties: Any, title: str) -> Head:
    kind, _parted, day = properties.category.partition(" ")
    number, _parted, adopted = properties.version.partition("|")
    return Head(
        ref=properties.identifier,
        kind=kind if kind in NormKind.values else "",
        language=_language(properties.language),
        title=title,
        number=number,
        adopted_on=_day(adopted),
        issuer=properties.author,
        scope=properties.subject,
        starts_on=_day(day),
        source=properties.comments,
        draft=properties.content_status == "draft",
    )


def _guessed_head(title: str, lines: list[Line]) -> Head:
    said = " ".join(line.text for line in lines[:200])
    return Head(title=title, language=detect(said) if said else "")


def _language(code: str) -> str:
    return code[:2] if code[:2] in LANGUAGES else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _warnings(body: Any) -> list[str]:
    count = Counter(child.tag for child in body.iter())
    tables, pictures, boxes = count[qn("w:tbl")], count[qn("w:drawing")] + count[qn("w:pict")], count[qn("w:txbxContent")]
    changes, notes = count[qn("w:ins")] + count[qn("w:del")], count[qn("w:footnoteReference")]
    said = []
    if tables:
        words = ngettext("%(number)d table is not read.", "%(number)d tables are not read.", tables)
        said.append(words % {"number": tables})
    if pictures or boxes:
        said.append(_("Pictures and boxes of text are not read: %(number)d.") % {"number": pictures + boxes})
    if notes:
        said.append(_("Footnotes are not read: %(number)d.") % {"number": notes})
    if changes:
        said.append(_("The document holds tracked changes: it is read as if all were accepted."))
    return said
