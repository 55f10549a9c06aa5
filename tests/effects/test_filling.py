"""A sheet of measurements goes out, is filled in and comes in again; what is wrong is named row by row."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kopir.base.errors import Refused
from kopir.effects.acts.filling import COLUMNS, Outcome, fill_in, read_filled, sheet_of
from kopir.effects.models import Effect, Measurement
from kopir.effects.queries.measuring import measured
from kopir.effects.sheets import Row, csv_bytes, xlsx_bytes
from kopir.effects.words import Kind
from tests.effects.world import Effects

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


@pytest.fixture
def card(world: Effects) -> Effect:
    card = world.published_effect(measured=True)
    world.measure(card, world.indicator("literate", Kind.SHARE), baseline=None, target=None)
    world.measure(card, world.indicator("people", Kind.PEOPLE), baseline=None, target=None)
    return card


def _fill(world: Effects, card: Effect, *rows: dict[str, str], submit: bool = False, dry_run: bool = False) -> Outcome:
    whole = [
        Row(number, {"indicator": "heaps", "territory": world.ulan.code, "period": "2026-Q1", **row})
        for number, row in enumerate(rows, 2)
    ]
    return fill_in(card, whole, by=world.author, submit=submit, dry_run=dry_run)


@pytest.mark.parametrize("name", ["sheet.csv", "sheet.xlsx"])
def test_the_template_comes_in_again_without_changing_anything(world: Effects, card: Effect, name: str, tmp_path: Path) -> None:
    _fill(
        world, card, {"value": "7", "source": "акт"}, {"indicator": "literate", "part": "1", "whole": "3"},
        {"indicator": "people", "value": "10", "overlap_low": "2", "overlap_high": "3", "women": "6"},
    )  # fmt: skip
    rows = [row for one in measured(card, world.author) for row in one.rows]
    lines = sheet_of(card, rows, "kk")
    path = tmp_path / name
    path.write_bytes(xlsx_bytes("Sheet", lines) if name.endswith("xlsx") else csv_bytes(lines))
    found = fill_in(card, read_filled(path), by=world.author)
    assert (found.read, found.unchanged, found.rejected) == (3, 3, [])


def test_what_is_not_taken_of_a_row_is_noted_and_no_row_goes_in_silence(world: Effects, card: Effect, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    head, start = "indicator,territory,period,value,note,men,source,,оқылмаған\n", f"heaps,{world.ulan.code}"
    lines = f"{start},2026-Q1,5,,,,бөтен,7\n{start},2025-Q4,#REF!,,,,,\n{start},2025-Q3,,,,акт,,\n{start},2025-Q2,,,,,,\n"
    path.write_text(head + lines)
    rows = read_filled(path)
    found = fill_in(card, rows, by=world.author)
    assert (rows.left_out, found.read, found.created) == (["оқылмаған"], 1, 1)
    assert [(note.number, note.column, note.value) for note in found.notes] == [(2, "", "бөтен")]
    assert [(one.number, one.column) for one in found.rejected] == [(3, "value"), (4, "value")]
    assert "Формула" in found.rejected[0].reason


def test_the_template_asks_for_the_quarters_that_ended_and_were_not_measured(world: Effects, card: Effect) -> None:
    head, *lines = sheet_of(card, [], "kk")
    assert tuple(head) == COLUMNS
    assert len(lines) == 3 * len({line[5] for line in lines})
    assert {line[3] for line in lines} == {card.territory_id}


def test_rows_become_drafts_or_are_submitted_at_once(world: Effects, card: Effect) -> None:
    assert _fill(world, card, {"value": "7"}).created == 1
    assert Measurement.objects.get().state == "draft"
    found = _fill(world, card, {"value": "6"}, submit=True)
    assert (found.updated, found.submitted) == (1, 1)
    row = Measurement.objects.get()
    assert (row.state, row.value, row.starts_on, row.ends_on) == (
        "submitted", Decimal(6), date(2026, 1, 1), date(2026, 3, 31)
    )  # fmt: skip


def test_empty_rows_are_passed_over(world: Effects, card: Effect) -> None:
    assert _fill(world, card, {}, {"value": "7"}).read == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"indicator": "nothing", "value": "1"}, "indicator"),
        ({"territory": "1", "value": "1"}, "territory"),
        ({"period": "жаз", "value": "1"}, "period"),
        ({"period": "2099", "value": "1"}, "period"),
        ({"value": "көп"}, "value"),
        ({"indicator": "literate", "part": "4", "whole": "3"}, "part"),
        ({"indicator": "literate", "part": "1", "whole": "3", "women": "1"}, "women"),
        ({"indicator": "people", "value": "3", "overlap_high": "9"}, "overlap_high"),
        ({"value": "3", "women": "9"}, "women"),
    ],
)
def test_a_wrong_row_is_named_with_its_column_and_the_others_come_in(
    world: Effects, card: Effect, row: dict[str, str], column: str
) -> None:
    found = _fill(world, card, {"value": "7", "period": "2025-Q4"}, row)
    assert [(one.number, one.column) for one in found.rejected] == [(3, column)]
    assert (found.created, Measurement.objects.count()) == (1, 1)


def test_one_value_twice_in_a_sheet_is_taken_once(world: Effects, card: Effect) -> None:
    found = _fill(world, card, {"value": "7"}, {"value": "8"})
    assert ([row.number for row in found.rejected], Measurement.objects.get().value) == ([3], Decimal(7))


def test_a_value_that_stands_is_not_written_over_by_a_sheet(world: Effects, card: Effect) -> None:
    _fill(world, card, {"value": "7"}, submit=True)
    found = _fill(world, card, {"value": "8"})
    assert [row.column for row in found.rejected] == ["period"]


def test_a_dry_run_keeps_nothing(world: Effects, card: Effect) -> None:
    assert (_fill(world, card, {"value": "7"}, dry_run=True).created, Measurement.objects.count()) == (1, 0)


def test_only_the_party_that_wrote_the_card_fills_it_in(world: Effects, card: Effect) -> None:
    for stranger in (world.district, world.joiner):
        with pytest.raises(Refused):
            fill_in(card, [], by=stranger)
