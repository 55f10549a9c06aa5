"""Files of registers: kinds, encodings, separators, and those that are none."""

import codecs
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils.translation import override

from kopir.base.texts import WrongFile
from kopir.organisations.register import columns
from kopir.organisations.register.files import read
from tests.organisations.registers import write_csv, write_json, write_xlsx

ROW = {"БИН": "050340000015", "Наименование": "ОФ «Әділет»", "Атауы": "«Әділет» ҚҚ; Ұлан"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    table = read(write_csv(tmp_path / "r.csv", [ROW], encoding, separator))
    assert list(table.rows) == [(2, ROW)]


def test_csv_in_cp1251(tmp_path: Path) -> None:
    row = {"БИН": "050340000015", "Наименование": "ОФ «Надежда» № 5"}
    assert list(read(write_csv(tmp_path / "r.csv", [row], "cp1251")).rows) == [(2, row)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_csv_in_utf_16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    rows = [{"bin": "050340000015", "name_en": "A public fund"}]
    assert list(read(write_csv(tmp_path / "r.csv", rows, encoding)).rows) == [(2, rows[0])]


def test_titles_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Реестр,,\n,,\nБИН,Наименование,\n1,А,\n,,\n2,Б,\n", encoding="utf-8")
    assert [number for number, _row in read(path).rows] == [4, 6]


def test_workbook_keeps_numbers_and_days(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "r.xlsx",
        [
            ["Тізілім"],
            ["БСН", "Атауы", "Күні"],
            [50340000015, "«Әділет» ҚҚ", datetime(2024, 5, 13)],
            [None, 5.0, date(2024, 1, 2)],
        ],
    )
    table = read(path)
    assert table.numbers_lose_zeros
    assert [row for _number, row in table.rows] == [
        {"БСН": "50340000015", "Атауы": "«Әділет» ҚҚ", "Күні": "2024-05-13"},
        {"БСН": "", "Атауы": "5", "Күні": "2024-01-02"},
    ]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"total": 2, "data": rows}])
def test_json_of_the_open_data_portal(tmp_path: Path, wrap) -> None:
    rows = [
        {"bin": "050340000015", "nameru": "ОФ «Мир»", "id": 5},
        {"bin": None, "nameru": "ОО «Б»", "namekz": "«Б» ҚБ"},
    ]
    found = list(read(write_json(tmp_path / "r.json", wrap(rows))).rows)
    assert found == [
        (1, {"bin": "050340000015", "nameru": "ОФ «Мир»", "id": "5"}),
        (2, {"bin": "", "nameru": "ОО «Б»", "namekz": "«Б» ҚБ"}),
    ]


def test_json_whose_last_item_alone_has_a_field(tmp_path: Path) -> None:
    rows = [{"nameru": f"Фонд {number}"} for number in range(200)]
    table = read(write_json(tmp_path / "r.json", [*rows, rows[0] | {"addressru": "Глубокое"}]))
    assert table.headers == ["nameru", "addressru"]
    assert [row for _number, row in table.rows][-1]["addressru"] == "Глубокое"


def test_json_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    rows = [{"nameru": f"ОФ «{'Мир' * 50} {number}»"} for number in range(2000)]
    assert [row for _number, row in read(write_json(tmp_path / "r.json", rows)).rows] == rows


WRONG = {
    "empty.csv": b"",
    "blank.csv": b"  \n \n",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "binary.csv": b"abc\0\1\2" * 50,
    "old.xls": b"\xd0\xcf\x11\xe0" + bytes(600),
    "torn.xlsx": b"PK\x03\x04torn",
    "no_names.csv": "код,дата\n1,2\n".encode(),
    "no_list.json": b'{"a": 1}',
    "torn.json": '[{"nameru": "ОФ"}, {"nam'.encode(),
    "no_objects.json": b'[{"name": "x"}, 5]',
    "broken.csv": codecs.BOM_UTF8 + b"bin,name_ru\n1," + b"\xff\xfe\xfa\n",
    "broken_utf8.csv": b"bin,name_ru\n" + "1,Общественный фонд\n".encode() * 20 + b"2,\xd0\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WRONG[name])
    with pytest.raises(WrongFile) as refusal:
        list(read(path).rows)
    assert str(refusal.value.reason).endswith(".")


def test_an_archive_called_a_workbook_is_answered_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("register.csv", "bin,name_ru\n")
    with pytest.raises(WrongFile) as refusal:
        read(path)
    assert "xlsx" in str(refusal.value.next_step) and "docx" not in str(refusal.value.next_step)


def test_of_two_columns_with_one_name_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "doubled.csv"
    path.write_text("bin,name_ru,name_ru,note\n990340004473,Фонд,Қор,x\n", encoding="utf-8")
    table = read(path)
    assert next(table.rows)[1]["name_ru"] == "Фонд"
    assert columns.unread(table.headers) == ["name_ru", "note"]


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongFile):
        read(tmp_path / "nothing.csv")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("БИН", "bin"),
        ("бсн", "bin"),
        ("BIN ", "bin"),
        ("name_ru", "name_ru"),
        ("nameRu", "name_ru"),
        ("Наименование на русском языке", "name_ru"),
        ("Наименование (каз)", "name_kk"),
        ("АТАУЫ", "name_kk"),
        ("namekz", "name_kk"),
        ("Қазақша атауы", "name_kk"),
        ("Юридический адрес", "address"),
        ("Заңды мекенжайы", "address"),
        ("addressru", "address"),
        ("statuskz", "status"),
        ("modified_date", "date"),
        ("Дата регистрации", "starts_on"),
        ("ОПФ", "legal_form"),
        ("E-mail", "email"),
        ("web-сайт", None),
        ("Руководитель", None),
        ("director", None),
        ("ИИН", None),
        ("ФИО первого руководителя", None),
        ("Басшысының аты-жөні", None),
    ],
)
def test_column(header: str, field: str | None) -> None:
    assert columns.field_of(header) == field


def test_first_of_two_columns_for_one_field_counts() -> None:
    assert columns.recognise(["nameru", "Наименование", "statusru", "statuskz"]) == {
        "nameru": "name_ru",
        "statusru": "status",
    }


def test_a_quote_that_nobody_closes_swallows_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    lines = ["bin,name_ru,address", '1,"ОФ А,Астана', '2,ОФ "Б",Алматы', '3,"ОФ ""В""","Семей,', 'Абай"', '4,"ОФ Г,Орал', ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [(number, row["bin"], row["address"]) for number, row in read(path).rows] == [
        (2, "1", "Астана"),
        (3, "2", "Алматы"),
        (4, "3", "Семей,\nАбай"),
        (5, "4", "Орал"),
    ]


def test_a_formula_without_its_result_is_refused_by_the_name_of_its_cell(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [["БСН", "Атауы"], ["1", '="Қор "&"А"']])
    with override("en"), pytest.raises(WrongFile) as refusal:
        read(path)
    assert "B2" in str(refusal.value.reason)
