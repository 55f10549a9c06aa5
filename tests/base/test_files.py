"""What may be handed in, how it is named, and that it is stored whole or not at all."""

import hashlib
import io
import re
import resource
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.errors import Refused
from kopir.base.files import ALLOWED, NAME_LIMIT, StoredFile, Verdict, accepts, clean_name, kind_of, open_stored, store

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
DOCX_TYPE = ALLOWED["docx"].mime


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.KOPIR_FILES = tmp_path / "files"
    settings.KOPIR_SCANNER = ""
    settings.KOPIR_MAX_FILE_MB = 1
    return tmp_path / "files"


def office(parts: dict[str, bytes], types: str = f"<Types>{DOCX_TYPE}.main+xml</Types>") -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, content in parts.items():
            archive.writestr(name, content)
    return memory.getvalue()


def opendocument() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("mimetype", ALLOWED["odt"].mime)
        archive.writestr("content.xml", "<office/>")
    return memory.getvalue()


DOCX = office({"word/document.xml": b"<w/>"})


def refused(content: bytes, name: str, **how: Any) -> str:
    with pytest.raises(Refused) as refusal:
        store(SimpleUploadedFile(name, content), **how)
    assert str(refusal.value.reason) and str(refusal.value.next_step)
    return refusal.value.code


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "хат.pdf", "pdf"),
        (PNG, "сурет.png", "png"),
        (JPG, "photo.JPEG", "jpg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "webp"),
        ("Сәлем\n".encode(), "хат.txt", "txt"),
        ("\ufeffаты;саны\n".encode(), "кесте.csv", "csv"),
        (PDF, "без расширения", "pdf"),
        (DOCX, "өтініш.docx", "docx"),
        (office({"xl/workbook.xml": b"<w/>"}), "кесте.xlsx", "xlsx"),
        (office({"ppt/presentation.xml": b"<w/>"}), "баяндама.pptx", "pptx"),
        (opendocument(), "letter.odt", "odt"),
    ],
)
def test_allowed_kinds_are_known_by_content_and_stored(content: bytes, name: str, kind: str, files: Path) -> None:
    stored = store(SimpleUploadedFile(name, content))
    assert (stored.mime, stored.size) == (ALLOWED[kind].mime, len(content))
    with open_stored(stored.sha256) as file:
        assert file.read() == content
    assert left(files) == [files / stored.sha256[:2] / stored.sha256]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\0\x03", "x.jpg", "The name says “jpg”, but inside is a program."),
        (b"\x01\x02\x03", "x.jpg", "The name says “jpg”, but the content is not a picture."),
        (b"\x01\x02\x03", "x.docx", "The name says “docx”, but the content is something else."),
        (b"\0\0\0\x18ftypheic\0\0", "IMG_1.jpg", "inside is a photograph in the HEIC or AVIF format. Save it as JPEG"),
        (b"\0\0\0\x18ftypheic\0\0", "IMG_1.heic", "not accepted: inside is a photograph in the HEIC"),
        (b"<?xml version='1.0'?>\n<svg onload='x()'/>", "x.png", "inside is a drawing in the SVG format."),
        (b"PK\x03\x04" + b"\0" * 60, "x.jpg", "inside is an archive. Unpack it"),
        (b"\xd0\xcf\x11\xe0", "x.doc", "inside is a document of an old Office"),
        (PNG, "x\u202egpj.exe", "not accepted."),
    ],
)
def test_a_refusal_says_what_the_file_is(content: bytes, name: str, said: str, files: Path) -> None:
    with override("en"), pytest.raises(Refused) as refusal:
        store(SimpleUploadedFile(name, content))
    assert said in f"{refusal.value.reason} {refusal.value.next_step}"


@pytest.mark.parametrize("name", ["x.jp\u200bg", "x.jpg\u202c", "x.JPG ", "\u202ex.jpg", "ә" * 300 + ".jpg"])
def test_signs_that_nobody_sees_change_no_kind(name: str, files: Path) -> None:
    upload = SimpleUploadedFile("x.jpg", JPG)
    upload._name = name  # as a browser may send it
    stored = store(upload)
    assert re.fullmatch(r"[xә]+\.(jpg|JPG)", stored.name)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.pdf", "file_empty"),
        (PNG, "really.pdf", "file_mismatch"),
        (PDF, "report.pdf.exe", "file_kind"),
        (b"MZ\x90\0\x03", "setup.exe", "file_kind"),
        (b"\x7fELF\x02\x01", "program", "file_kind"),
        (b"#!/bin/sh\nrm -rf /", "notes.txt", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture.svg", "file_kind"),
        (b"  <!DOCTYPE html><script>", "page.txt", "file_kind"),
        (b"GIF89a", "a.gif", "file_kind"),
        ("Привет".encode("cp1251"), "old.csv", "file_encoding"),
        (b"a" * 5000 + b"\xff\xfe", "late.txt", "file_kind"),
        (PNG + b"<script>alert(1)</script>", "picture.png", "file_unsafe"),
        (JPG + b"%PDF-1.4", "picture.jpg", "file_unsafe"),
        (PNG + b"\0" * 5000 + DOCX, "picture.png", "file_unsafe"),
        (PDF + DOCX, "two in one.pdf", "file_unsafe"),
        (b"PK\x03\x04" + b"\0" * 100, "broken.docx", "file_unsafe"),
        (DOCX, "archive.zip", "file_kind"),
        (DOCX, "table.xlsx", "file_kind"),
        (office({"word/document.xml": b"", "word/vbaProject.bin": b"x"}), "m.docx", "file_macros"),
        (office({"word/document.xml": b""}, "macroEnabled.main+xml"), "m.docx", "file_macros"),
        (office({"word/document.xml": b"", "word/vbaProject.bin": b"x"}), "m.docm", "file_macros"),
        (office({"word/document.xml": b"", "../../etc/passwd": b"x"}), "path.docx", "file_unsafe"),
        (office({"word/document.xml": b"\0" * 30_000_000}), "bomb.docx", "file_unsafe"),
        (
            office({f"word/{n}.xml": b"" for n in range(2001)} | {"word/document.xml": b""}),
            "many.docx",
            "file_unsafe",
        ),
        (PDF + b"\0" * 1024 * 1024, "large.pdf", "file_too_large"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(content: bytes, name: str, code: str, files: Path) -> None:
    assert refused(content, name) == code
    assert left(files) == []


def test_the_same_content_twice_is_one_file(files: Path) -> None:
    one = store(SimpleUploadedFile("one.pdf", PDF))
    two = store(SimpleUploadedFile("two.pdf", PDF))
    assert one == StoredFile(hashlib.sha256(PDF).hexdigest(), len(PDF), "application/pdf", "one.pdf")
    assert (two.sha256, two.name) == (one.sha256, "two.pdf")
    assert len(left(files)) == 1


@pytest.mark.parametrize(("verdict", "code"), [("infected", "file_infected"), ("unavailable", "scanner_unavailable")])
def test_only_a_clean_verdict_lets_a_file_in(verdict: Verdict, code: str, files: Path) -> None:
    assert refused(PDF, "a.pdf", scan=lambda path: verdict) == code
    assert left(files) == []


def test_the_scanner_sees_the_file_before_it_is_stored(files: Path) -> None:
    seen: list[bytes] = []

    def scan(path: Path) -> Verdict:
        seen.append(path.read_bytes())
        return "clean"

    store(SimpleUploadedFile("a.pdf", PDF), scan=scan)
    assert seen == [PDF]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("sh -c 'exit 1'", "file_infected"),
        ("sh -c 'exit 2'", "scanner_unavailable"),
        ("/no/such scan", "scanner_unavailable"),
    ],
)
def test_a_command_can_be_the_scanner(command: str, code: str, settings: Any) -> None:
    settings.KOPIR_SCANNER = command
    assert refused(PDF, "a.pdf") == code


def infected(path: Path) -> Verdict:
    return "infected"


def test_a_function_can_be_the_scanner(settings: Any) -> None:
    settings.KOPIR_SCANNER = f"{__name__}.infected"
    assert refused(PDF, "a.pdf") == "file_infected"


@given(st.text(max_size=400), st.sampled_from(list(ALLOWED.values())))
def test_every_name_becomes_safe_to_offer(name: str, kind: Any) -> None:
    clean = clean_name(name, kind)
    assert 0 < len(clean) <= NAME_LIMIT
    assert not set(clean) & set('/\\<>:"|?*\0\n\u202e') and not clean.startswith(".")
    assert clean.endswith(f".{kind.extensions[0]}") or clean.rsplit(".", 1)[-1].lower() in kind.extensions
    assert clean_name(clean, kind) == clean


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\өтініш.pdf", "өтініш.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("  .hidden.pdf", "hidden.pdf"),
        ("a" * 200 + ".pdf", "a" * 146 + ".pdf"),
        ("", "file.pdf"),
    ],
)
def test_names_by_example(name: str, clean: str) -> None:
    assert clean_name(name, ALLOWED["pdf"]) == clean


def test_the_kind_can_be_asked_before_storing() -> None:
    assert kind_of(PDF, "a.pdf") is ALLOWED["pdf"]


def test_only_a_hash_opens_a_file() -> None:
    with pytest.raises(ValueError):
        open_stored("../../settings.py")
    with pytest.raises(Refused) as refusal:
        open_stored("0" * 64)
    assert refusal.value.code == "file_missing"


def test_a_file_for_which_there_is_no_room_is_refused_in_words_and_nothing_is_left(files: Path) -> None:
    """Files of this process may not grow beyond a size, which the system tells as it tells a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        assert refused(b"a" * 300_000, "a.txt") == "disk_full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert left(files) == []
    assert store(SimpleUploadedFile("a.txt", b"a" * 300_000)).size == 300_000


def test_a_file_input_offers_the_kinds_that_are_taken() -> None:
    endings = accepts().split(",")
    assert endings == [f".{ending}" for kind in ALLOWED.values() for ending in kind.extensions]
    assert accepts("docx", also=("md",)) == ".docx,.md"


def test_every_form_with_a_file_says_what_it_takes() -> None:
    import_module("kopir.web.urls")  # and with it every form of the pages
    for name in sorted(sys.modules):
        if name.startswith("kopir.") and not name.startswith("kopir.web.ui"):
            for form in vars(sys.modules[name]).values():
                for label, field in getattr(form, "base_fields", {}).items():
                    if isinstance(field, forms.FileField):
                        assert field.widget.attrs.get("accept", "").startswith("."), f"{name} {form} {label}"
