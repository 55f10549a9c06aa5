"""Papers in both forms: the words of all three languages arrive whole, and never as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kopir.papers import Figures, Heading, Note, Paper, Points, Table, Words, docx_bytes, pdf_bytes
from kopir.papers.pdf import breakable

KAZAKH = "Әкімдік үшін ұлттық ғимараттың өзгерісі: қоғам, һәм іс"
MARKUP = "#panic() *жұлдыз* $x^2$ @сілтеме <тег> // ескерту"
CONTROL = "бас\x00қа\x0bрма"


def paper(language: str = "kk", **more: object) -> Paper:
    table = Table(["Міндет", "Саны"], [[KAZAKH, 3], [MARKUP, 12]], (5, 1), frozenset({1}))
    blocks = [Heading("Бөлім"), Words(f"{KAZAKH}\n\n{MARKUP}"), Points(["бір", "екі"], numbered=True), table, Note("Дереккөз")]
    return Paper("Жоспар", language, blocks, subtitle="2026 жыл", footer="Көпір", **more)  # type: ignore[arg-type]


def test_docx_holds_every_word_with_real_headings_and_a_repeated_header() -> None:
    document = Document(BytesIO(docx_bytes(paper())))
    texts = [one.text for one in document.paragraphs]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == ["Бөлім"]
    assert KAZAKH in texts and MARKUP in texts
    assert [cell.text for cell in document.tables[0].rows[2].cells] == [MARKUP, "12"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_docx_leaves_out_what_xml_cannot_hold() -> None:
    made = docx_bytes(Paper(CONTROL, "kk", [Words(CONTROL), Table([CONTROL], [[CONTROL]])]))
    assert Document(BytesIO(made)).paragraphs[0].text == "басқарма"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pdf_holds_every_word(language: str, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not there; on Debian: apt-get install poppler-utils")
    (tmp_path / "paper.pdf").write_bytes(pdf_bytes(paper(language)))
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True)
    text = " ".join(done.stdout.split())
    assert KAZAKH in text and "#panic()" in text and "*жұлдыз*" in text and "1 / 1" in text


ENDLESS = "Қанағаттандырылмағандықтарыңыздандағылардан"
NUMBER = "12\u00a0345\u00a0678\u00a0901"
MARGIN = 20 / 25.4 * 72


def test_what_is_long_stays_within_its_column_and_the_page(tmp_path: Path) -> None:
    """The second column of a table begins at half the page's width; nothing passes the margin on the right."""
    table = Table(
        ["Қажеттілік", "Саны", "Жауап"], [[ENDLESS * 2, NUMBER, "жоқ"], [ENDLESS, 3, ENDLESS]], (50, 10, 40), frozenset({1})
    )
    figures = Figures([(f"{NUMBER}–{NUMBER}", ENDLESS), *[("1", "бір")] * 3])
    width = 210 / 25.4 * 72
    for block in (table, figures):
        places = words_of(pdf_bytes(Paper(ENDLESS * 2, "kk", [block], subtitle=ENDLESS)), tmp_path)
        assert max(right for _, right, _ in places) <= width - MARGIN + 1
    places, middle = words_of(pdf_bytes(Paper("", "kk", [table])), tmp_path), width / 2
    first = [right for left, right, _ in places if abs(left - MARGIN - 5) < 2]
    assert first and max(first) <= middle
    numbers = [(left, right) for left, right, word in places if word in NUMBER.split("\u00a0")]
    assert len(numbers) == 4 and min(left for left, _ in numbers) >= middle
    assert max(right for _, right in numbers) <= middle + (width - 2 * MARGIN) / 10


def words_of(pdf: bytes, folder: Path) -> list[tuple[float, float, str]]:
    """Left and right edge of each word, in points."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not there; on Debian: apt-get install poppler-utils")
    (folder / "paper.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-bbox", folder / "paper.pdf", "-"], capture_output=True, text=True, check=True)
    found = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', done.stdout)
    return [(float(left), float(right), word) for left, right, word in found]


def test_words_are_parted_between_syllables_and_short_ones_never() -> None:
    assert breakable("қанағаттандырылған").split("\u00ad") == ["қа", "на", "ғат", "тан", "ды", "рыл", "ған"]
    assert breakable("благотворительность").split("\u00ad") == ["бла", "гот", "во", "ри", "тель", "ность"]
    assert breakable("қоғамдық қорлар 12 345 678 901") == "қоғамдық қорлар 12 345 678 901"


def test_pdf_of_a_wide_paper_lies() -> None:
    assert re.search(rb"/MediaBox *\[0 0 841\.\d+ 595", pdf_bytes(paper(landscape=True)))
