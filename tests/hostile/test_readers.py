"""Files that no spreadsheet wrote: each reader gives rows or refuses in a sentence, soon and in little memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopir.base.errors import Refused
from kopir.organisations.register import files as registers
from kopir.regulation.reading import Source, read, read_text
from kopir.territories import reading as territories
from kopir.web.data.uploads import _rows_of
from tests.organisations.registers import write_xlsx
from tests.work import calls

MOST_CALLS = 400_000  # of functions
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])

Reader = Callable[[Path], object]


def organisations_of(path: Path) -> object:
    return list(registers.read(path).rows)


def document_of(path: Path) -> object:
    return read(Source(path, path.name))


READERS: dict[str, Reader] = {
    "organisations": organisations_of, "territories": territories.read, "documents": document_of, "rows": _rows_of
}  # fmt: skip
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["=1+1", "-2+3", "@SUM(A1)", '"', "'", "\0", "\ufeff", "\u202egdp", "\r", "bin", "name_ru", "код", "te", "atauy", "9" * 40]
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "cp1251", "cp866", "utf-32", "utf-7")
HEADERS = ("bin,name_ru,name_kk,address,date", "te,name_kaz,name_rus", "bin,bin,name_ru,name_ru", "", "---\nkind: order\n---")


def gives_rows_or_refuses(reader: Reader, path: Path) -> None:
    try:
        reader(path)
    except Refused as refusal:
        assert str(refusal.reason)


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(content=st.binary(max_size=300), ending=st.sampled_from([".csv", ".xlsx", ".docx", ".md", ".json"]))
def test_any_bytes(tmp_path: Path, name: str, content: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    gives_rows_or_refuses(READERS[name], path)


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(
    header=st.sampled_from(HEADERS), rows=st.lists(st.lists(CELLS, max_size=8), max_size=8),
    separator=st.sampled_from([",", ";", "\t", "|", " ", "\0"]), encoding=st.sampled_from(ENCODINGS), cut=st.integers(0, 3),
)  # fmt: skip
def test_tables_in_any_encoding(
    tmp_path: Path, name: str, header: str, rows: list[list[str]], separator: str, encoding: str, cut: int
) -> None:
    """Wrong separators, doubled and missing headers, zero bytes, letters the encoding lacks, the end cut off."""
    text = "\n".join([header.replace(",", separator), *(separator.join(row) for row in rows)])
    content = text.encode(encoding, errors="ignore")
    path = tmp_path / "a.csv"
    path.write_bytes(content[: len(content) - cut])
    gives_rows_or_refuses(READERS[name], path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3), max_leaves=12,
)  # fmt: skip


@QUICK
@given(things=st.lists(JSON, max_size=5))
def test_any_json(tmp_path: Path, things: list[object]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"nameru": "ОФ"}, *things]), encoding="utf-8")
    gives_rows_or_refuses(organisations_of, path)


@QUICK
@given(text=st.text(st.sampled_from('---\n#*{}[]()1.2)a) \t\0:"\\<!-->k_ән\u2060\u202e'), max_size=120))
def test_any_pasted_document(text: str) -> None:
    try:
        read_text(text)
    except Refused as refusal:
        assert str(refusal.reason)


# ---- Workbooks -----------------------------------------------------------------------------------------------------

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
HEAD = "".join(f'<c r="{place}1" t="inlineStr"><is><t>{name}</t></is></c>' for place, name in
               zip("ABCD", ("bin", "name_ru", "te", "name_kaz"), strict=True))  # fmt: skip


def workbook(path: Path, sheet: str) -> Path:
    """A real workbook with its sheet replaced."""
    with ZipFile(write_xlsx(path, [["bin", "name_ru"], ["1", "ОФ"]])) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


def rows(*inner: str) -> str:
    return SHEET.format(f'<row r="1">{HEAD}</row>' + "".join(inner))


BOOKS = {
    "row far below": rows('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
    "cells far to the right": rows(*(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 3000))),
    "enormous cell": rows(f'<row r="2"><c r="B2" t="inlineStr"><is><t>{"ә" * 5_000_000}</t></is></c></row>'),
    "no such shared text": rows('<row r="2"><c r="B2" t="s"><v>99</v></c></row>'),
    "no number": rows('<row r="2"><c r="B2" t="n"><v>abc</v></c></row>'),
    "no day": rows('<row r="2"><c r="B2" t="d"><v>2027-99-99</v></c></row>'),
    "no place": rows('<row r="x"><c r="??"><v>1</v></c></row>'),
    "torn": rows()[:-30],
    "entities": '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + rows('<row r="2"><c r="B2" t="inlineStr"><is><t>&b;</t></is></c></row>'),
    "other xml": "<html><body onload='x()'/></html>",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", ["organisations", "territories", "rows"])
def test_odd_workbook(tmp_path: Path, name: str, book: str) -> None:
    path = workbook(tmp_path / "a.xlsx", BOOKS[book])
    assert calls(lambda: gives_rows_or_refuses(READERS[name], path)) < MOST_CALLS


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(place=st.integers(0, 5000), wrong=st.binary(min_size=1, max_size=8))
def test_damaged_workbook(tmp_path: Path, name: str, place: int, wrong: bytes) -> None:
    path = tmp_path / ("a.docx" if name == "documents" else "a.xlsx")
    content = bytearray(_sound(tmp_path, name))
    start = place % len(content)
    content[start : start + len(wrong)] = wrong
    path.write_bytes(bytes(content))
    gives_rows_or_refuses(READERS[name], path)


def _sound(folder: Path, name: str) -> bytes:
    path = folder / f"sound-{name}"
    if not path.exists():
        if name == "documents":
            document = Document()
            document.add_paragraph("1. Мәтін")
            document.save(str(path))
        else:
            table = [["bin", "name_ru", "te", "name_kaz"], ["1", "ОФ", "630000000", "Абай"]]
            write_xlsx(folder / "sound.xlsx", table).rename(path)
    return path.read_bytes()


# ---- Enormous ------------------------------------------------------------------------------------------------------

ENORMOUS = {
    "one cell.csv": ("bin,name_ru\n1," + "ә" * 10_000_000).encode(),
    "one line.csv": ("bin,name_ru" + ",x" * 1_000_000).encode(),
    "only quotes.csv": ("bin,name_ru\n" + '"' * 5_000_001).encode(),
    "deep.json": b'[{"nameru": "x"}, ' + b"[" * 200_000,
    "deep names.json": b'[{"nameru":' + b'{"a":' * 200_000,
    "long number.json": b'[{"nameru": ' + b"9" * 20_000 + b"}]",
    "one object.json": b'[{"nameru": "x", ' + b'"a": 1, ' * 400_000,
    "one string.json": b'[{"nameru": "' + b"x" * 5_000_000,
    "no data.json": b'{"a": "' + b'data\\"' * 1_000_000,
}


@pytest.mark.parametrize("name", ENORMOUS)
@pytest.mark.parametrize("reader", ["organisations", "territories"])
def test_enormous(tmp_path: Path, reader: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(ENORMOUS[name])
    assert calls(lambda: gives_rows_or_refuses(READERS[reader], path)) < MOST_CALLS
