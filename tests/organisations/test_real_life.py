"""Registers as people make them: heads of two rows, two languages in a cell, numbers that a spreadsheet has spoiled, totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from kopir.base.idents import MASK
from kopir.organisations.models import Organisation
from kopir.organisations.register import cleaning, columns
from kopir.organisations.register.files import read
from tests.organisations.registers import make_bin, make_iin, take_over, write_csv, write_json, write_xlsx

pytestmark = pytest.mark.django_db
BIN = make_bin(1)


@pytest.fixture(autouse=True)
def rejected_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.KOPIR_REJECTED = tmp_path / "rejected"
    with override("en"):
        yield


def adds_up(counts: Any) -> bool:
    told = counts.created + counts.updated + counts.unchanged + counts.rejected + sum(counts.out_of_scope.values())
    return bool(counts.read == told)


def test_a_head_of_two_rows_is_one_head(tmp_path: Path) -> None:
    rows = [
        ["Реестр"],
        ["№", "Наименование", None, "БИН", "Контакты", None],
        [None, "на русском языке", "на казахском языке", None, "адрес", "e-mail"],
        [1, 2, 3, 4, 5, 6],
        [1, "ОФ «Мир»", "«Әлем» ҚҚ", int(BIN), "г. Семей", "a@b.kz"],
        ["Итого", None, None, 1],
    ]
    counts = take_over(write_xlsx(tmp_path / "r.xlsx", rows))
    kept = Organisation.objects.get()
    assert (kept.name_ru, kept.name_kk, kept.email) == ("ОФ «Мир»", "«Әлем» ҚҚ", "a@b.kz")
    assert (counts.read, counts.created, counts.rejected, adds_up(counts)) == (3, 1, 2, True)
    assert all("nothing needs to be done" in reason for reason in counts.rejected_by)


TOTALS = {
    "Всего: 7": True,
    "Итого по области": True,
    "Барлығы 7 ұйым": True,
    "ОФ «Итого»": False,
    "Всего доброго общественный фонд": False,
    "Total Life Foundation": False,
}


@pytest.mark.parametrize(("name", "is_total"), TOTALS.items())
def test_a_row_of_totals_is_told_from_a_name(tmp_path: Path, name: str, is_total: bool) -> None:
    counts = take_over(write_csv(tmp_path / "r.csv", [{"БИН": "", "Наименование": name}]))
    assert (sum("totals" in reason for reason in counts.rejected_by) == 1) is is_total


def test_a_row_of_values_is_no_second_head(tmp_path: Path) -> None:
    table = read(write_csv(tmp_path / "r.csv", [{"БИН": BIN, "Наименование": "ОФ «А»", "": "active"}]))
    assert len(list(table.rows)) == 1


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Наименование / Атауы", "name"),
        ("Атауы (наименование)", "name"),
        ("Адрес\nМекенжайы", "address"),
        ("БИН/ЖСН", None),
        ("Наименование / Адрес", None),
        ("ЖСН/БСН", "bin"),
        ("Эл. почта", "email"),
        ("ИИН бухгалтера", None),
    ],
)
def test_heads_in_two_languages(header: str, field: str | None) -> None:
    assert columns.field_of(header) == field


@pytest.mark.parametrize("between", [" / ", "\n", " | "])
def test_a_name_in_two_languages_becomes_two(tmp_path: Path, between: str) -> None:
    names = {"БИН": BIN, "Наименование": f"ОФ «Жастар»{between}«Жастар» ҚҚ"}
    take_over(write_csv(tmp_path / "r.csv", [names]))
    kept = Organisation.objects.get()
    assert (kept.name_ru, kept.name_kk) == ("ОФ «Жастар»", "«Жастар» ҚҚ")


def test_a_stroke_within_a_name_parts_nothing(tmp_path: Path) -> None:
    take_over(write_csv(tmp_path / "r.csv", [{"БИН": BIN, "Наименование": "ОФ «Плюс / Минус»"}]))
    assert Organisation.objects.get().name_ru == "ОФ «Плюс / Минус»"


@pytest.mark.parametrize(
    "written", ["'{}", '="{}"', "={}", "`{}", "БИН {}", "БСН: {}", " {} ", "{}.0", "\u00a0{}\u00a0"], ids=lambda text: ascii(text)
)
def test_what_stands_around_a_bin_goes(tmp_path: Path, written: str) -> None:
    counts = take_over(write_csv(tmp_path / "r.csv", [{"БИН": written.format(BIN), "Наименование": "ОФ «А»"}]))
    assert (Organisation.objects.get().bin, counts.faults) == (BIN, 0)


def test_zeros_that_a_csv_has_lost_are_put_back_and_told(tmp_path: Path) -> None:
    counts = take_over(write_csv(tmp_path / "r.csv", [{"БИН": BIN.lstrip("0"), "Наименование": "ОФ «А»"}]))
    assert Organisation.objects.get().bin == BIN
    assert list(counts.noted_by) == ["The zeros that were lost at the start were put back."]


def test_a_shortened_number_is_rejected_with_what_to_do(tmp_path: Path) -> None:
    counts = take_over(write_csv(tmp_path / "r.csv", [{"БИН": "5,03E+10", "Наименование": "ОФ «А»"}]))
    assert [reason for reason in counts.rejected_by if "shortened" in reason]


@pytest.mark.parametrize(
    "written",
    ["43954", "03.05.2020 г.", "3.5.20", "3 мая 2020 года", "2020 жылғы 3 мамыр", "2020 ж. 3 мамыр", "May 3, 2020", "3 May 2020"],
)
def test_days_as_people_write_them(written: str) -> None:
    assert cleaning.day(written) == date(2020, 5, 3)


@pytest.mark.parametrize("written", ["2020", "май 2020", "99999", "3 и 4 мая 2020", "31 февраля 2020", "вчера", "12345678"])
def test_what_is_no_day(written: str) -> None:
    assert cleaning.day(written) is None


def test_the_best_known_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Обложка"
    cover.append(["Наименование", "Реестр НПО"])
    for name, number in (("Семей", 1), ("Аягоз", 2)):
        sheet = book.create_sheet(name)
        for row in (["Наименование", "БИН"], ["ОФ «А»", make_bin(number)]):
            sheet.append(row)
    book.create_sheet("Пустой")
    book.save(tmp_path / "r.xlsx")
    counts = take_over(tmp_path / "r.xlsx")
    assert (counts.created, counts.other_sheets) == (1, ["Обложка", "Аягоз"])


def test_a_field_of_json_that_begins_late_is_read(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"nameru": f"ОФ «Мир {number}»", "bin": make_bin(number)} for number in range(60)]
    rows[-1] |= {"email": "a@b.kz", "phones": ["8", "9"], "address": {"street": "Абая"}, "extra": 1}
    counts = take_over(write_json(tmp_path / "r.json", rows))
    kept = Organisation.objects.get(bin=make_bin(59))
    assert (kept.email, kept.phone, kept.address) == ("a@b.kz", "8, 9", "")
    assert list(counts.noted_by) == ["The field holds an object instead of a value: it was left out."]
    assert counts.left_out == ["extra"]


def test_more_telephones_than_there_is_room_for_keep_the_row(tmp_path: Path) -> None:
    numbers = "; ".join(["+7 (7222) 56-12-34"] * 9)
    counts = take_over(write_csv(tmp_path / "r.csv", [{"БИН": BIN, "Наименование": "ОФ «А»", "Телефон": numbers}]))
    assert counts.created == 1
    assert Organisation.objects.get().phone == "; ".join(["+7 (7222) 56-12-34"] * 5)
    assert list(counts.noted_by) == ["There is no room for all the numbers: only the first ones were taken."]


def test_no_personal_number_is_written_anywhere_even_without_its_zeros(tmp_path: Path) -> None:
    iin = next(one for one in (f"0{make_iin(number)[1:]}" for number in range(9000)) if cleaning.hide_personal_numbers(one)[1])
    rows = [
        ["БИН", "Наименование", "Адрес", "ИИН бухгалтера", "Код"],
        [int(BIN), f"ОФ «А» {iin}", f"Семей, {iin}", int(iin), int(iin)],
        [int(iin), "ОФ «Б»", iin, int(iin), int(iin)],
    ]
    counts = take_over(write_xlsx(tmp_path / "r.xlsx", rows))
    assert counts.rejected_file and counts.notes_file and (counts.created, counts.rejected) == (1, 1)
    written = counts.rejected_file.read_text() + counts.notes_file.read_text() + str(list(Organisation.objects.values()))
    assert iin.lstrip("0") not in written and MASK in written
    assert counts.noted_by["A personal number stood here: it was left out."] == 2
