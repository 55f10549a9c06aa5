"""Reading documents: Markdown and DOCX, addresses, pairing of languages, and that writing and reading agree."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils.translation import override
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopir.base.errors import Refused
from kopir.regulation.reading import Head, Point, Source, Text, pair, read, read_text
from kopir.regulation.writing import docx_bytes, markdown

KK = """---
ref: sample
kind: order
language: kk
title: "«Үлгі» бұйрық"
number: 12-НҚ
adopted_on: 2020-03-01
starts_on: 2020-04-01
draft: no
---

# 1-тарау. Жалпы ережелер

1. Уәкілетті тұлға:
   1) ұсыныстарды қабылдайды;
   2) жауап береді:
      а) мерзімінде;
      ә) дәлелмен.

Осы тармақ барлық органға қатысты
және 2018 жылдан қолданылады.

1.3. Есеп береді.

# 2-тарау. Тәртіп

2. Күшіне енеді.
"""
RU = """---
ref: sample
language: ru
title: Приказ «Образец»
---
# Глава 1. Общие положения
1. Уполномоченное лицо:
1) принимает предложения;
2) отвечает:
а) в срок;
б) с доказательством.

Этот пункт касается всех органов.

1.3. Отчитывается.
# Глава 2. Порядок
2. Вступает в силу.
"""


def _addresses(text: Text) -> list[str]:
    return [point.address for point in text.points]


def test_addresses_follow_from_numbers_and_letters() -> None:
    text = pair([read_text(KK), read_text(RU)])
    assert _addresses(text) == ["chapter-1", "1", "1.1", "1.2", "1.2.a", "1.2.b", "1.2.b-p2", "1.3", "chapter-2", "2"]


def test_both_languages_are_paired_by_address_and_nothing_is_missing() -> None:
    text = pair([read_text(KK), read_text(RU)])
    assert text.mismatches == []
    assert {len(point.texts) for point in text.points} == {2}
    assert text.points[5].texts == {"kk": "дәлелмен.", "ru": "с доказательством."}


def test_paragraph_without_a_partner_is_kept_in_its_place_and_named() -> None:
    with override("en"):
        text = pair([read_text(KK), read_text(RU.replace("1.3. Отчитывается.\n", ""))])
    assert [(row.address, row.words) for row in text.mismatches] == [("1.3", "missing: Russian")]
    assert _addresses(text) == _addresses(pair([read_text(KK), read_text(RU)]))


def test_missing_point_leaves_what_stood_below_it_to_be_paired_by_hand_and_loses_nothing() -> None:
    text = pair([read_text(KK), read_text(RU.replace("2) отвечает:\n", ""))])
    assert "1.2" in {row.address for row in text.mismatches}
    points = {point.address: point for point in text.points}
    assert points["1.2"].texts == {"kk": "жауап береді:"}
    said = " ".join(words for point in text.points for words in point.texts.values())
    assert "в срок;" in said and "с доказательством." in said


def test_number_that_comes_twice_gets_an_address_of_its_own_and_a_warning() -> None:
    text = pair([read_text("1. Бірінші тармақ осылай.\n\n1. Тағы да бірінші тармақ.")])
    assert _addresses(text) == ["1", "1-2"]
    assert len(text.warnings) == 1


def test_numbering_that_begins_anew_in_a_chapter_is_addressed_within_it() -> None:
    text = pair([read_text("# 1-тарау\n1. Бір\n1) бірінші\n# 2-тарау\n1. Екі\n1) екінші")])
    assert _addresses(text) == ["chapter-1", "1", "1.1", "chapter-2", "chapter-2.1", "chapter-2.1.1"]
    assert text.warnings == []


def test_address_given_by_hand_stands() -> None:
    text = pair([read_text("7. Жауап береді. {#answer}\n\n1) мерзімінде")])
    assert _addresses(text) == ["answer", "answer.1"]


def test_year_at_the_beginning_is_no_number_and_a_backslash_keeps_one_from_being_read() -> None:
    text = pair([read_text("2018. Жыл басталды.\n\n\\5. бұл да нөмір емес")])
    assert [(point.marker, point.texts["kk"]) for point in text.points] == [
        ("", "2018. Жыл басталды."),
        ("", "5. бұл да нөмір емес"),
    ]


def test_table_and_unknown_line_of_the_head_are_told() -> None:
    parsed = read_text("---\nlanguage: kk\ncolour: red\n---\n1. Мәтін\n\n| a | b |\n| 1 | 2 |\n")
    assert len(parsed.warnings) == 2
    assert [line.text for line in parsed.lines] == ["Мәтін"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        ("---\nref: a\n1. Мәтін", "head_open"),
        ("---\nstarts_on: ертең\n---\n1. Мәтін", "head_value"),
        ("---\nkind: poem\n---\n1. Мәтін", "head_value"),
        ("---\nref: ../../etc\n---\n1. Мәтін", "head_value"),
    ],
)
def test_text_that_cannot_be_understood_is_refused_with_a_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_text(text)
    assert refusal.value.code == code and refusal.value.reason


def test_two_files_of_one_language_or_of_two_documents_are_refused() -> None:
    for files, code in (((KK, KK), "same_language"), ((KK, RU.replace("sample", "other")), "two_documents")):
        with pytest.raises(Refused) as refusal:
            pair([read_text(text) for text in files])
        assert refusal.value.code == code


# ---- DOCX ----------------------------------------------------------------------------------------------------------


def _docx(path: Path, *rows: str, style: str | None = None) -> Source:
    document = Document()
    for row in rows:
        document.add_paragraph(row, style=style)
    document.save(str(path))
    return Source(path, path.name)


def test_docx_with_numbers_typed_by_hand(tmp_path: Path) -> None:
    source = _docx(tmp_path / "a.docx", "1-тарау. Жалпы ережелер", "1. Уәкіл:", "1) қабылдайды;", "Бұл да соған қатысты.")
    assert _addresses(pair([read(source)])) == ["chapter-1", "1", "1.1", "1.1-p2"]


def test_docx_with_numbers_of_the_word_processor(tmp_path: Path) -> None:
    source = _docx(tmp_path / "a.docx", "Бірінші міндет осы болады", "Екінші міндет осы болады", style="List Number")
    text = pair([read(source)])
    assert [(point.marker, point.address) for point in text.points] == [("1.", "1"), ("2.", "2")]


def test_docx_table_is_not_read_and_is_told(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("1. Уәкілетті тұлға жауап береді.")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Кестедегі сөз"
    document.save(str(tmp_path / "a.docx"))
    parsed = read(Source(tmp_path / "a.docx", "a.docx"))
    assert [line.text for line in parsed.lines] == ["Уәкілетті тұлға жауап береді."]
    assert len(parsed.warnings) == 1


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    source = _docx(tmp_path / "a.docx", "1. Уәкіл", "2. Орнында")
    changed = "<w:ins w:id='1' w:author='a'><w:r><w:t xml:space='preserve'> қабылдайды</w:t></w:r></w:ins></w:p>"
    _rewrite(source.path, lambda xml: xml.replace("Уәкіл</w:t></w:r></w:p>", f"Уәкіл</w:t></w:r>{changed}"))
    parsed = read(source)
    assert parsed.lines[0].text == "Уәкіл қабылдайды"
    assert len(parsed.warnings) == 1


def _rewrite(path: Path, change) -> None:  # type: ignore[no-untyped-def]
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _bomb(path: Path) -> None:
    _docx(path, "1. Мәтін")
    _rewrite(path, lambda xml: xml.replace("Мәтін", "а" * 30_000_000))


def _macros(path: Path) -> None:
    _docx(path, "1. Мәтін")
    with ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")


def _entities(path: Path) -> None:
    """Entities that would grow without end."""
    _docx(path, "1. Мәтін")
    declared = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    _rewrite(path, lambda xml: declared + xml[xml.index("<w:document") :].replace("Мәтін", "&b;"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.md", b"", "file_empty"),
        ("empty.docx", b"", "file_empty"),
        ("latin.md", "1. Мәтін".encode("utf-16"), "file_kind"),
        ("old.md", "1. Мәтін әлде не".encode("cp1251", "replace"), "file_encoding"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n", "file_mismatch"),
        ("broken.docx", b"PK\x03\x04" + b"x" * 500, "file_unsafe"),
        ("page.html", b"<html>", "file_kind"),
        ("long.md", b"a" * (2 * 1024 * 1024 + 1), "file_too_large"),
        ("sheet.xlsx", b"PK\x03\x04", "file_kind"),
    ],
)
def test_hostile_file_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read(Source(path, name))
    assert (refusal.value.code, bool(refusal.value.reason)) == (code, True)


@pytest.mark.parametrize(("make", "code"), [(_bomb, "file_unsafe"), (_macros, "file_macros")])
def test_docx_that_would_burst_or_run_is_refused(tmp_path: Path, make, code: str) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "a.docx")
    with pytest.raises(Refused) as refusal:
        read(Source(tmp_path / "a.docx", "a.docx"))
    assert refusal.value.code == code


def test_entities_of_a_docx_are_not_expanded(tmp_path: Path) -> None:
    _entities(tmp_path / "a.docx")
    try:
        lines = read(Source(tmp_path / "a.docx", "a.docx")).lines
    except Refused:
        return
    assert "aaaaaaaaaa" not in "".join(line.text for line in lines)


# ---- Writing and reading agree -------------------------------------------------------------------------------------

_WORDS = (
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2060\u00ad"), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_MARKERS = st.sampled_from(["", "1.", "2.", "15.", "3.1.", "3-1.", "1)", "2)", "а)", "ә)", "b)"])
_PARAGRAPHS = st.one_of(
    st.tuples(st.just(""), _MARKERS, _WORDS),
    st.tuples(st.integers(1, 6).map("#".__mul__), st.just(""), _WORDS),
)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A document as reading gives it: whatever the paragraphs, they go through the reader once."""
    rows = draw(st.lists(st.tuples(_PARAGRAPHS, _WORDS), min_size=1, max_size=12))
    files = []
    for language, place in (("kk", 0), ("ru", 1)):
        body = "\n\n".join(_written(paragraph, (paragraph[2], other)[place]) for paragraph, other in rows)
        files.append(read_text(f"---\nref: sample\nlanguage: {language}\ntitle: T\n---\n{body}"))
    return pair(files)


def _written(paragraph: tuple[str, str, str], words: str) -> str:
    hashes, marker, _own = paragraph
    if not hashes and not marker and not words[0].isalpha():
        words = f"\\{words}"
    return " ".join(part for part in (hashes, marker, words) if part)


@given(texts())
@settings(max_examples=150)
def test_markdown_written_and_read_is_the_same_text(text: Text) -> None:
    again = pair([read_text(markdown(text.heads[language], text.points)) for language in text.languages])
    assert [point.plain() for point in again.points] == [point.plain() for point in text.points]
    assert again.heads == text.heads


@given(texts())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_docx_written_and_read_is_the_same_text(tmp_path: Path, text: Text) -> None:
    files = []
    for language in text.languages:
        path = tmp_path / f"{language}.docx"
        path.write_bytes(docx_bytes(text.heads[language], text.points))
        files.append(read(Source(path, path.name)))
    again = pair(files)
    assert [point.plain() for point in again.points] == [point.plain() for point in text.points]
    assert [again.heads[one].title for one in again.languages] == ["T", "T"]


@given(
    st.builds(
        Head,
        ref=st.just("sample"),
        language=st.just("kk"),
        title=_WORDS,
        number=_WORDS,
        issuer=_WORDS,
        source=_WORDS,
        note=_WORDS,
        adopted_on=st.dates(),
        starts_on=st.none() | st.dates(),
        draft=st.none() | st.booleans(),
    )
)
@settings(max_examples=150)
def test_head_written_and_read_is_the_same(head: Head) -> None:
    text = markdown(head, [Point("1", "1.", 1, False, {"kk": "Мәтін"})])
    assert read_text(text).head == head


def test_same_version_is_the_same_docx() -> None:
    text = pair([read_text(KK)])
    assert docx_bytes(text.head, text.points) == docx_bytes(text.head, text.points)
    with ZipFile(BytesIO(docx_bytes(text.head, text.points))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}  # not that of the writing
    assert Document(BytesIO(docx_bytes(text.head, text.points))).core_properties.identifier == "sample"


def test_example_of_the_documentation_is_read_without_a_mismatch() -> None:
    page = (Path(__file__).parents[2] / "docs" / "regulation-format.md").read_text("utf-8")
    files = [block.split("\n```")[0] for block in page.split("```markdown\n")[1:]]
    text = pair([read_text(file) for file in files])
    assert (text.languages, text.mismatches, text.warnings) == (["kk", "ru"], [], [])
    assert _addresses(text) == ["chapter-1", "1", "1.1", "1.2", "1.2.a", "1.2.b", "1.2.b-p2", "chapter-2", "in-force"]
