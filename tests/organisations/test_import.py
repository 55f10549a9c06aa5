"""A register comes in, comes again, changes."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.base.fold import skeleton
from kopir.base.idents import MASK
from kopir.journal.models import Entry, Withheld
from kopir.operation.import_organisations import organisations as command
from kopir.organisations import acts
from kopir.organisations.models import MatchKey, Organisation
from kopir.organisations.register import run
from kopir.organisations.words import LegalForm, Status
from tests.factories import administrator, make_territory
from tests.organisations.registers import make_bin, make_iin, take_over, write_csv, write_json, write_xlsx

pytestmark = pytest.mark.django_db

FUND = {
    "bin": make_bin(1),
    "name_ru": "Общественный фонд «Береке»",
    "name_kk": "«Береке» қоғамдық қоры",
    "address": "Астана, ул. Мира, 5, тел. 87010000000",
    "modified_date": "2024-05-13",
}


@pytest.fixture(autouse=True)
def rejected_folder(tmp_path: Path, settings: Any) -> Path:
    settings.KOPIR_REJECTED = tmp_path / "rejected"
    return tmp_path / "rejected"


def register(tmp_path: Path, *rows: dict[str, str]) -> Path:
    return write_csv(tmp_path / "register.csv", rows)


def lines_of(path: Path | None) -> list[dict[str, str]]:
    assert path is not None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_row_becomes_an_organisation_with_its_sources(tmp_path: Path) -> None:
    counts = take_over(register(tmp_path, FUND), source="data.egov.kz")
    row = Organisation.objects.get()
    assert (counts.read, counts.created) == (1, 1)
    assert (row.ref, row.bin, row.legal_form, row.status) == (
        FUND["bin"],
        FUND["bin"],
        LegalForm.OF,
        Status.ACTIVE,
    )
    assert (row.name_kk, row.name_ru, row.address) == (
        "«Береке» қоғамдық қоры",
        "Общественный фонд «Береке»",
        "Астана, ул. Мира, 5",
    )
    assert row.provenance == {
        name: ["data.egov.kz", "2024-05-13"] for name in ("bin", "name_kk", "name_ru", "address", "legal_form")
    }
    entry = Entry.objects.get()
    assert (entry.act, entry.subject_id, entry.is_open) == ("organisations.import", str(row.pk), True)
    assert not Withheld.objects.exists()


def test_second_run_changes_nothing(tmp_path: Path, django_assert_num_queries: Any) -> None:
    path = register(tmp_path, FUND, FUND | {"bin": "", "name_ru": "ОО «Без номера»", "name_kk": ""})
    take_over(path)
    before = list(Organisation.objects.values()), Entry.objects.count(), list(MatchKey.objects.values())
    with django_assert_num_queries(5):  # a savepoint, three reads, its release: nothing is written
        counts = take_over(path)
    assert (counts.created, counts.updated, counts.unchanged) == (0, 0, 2)
    assert (
        list(Organisation.objects.values()),
        Entry.objects.count(),
        list(MatchKey.objects.values()),
    ) == before


def test_second_run_of_a_register_without_dates_changes_nothing_on_another_day(tmp_path: Path) -> None:
    undated = {name: value for name, value in FUND.items() if name != "modified_date"}
    take_over(register(tmp_path, undated), on=date(2024, 1, 1))
    counts = take_over(register(tmp_path, undated), on=date(2025, 1, 1))
    assert (counts.updated, counts.unchanged, Entry.objects.count()) == (0, 1, 1)


def test_changed_row_makes_one_entry_with_what_changed(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    counts = take_over(register(tmp_path, FUND | {"address": "Астана, ул. Абая, 7", "modified_date": "2024-06-01"}))
    assert (counts.created, counts.updated) == (0, 1)
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    changed = json.loads(entry.content)["changed"]
    assert changed["address"] == ["Астана, ул. Мира, 5", "Астана, ул. Абая, 7"]
    assert set(changed) == {"address", "provenance"}
    assert Entry.objects.count() == 2
    assert Organisation.objects.get().address_folded == "астана ул абая 7"


def test_older_register_overwrites_nothing(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    counts = take_over(register(tmp_path, FUND | {"address": "Алматы", "modified_date": "2020-01-01"}))
    assert (counts.updated, counts.unchanged, counts.older) == (0, 1, 1)
    assert Organisation.objects.get().address == "Астана, ул. Мира, 5"


def test_value_vouched_for_again_is_safe_from_what_lies_between(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    take_over(register(tmp_path, FUND | {"modified_date": "2025-01-01"}))
    counts = take_over(register(tmp_path, FUND | {"address": "Алматы", "modified_date": "2024-09-01"}))
    assert counts.older == 1
    assert Organisation.objects.get().address == "Астана, ул. Мира, 5"


def test_value_set_by_hand_is_kept_and_counted(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    acts.edit(Organisation.objects.get(), by=administrator(), address="Семей")
    counts = take_over(register(tmp_path, FUND | {"modified_date": "2030-01-01"}))
    assert counts.kept == 1
    assert Organisation.objects.get().address == "Семей"


def test_empty_value_erases_nothing(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    counts = take_over(register(tmp_path, FUND | {"address": "", "name_kk": ""}))
    assert counts.unchanged == 1
    assert Organisation.objects.get().name_kk == "«Береке» қоғамдық қоры"


def test_what_the_law_keeps_out_is_counted_by_reason_and_not_taken(tmp_path: Path) -> None:
    names = [
        "ОО «Партия «А»",
        "ОО «Профсоюз Б»",
        "ОО «Профсоюз В»",
        "Религиозное объединение «Г»",
        "ОСИ «Д»",
        "ТОО «Е»",
        "ГУ «Ж»",
    ]
    rows = [FUND | {"bin": make_bin(number), "name_ru": name, "name_kk": ""} for number, name in enumerate(names, 2)]
    counts = take_over(register(tmp_path, *rows))
    assert dict(counts.out_of_scope) == {
        "party": 1,
        "trade_union": 2,
        "religious": 1,
        "house_owners": 1,
        "commercial": 1,
        "state": 1,
    }
    assert (Organisation.objects.count(), Entry.objects.count()) == (0, 0)
    notes = lines_of(counts.notes_file)
    assert [(row["row"], row["value"]) for row in notes] == [
        (str(number), row["bin"] if "ТОО" in row["name_ru"] else row["name_ru"]) for number, row in enumerate(rows, 2)
    ]
    assert notes[0]["done"] == "ҮЕҰ дерекқорына жатпайды: саяси партия."


def test_faulty_rows_go_to_a_file_with_the_reason(tmp_path: Path) -> None:
    rows = [
        FUND,
        FUND | {"name_ru": "ОФ «Дважды»"},
        FUND | {"bin": make_bin(3)[:-1] + str((int(make_bin(3)[-1]) + 1) % 10)},
        FUND | {"bin": "12345"},
        FUND | {"bin": make_bin(4), "name_ru": ",", "name_kk": ""},
        FUND | {"bin": make_bin(5), "name_ru": f"ОФ «{'а' * 500}»"},
    ]
    counts = take_over(register(tmp_path, *rows))
    assert (counts.read, counts.created, counts.rejected) == (6, 1, 5)
    found = lines_of(counts.rejected_file)
    assert [(row["row"], row["column"]) for row in found] == [
        ("3", "bin"),
        ("4", "bin"),
        ("5", "bin"),
        ("6", "name_ru"),
        ("7", "name_ru"),
    ]
    assert all(row["reason"].endswith(".") for row in found)
    assert found[2]["bin"] == "12345"


def test_personal_number_stands_nowhere(tmp_path: Path) -> None:
    iin, wrong = make_iin(), make_iin()[:-1] + str((int(make_iin()[-1]) + 1) % 10)
    rows = [
        FUND | {"bin": iin, "director": "A person"},
        FUND | {"bin": wrong, "director": "A person"},
        FUND | {"bin": "1", "name_ru": f"ИП {iin}", "director": "A person"},
        FUND
        | {
            "bin": make_bin(7),
            "name_ru": f"ОФ «Мир» {iin}",
            "address": f"Астана, {iin}",
            "director": "A person",
        },
    ]
    counts = take_over(register(tmp_path, *rows))
    assert (counts.created, counts.rejected) == (1, 3)
    assert counts.rejected_file is not None
    written = counts.rejected_file.read_text(encoding="utf-8")
    stored = str(list(Organisation.objects.values())) + str(list(Entry.objects.values()))
    for secret in (iin, wrong, "A person", "director"):
        assert secret not in written
        assert secret not in stored
    assert [row["bin"] for row in lines_of(counts.rejected_file)][:2] == [MASK, MASK]


def test_cells_of_the_rejected_file_run_no_formula(tmp_path: Path) -> None:
    counts = take_over(register(tmp_path, FUND | {"bin": "=1+1", "name_ru": "@ОФ"}))
    row = lines_of(counts.rejected_file)[0]
    assert (row["bin"], row["name_ru"]) == ("'=1+1", "'@ОФ")


def test_value_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    counts = take_over(register(tmp_path, FUND | {"email": "нет", "website": "www.example.kz"}))
    assert (counts.created, counts.faults, counts.rejected, counts.rejected_file) == (1, 1, 0, None)
    told = {(row["row"], row["column"]): row["value"] for row in lines_of(counts.notes_file)}
    assert told == {("2", "email"): "нет", ("2", "address"): "Астана, ул. Мира, 5"}
    assert Organisation.objects.get().website == "https://www.example.kz"


def test_row_with_an_unknown_legal_form_is_rejected_with_the_reason(tmp_path: Path) -> None:
    counts = take_over(register(tmp_path, FUND, FUND | {"bin": make_bin(2), "name_ru": "Ромашка", "name_kk": ""}))
    assert (counts.read, counts.created, counts.rejected, counts.out_of_scope) == (2, 1, 1, {})
    row = lines_of(counts.rejected_file)[0]
    assert (row["row"], row["column"], row["name_ru"], row["bin"]) == ("3", "name_ru", "Ромашка", make_bin(2))
    assert "legal_form" in row["reason"]


def test_values_that_cannot_be_read_are_noted_one_by_one_and_the_row_is_taken(tmp_path: Path) -> None:
    row = FUND | {"modified_date": "31.02.2024", "datereg": "30.02.2005", "status": "?", "legal_form": "???"}
    row |= {"email": "a@b.kz, c@d.kz", "address": "#REF!", "": "under no name"}
    counts = take_over(register(tmp_path, row), on=date(2024, 1, 1))
    assert (counts.created, counts.rejected, counts.faults, counts.noted_by.total()) == (1, 0, 7, 7)
    found = Organisation.objects.get()
    assert (found.starts_on, found.status, found.email, found.address) == (None, Status.ACTIVE, "a@b.kz", "")
    assert found.provenance["name_ru"] == ["a register", "2024-01-01"]
    noted = {line["column"]: line["value"] for line in lines_of(counts.notes_file)}
    assert noted == {name: row[name] for name in ("modified_date", "datereg", "status", "legal_form", "email", "address", "")}
    assert {line["row"] for line in lines_of(counts.notes_file)} == {"2"}


def test_a_second_column_of_a_name_is_lost_neither_in_notes_nor_in_rejected_rows(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"bin,name_ru,name_ru\n{make_bin(1)},ОФ «А»,ОФ «Б»\n1,ОФ «В»,ОФ «Г»\n", encoding="utf-8")
    counts = take_over(path)
    assert [(line["column"], line["value"]) for line in lines_of(counts.notes_file)] == [("name_ru", "ОФ «Б»")]
    assert counts.rejected_file is not None
    assert counts.rejected_file.read_text(encoding="utf-8").endswith("ОФ «В»,ОФ «Г»\n")


def test_cells_beyond_the_last_column_are_kept_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("bin,name_ru\n,ОФ «А»,Астана,5\n", encoding="utf-8")
    counts = take_over(path)
    assert (counts.rejected, [line["value"] for line in lines_of(counts.notes_file)]) == (1, ["Астана 5"])


def test_a_file_with_names_of_columns_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("bin,name_ru\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        take_over(path)
    assert refusal.value.code == "wrong_file"


def test_values_that_stay_behind_what_is_kept_are_noted(tmp_path: Path) -> None:
    take_over(register(tmp_path, FUND))
    acts.edit(Organisation.objects.get(), by=administrator(), address="Семей")
    counts = take_over(register(tmp_path, FUND | {"address": "Алматы", "name_ru": "ОФ «А»", "modified_date": "2020-01-01"}))
    assert (counts.kept, counts.older) == (1, 1)
    assert {(line["column"], line["value"]) for line in lines_of(counts.notes_file)} == {
        ("address", "Алматы"),
        ("name_ru", "ОФ «А»"),
    }


def test_json_of_the_portal_keeps_no_director(tmp_path: Path) -> None:
    row = {
        "bin": make_bin(1),
        "nameru": "ОФ «Береке»",
        "namekz": "«Береке» ҚҚ",
        "statusru": "В процессе ликвидации",
        "datereg": "2005-03-01T00:00:00",
        "addressru": "Астана",
        "director": "A person",
        "okedru": "94.99.9",
    }
    take_over(write_json(tmp_path / "r.json", {"data": [row]}))
    found = Organisation.objects.get()
    assert (found.status, found.starts_on, found.address) == (Status.LIQUIDATING, date(2005, 3, 1), "Астана")
    assert "A person" not in str(Organisation.objects.values()) + str(Entry.objects.values("content"))


def test_workbook_gives_a_bin_its_lost_zeros_back(tmp_path: Path) -> None:
    number = make_bin(1)
    take_over(write_xlsx(tmp_path / "r.xlsx", [["БСН", "Атауы"], [int(number), "«Береке» ҚҚ"]]))
    assert (number[0], Organisation.objects.get().bin) == ("0", number)


def test_register_of_another_country(tmp_path: Path) -> None:
    rows = [
        {
            "ein": "946121463",
            "name": "FRIENDS OF THE PARK INC",
            "city": "NOVATO",
            "state": "CA",
            "zip5": "94945",
        },
        {
            "ein": "46121463",
            "name": "LUTHERAN CHURCH UNION",
            "city": "NOVATO",
            "state": "CA",
            "zip5": "94945",
        },
    ]
    take_over(register(tmp_path, *rows))
    first, second = Organisation.objects.order_by("-ref")
    assert (first.ref, first.bin, first.legal_form) == ("ein-946121463", "", LegalForm.OTHER)
    assert (first.name_en, str(first.name("en"))) == ("FRIENDS OF THE PARK INC", "Friends of the Park Inc")
    assert (second.ref, second.address) == ("ein-046121463", "NOVATO, CA 94945")
    assert take_over(register(tmp_path, *rows), source="the same by another name").unchanged == 2


def test_row_without_a_number_stays_the_same_when_the_street_changes(tmp_path: Path) -> None:
    row = {
        "name_kk": "«Жасыл ел» қоғамдық бірлестігі",
        "address": "Абай облысы, Семей қаласы, Абай көшесі, 5",
    }
    take_over(register(tmp_path, row))
    counts = take_over(register(tmp_path, row | {"address": "Абай облысы, Семей қаласы, Шәкәрім көшесі, 9"}))
    assert (counts.created, counts.updated) == (0, 1)
    other = take_over(register(tmp_path, row | {"address": "Алматы облысы, Қонаев қаласы"}))
    assert other.created == 1


def test_names_in_one_column_find_their_language(tmp_path: Path) -> None:
    rows = [
        {"bin": make_bin(1), "name": "Общественный фонд «Мир»"},
        {"bin": make_bin(2), "name": "«Бейбітшілік» қоғамдық қоры"},
    ]
    take_over(register(tmp_path, *rows))
    assert list(Organisation.objects.order_by("ref").values_list("name_ru", "name_kk")) == [
        ("Общественный фонд «Мир»", ""),
        ("", "«Бейбітшілік» қоғамдық қоры"),
    ]


def test_seat_is_recognised_from_the_address(tmp_path: Path) -> None:
    region = make_territory("630000000", "Шығыс Қазақстан облысы", ru="Восточно-Казахстанская область")
    district = make_territory("636200000", "Ұлан ауданы", region, ru="Уланский район")
    for territory in (region, district):
        territory.skeletons = "".join(f"\n{skeleton(name)}" for name in territory.names.values())
        territory.save()
    take_over(register(tmp_path, FUND | {"address": "070000, Восточно-Казахстанская область, Уланский район, село Б"}))
    row = Organisation.objects.get()
    assert row.territory_id == district.pk
    assert row.provenance["territory"] == ["a register", "2024-05-13"]


def test_dry_run_counts_alike_and_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, FUND, FUND | {"bin": "1"}, FUND | {"bin": make_bin(9), "name_ru": "ТОО «А»", "name_kk": ""})
    dry = take_over(path, dry_run=True)
    assert (Organisation.objects.count(), Entry.objects.count()) == (0, 0)
    wet = take_over(path)
    for name in ("read", "created", "out_of_scope", "rejected"):
        assert getattr(dry, name) == getattr(wet, name)


def test_run_that_breaks_off_is_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 2)
    rows = [FUND | {"bin": make_bin(number), "name_ru": f"ОФ «Фонд {number}»"} for number in range(1, 7)]

    def break_off(read: int) -> None:
        if read == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_over(register(tmp_path, *rows), progress=break_off)
    assert (Organisation.objects.count(), Entry.objects.count()) == (4, 4)
    counts = take_over(register(tmp_path, *rows))
    assert (counts.created, counts.unchanged, Entry.objects.count()) == (2, 4, 6)


def test_row_of_a_merged_organisation_is_left_alone(tmp_path: Path) -> None:
    other = FUND | {"bin": make_bin(2), "name_ru": "ОФ «Береке плюс»"}
    take_over(register(tmp_path, FUND, other))
    kept, gone = Organisation.objects.order_by("pk")
    acts.merge(gone, kept, by=administrator())
    counts = take_over(register(tmp_path, FUND, other | {"address": "Алматы", "modified_date": "2030-01-01"}))
    assert (counts.created, counts.updated, counts.unchanged) == (0, 0, 2)
    assert [(line["row"], line["column"]) for line in lines_of(counts.notes_file)] == [("2", "address"), ("3", "name_ru")]


def test_only_an_administrator_imports(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        take_over(register(tmp_path, FUND), by=VISITOR)
    assert refusal.value.code == "not_administrator"


# ---- The command -----------------------------------------------------------------------------------------


def test_command_prints_counts(tmp_path: Path) -> None:
    path = register(tmp_path, FUND, FUND | {"bin": "1"}, FUND | {"bin": make_bin(9), "name_ru": "ТОО «А»", "name_kk": ""})
    result = CliRunner().invoke(command, [str(path), "--source", "a register", "--json", "--date", "2024-01-01"])
    report = json.loads(result.output)
    assert result.exit_code == 0
    assert {name: report[name] for name in ("read", "created", "updated", "unchanged", "out_of_scope", "rejected")} == {
        "read": 3,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "out_of_scope": {"commercial": 1},
        "rejected": 1,
    }
    assert Path(report["rejected_file"]).is_relative_to(settings.KOPIR_REJECTED)
    words = CliRunner().invoke(command, [str(path), "--source", "a register", "--dry-run", "--language", "en"])
    assert words.output.startswith("Columns read: bin")
    done = ("A telephone number stood in the address: it was left out.", "Not for the NGO Database: commercial organisation.")
    assert report["noted_by"] == dict.fromkeys(done, 1)
    assert Path(report["notes_file"]).name.endswith("-notes.csv") and "-notes.csv" in words.output
    assert "commercial organisation" in words.output
    assert "dry run" in words.output


@pytest.mark.parametrize(("language", "read"), [("kk", "оқылған жолдар"), ("ru", "прочитано строк"), ("en", "rows read")])
def test_command_counts_in_the_readers_language(tmp_path: Path, language: str, read: str) -> None:
    line = [str(register(tmp_path, FUND)), "--source", "x", "--dry-run"]
    assert f"1  {read}" in CliRunner().invoke(command, [*line, "--language", language]).output
    assert f"1  {read}" in CliRunner(env={"LC_ALL": f"{language}_KZ.UTF-8"}).invoke(command, line).output


def test_command_refuses_a_wrong_file_with_one_sentence_and_code_2(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    result = CliRunner().invoke(command, [str(path), "--source", "x"])
    assert (result.exit_code, len(result.output.strip().splitlines())) == (2, 1)
