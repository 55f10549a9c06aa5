"""Files of a classifier, as different programs write them; and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kopir.base.errors import Refused
from kopir.territories import reading
from kopir.territories.reading import read
from tests.territories.files import ROWS, ULAN, rows, table, workbook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_separator(tmp_path: Path, encoding: str, delimiter: str) -> None:
    assert read(table(tmp_path / "k.csv", encoding=encoding, delimiter=delimiter)) == rows()


def test_an_old_encoding_without_a_mark(tmp_path: Path) -> None:
    line = ("636200000", "", "Уланский район")
    assert read(table(tmp_path / "k.csv", [line], encoding="cp1251")) == rows([line])


@pytest.mark.parametrize(
    "header",
    [
        ("TE", "NAME_KAZ", "NAME_RUS"),
        ("Код КАТО", "Наименование на казахском языке", "Наименование на русском языке"),
        ("ӘАОЖ коды", "Қазақша атауы", "Орысша атауы"),
        ("Code", "kk", "ru"),
    ],
)
def test_columns_are_known_by_their_usual_names(tmp_path: Path, header: tuple[str, str, str]) -> None:
    assert read(table(tmp_path / "k.csv", [ULAN], header=header)) == rows([ULAN])


def test_columns_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("name_ru,note,name_kk,code\nУланский район,x,Ұлан ауданы,636200000\n", encoding="utf-8")
    assert read(path) == rows([ULAN])


def test_the_official_workbook(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "k.xlsx"))
    assert [(row.code, row.kk, row.ru) for row in found] == ROWS
    assert found[0].number == 3


def test_a_code_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("ab;cd;ef;hij;name_kaz\n63;62;0;0;Ұлан ауданы\n63;62;37;100;Алмасай а.\n", encoding="utf-8")
    assert [row.code for row in read(path)] == ["636200000", "636237100"]


def test_empty_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("code,name_kk\n\n,\n636200000,Ұлан ауданы\n", encoding="utf-8")
    assert [(row.number, row.code) for row in read(path)] == [(4, "636200000")]


WRONG = {
    "empty": (b"", "empty"),
    "only names of columns": (b"code,name_kk\n", "empty"),
    "other columns": ("имя,возраст\nА,5\n".encode(), "columns"),
    "not a table": (b"\x7fELF\x00\x00\x01" * 50, "not_a_table"),
    "a broken workbook": (b"PK\x03\x04 but no more", "not_a_table"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
    "blank lines": (b"\n\n\n", "empty"),
}


@pytest.mark.parametrize(("content", "code"), WRONG.values(), ids=WRONG)
def test_what_is_no_classifier_is_refused_in_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.code == code
    assert str(path) in str(refusal.value.reason)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "no_file"), (tmp_path, "not_a_file")):
        with pytest.raises(Refused) as refusal:
            read(path)
        assert refusal.value.code == code


def test_a_file_longer_than_any_classifier_is_refused_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "k.csv")
    monkeypatch.setattr(reading, "MAX_ROWS", len(ROWS) - 1)
    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.code == "too_big"


def test_a_quote_that_nobody_closes_swallows_no_territory(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text('code;name_kk\n636200000;"Ұлан ауданы\n630000000;Шығыс Қазақстан облысы\n', encoding="utf-8")
    assert [row.code for row in read(path)] == ["636200000", "630000000"]


def test_a_broken_text_is_refused_not_read_as_other_letters(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_bytes("code;name_kk\n636200000;Ұлан ауданы\n".encode() + b"\xd0\n")
    with pytest.raises(Refused) as refusal:
        read(path)
    assert refusal.value.code == "not_a_table"


def test_what_no_column_takes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text(
        "code,name_kk,name_kk,,примечание\n636200000,Ұлан ауданы,Басқа,x,y\n636237000,#N/A,Алмасай,,,z\n", encoding="utf-8"
    )
    found = read(path)
    assert found.left_out == ["примечание"]
    assert [(column, value) for column, value, _done in found[0].lost] == [("name_kk", "Басқа"), ("", "x")]
    assert (found[1].kk, found[1].is_longer) == ("", True)
