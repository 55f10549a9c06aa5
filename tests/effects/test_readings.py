"""Values of indicators from outside come in from a sheet, each with its source and date."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.acts.readings import Outcome
from kopir.effects.models import Indicator, Reading
from kopir.effects.sheets import Row
from kopir.effects.words import Kind, Library
from kopir.journal.models import Entry
from kopir.operation.imports import import_
from tests.effects.world import Effects

pytestmark = pytest.mark.django_db
GIVEN = {"indicator": "heaps", "period": "2025", "value": "7", "source": "Ауыл актісі", "date": "2026-01-15"}


@pytest.fixture
def world() -> Effects:
    world = Effects()
    world.indicator()
    world.indicator("literate", Kind.SHARE)
    return world


def _take(world: Effects, *rows: dict[str, str], dry_run: bool = False) -> Outcome:
    whole = [Row(number, {**GIVEN, "territory": world.ulan.code, **row}) for number, row in enumerate(rows, 2)]
    return acts.import_readings(whole, by=SYSTEM, dry_run=dry_run)


def test_a_reading_is_kept_with_its_place_period_and_source(world: Effects) -> None:
    assert _take(world, {}).created == 1
    reading = Reading.objects.get()
    assert (reading.territory_id, reading.value, reading.source) == (world.ulan.code, Decimal(7), "Ауыл актісі")
    assert (reading.starts_on, reading.ends_on, reading.source_date) == (
        date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 15)
    )  # fmt: skip


def test_a_day_is_read_as_people_write_it_and_one_that_is_none_is_rejected_as_a_day(world: Effects) -> None:
    outcome = _take(
        world, {"date": "15.01.2026"}, {"period": "2024", "date": "31.02.2024"}, {"period": "2023", "source": "а" * 301}
    )
    assert Reading.objects.get().source_date == date(2026, 1, 15)
    assert [(row.number, row.column) for row in outcome.rejected] == [(3, "date"), (4, "source")]
    assert "31.02.2024" in outcome.rejected[0].reason and "2026-Q2" not in outcome.rejected[0].reason


def test_a_share_is_computed_from_its_part_and_whole(world: Effects) -> None:
    _take(world, {"indicator": "literate", "value": "", "part": "30", "whole": "120"})
    assert Reading.objects.get().value == Decimal(25)


def test_the_same_rows_again_write_nothing_and_a_correction_keeps_both_in_the_journal(world: Effects) -> None:
    _take(world, {})
    before = Entry.objects.count()
    assert _take(world, {}).unchanged == 1
    assert Entry.objects.count() == before
    assert _take(world, {"value": "6"}).updated == 1
    assert json.loads(Entry.objects.latest("pk").content)["changed"]["value"] == ["7.0000", "6.0000"]


def test_a_dry_run_keeps_nothing(world: Effects) -> None:
    assert (_take(world, {}, dry_run=True).created, Reading.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"indicator": "nothing"}, "indicator"),
        ({"territory": "000000001"}, "territory"),
        ({"period": "жаз"}, "period"),
        ({"value": "көп"}, "value"),
        ({"value": ""}, "value"),
        ({"source": ""}, "source"),
        ({"date": "2099-01-01"}, "date"),
        ({"indicator": "literate", "value": "", "part": "9", "whole": "3"}, "part"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_come_in(world: Effects, row: dict[str, str], column: str) -> None:
    found = _take(world, {"period": "2024"}, row)
    assert [(one.number, one.column) for one in found.rejected] == [(3, column)]
    assert (found.created, Reading.objects.count()) == (1, 1)


def test_one_value_twice_in_a_file_is_taken_once(world: Effects) -> None:
    assert [row.number for row in _take(world, {}, {"value": "9"}).rejected] == [3]
    assert Reading.objects.get().value == Decimal(7)


def test_a_code_of_several_libraries_needs_its_library(world: Effects) -> None:
    other = Indicator(library=Library.SDG, code="heaps", kind=Kind.SUM)
    other.set_names("Үйінділер")
    other.save()
    found = _take(world, {}, {"library": "sdg"})
    assert [(row.number, row.column) for row in found.rejected] == [(2, "library")]
    assert Reading.objects.get().indicator == other


def test_only_an_administrator_brings_readings_in(world: Effects) -> None:
    with pytest.raises(Refused):
        acts.import_readings([], by=world.district)


# ---- The commands --------------------------------------------------------------------------------------------------


def test_the_commands_say_what_was_read_and_keep_rejected_rows(world: Effects, tmp_path: Path) -> None:
    sheet = tmp_path / "readings.csv"
    head = "indicator,territory,period,value,source,date\n"
    good = f"heaps,{world.ulan.code},2025,7,акт,2026-01-15\n"
    sheet.write_text(f"{head}{good}heaps,{world.ulan.code},2025,көп,акт,2026-01-15\n", encoding="utf-8")
    found = CliRunner().invoke(import_, ["readings", str(sheet), "--json", "--language", "en"])
    report = json.loads(found.output)
    assert (report["created"], report["rejected"]) == (1, 1)
    assert "This is not a number" in Path(report["rejected_file"]).read_text(encoding="utf-8")


def test_a_library_comes_in_by_command_and_a_dry_run_says_so(tmp_path: Path) -> None:
    sheet = tmp_path / "library.csv"
    sheet.write_text("kind,code,field,title_kk,title_ru,title_en\ngoal,4,title,Білім,Образование,Education\n", "utf-8")
    found = CliRunner().invoke(import_, ["indicators", str(sheet), "--source", "kazstat", "--dry-run"])
    assert found.exit_code == 0
    assert "dry run" in found.output


def test_a_sheet_without_its_columns_is_refused_in_one_sentence(tmp_path: Path) -> None:
    sheet = tmp_path / "library.csv"
    sheet.write_text("code,title\n4,Білім\n", "utf-8")
    found = CliRunner().invoke(import_, ["indicators", str(sheet), "--source", "kazstat", "--language", "en"])
    assert (found.exit_code, "needs a row that names these columns" in found.output) == (2, True)
