"""A paper as DOCX, for those who must edit it. Real headings, lists and table headers, so that it can be navigated."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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

FONT = "Times New Roman"
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
PAGE = (Mm(210), Mm(297))
MARGIN = Mm(20)
GREY = RGBColor(0x55, 0x5F, 0x66)


def docx_bytes(paper: Paper) -> bytes:
    """The file's content. Control characters that XML cannot hold are left out."""
    document = Document()
    _set_up(document, paper)
    document.add_heading(_clean(paper.title), level=0)
    if paper.subtitle:
        document.add_paragraph(_clean(paper.subtitle), style="Subtitle")
    for block in paper.blocks:
        _add(document, block)
    return saved(document)


def saved(document: Any) -> bytes:
    """The document's file; the same document is the same bytes at any hour, so that a hash of it says something."""
    dated, undated = BytesIO(), BytesIO()
    document.save(dated)
    with ZipFile(dated) as parts, ZipFile(undated, "w", ZIP_DEFLATED) as result:
        for part in parts.namelist():
            result.writestr(ZipInfo(part), parts.read(part), ZIP_DEFLATED)
    return undated.getvalue()


def _clean(value: object) -> str:
    return "".join(char for char in str(value) if char >= " " or char in "\n\t")


def _set_up(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    width, height = PAGE[::-1] if paper.landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    document.core_properties.title = _clean(paper.title)
    document.core_properties.language = LOCALES[paper.language]
    document.core_properties.author = ""
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        _style(document.styles[name], paper.language)
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Title"].font.size = Pt(18)
    _footer(section.footer.paragraphs[0], paper)


def _style(style: Any, language: str) -> None:
    style.font.name = FONT
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LOCALES[language])
    properties.append(spoken)


def _footer(paragraph: Any, paper: Paper) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(f"{_clean(paper.footer)} · " if paper.footer else "")
    _small(run)
    number = paragraph.add_run()
    _small(number)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        number._r.append(_field(kind) if kind else _instruction(text))


def _field(kind: str) -> Any:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


def _instruction(text: str) -> Any:
    part = OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = text
    return part


def _small(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(9), GREY


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(_clean(text), level=level)
        case Words():
            for paragraph in block.paragraphs:
                document.add_paragraph(_clean(paragraph))
        case Points(items, numbered):
            for item in items:
                document.add_paragraph(_clean(item), style="List Number" if numbered else "List Bullet")
        case Note(text):
            _small(document.add_paragraph().add_run(_clean(text)))
        case Figures(items):
            for number, words in items:
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{_clean(number)} ").bold = True
                paragraph.add_run(_clean(words))
        case Slips(items, _columns):
            for _svg, big, small in items:
                document.add_paragraph(_clean(big)).runs[0].bold = True
                _small(document.add_paragraph().add_run(_clean("\n".join(small))))
        case Beside(items):
            for title, picture in items:
                document.add_heading(_clean(title), level=2)
                _picture(document, picture)
        case Picture():
            _picture(document, block)
        case Table():
            _table(document, block)


def _picture(document: Any, block: Picture) -> None:
    """Without its file the words stand for it."""
    if not block.png:
        document.add_paragraph(_clean(block.words))
        return
    drawn = document.add_picture(BytesIO(block.png), width=Mm(170 * block.width // 100))
    drawn._inline.docPr.set("descr", _clean(block.words))


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.autofit = False
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(room * share / sum(block.shares)) for share in block.shares]
    _fill(table.rows[0].cells, block.header, widths, block.numeric, bold=True)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        _fill(table.add_row().cells, row, widths, block.numeric)
    document.add_paragraph()


def _fill(cells: Any, values: Any, widths: list[int], numeric: frozenset[int], *, bold: bool = False) -> None:
    for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
        cell.width = widths[place]
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(_clean(value))
        run.bold, run.font.size = bold, Pt(10)
        if place in numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
