"""Papers in both forms: the words of all three languages arrive whole, and never as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kopir.papers import Heading, Note, Paper, Points, Table, Words, docx_bytes, pdf_bytes

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


def test_pdf_of_a_wide_paper_lies() -> None:
    assert re.search(rb"/MediaBox *\[0 0 841\.\d+ 595", pdf_bytes(paper(landscape=True)))
