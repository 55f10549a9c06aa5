"""The two rules of adding up, against forty cases computed by hand in `cases.csv`: its arithmetic is read and checked too."""

import ast
import csv
import operator
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from kopir.effects.adding import USUAL, Missing, Rules, Total, Value, fits, together, total
from kopir.effects.words import Counted, Kind, LeftOut, NoTotal, OverPlaces, OverTime

Row = dict[str, str]
PLACES = Decimal("0.0001")
PEOPLE = Rules(Kind.PEOPLE, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.SUM)
OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def _cases() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["case"]].append(row)
    return found


CASES = _cases()
NAMES = [f"{number}: {rows[0]['words']}" for number, rows in CASES.items()]


def _period(text: str) -> tuple[date, date]:
    """`2026`, `2026Q2` or `2026-03-15/2026-04-20`."""
    if "/" in text:
        since, until = text.split("/")
        return date.fromisoformat(since), date.fromisoformat(until)
    year, quarter = int(text[:4]), text[5:]
    if not quarter:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(quarter) * 3
    return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _value(row: Row) -> Value:
    numbers = (_decimal(row[name]) for name in ("value", "part", "whole"))
    overlap = (_number(row[name]) for name in ("overlap_low", "overlap_high"))
    return Value(row["place"], *_period(row["period"]), *numbers, *overlap, row["state"], (), row["stands"])


def _case(rows: Sequence[Row]) -> tuple[Rules, list[Value], Row]:
    head, *lines, result = rows
    rules = Rules(head["kind"], head["counted"], head["over_time"], head["over_places"])
    return rules, [_value(row) for row in lines], result


def _worked_out(arithmetic: str) -> Decimal:
    """Decimal result of + - * / and brackets."""

    def of(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](of(node.left), of(node.right))  # type: ignore[no-any-return]
        assert isinstance(node, ast.Constant)
        return Decimal(str(node.value))

    return of(ast.parse(arithmetic, mode="eval").body)


def _close(found: Decimal | None, wanted: str) -> bool:
    return found.quantize(PLACES) == Decimal(wanted) if found is not None and wanted else found is None and not wanted


def test_there_are_forty_cases_and_each_is_whole() -> None:
    assert list(CASES) == [str(number) for number in range(1, 41)]
    assert all([rows[0]["line"], rows[-1]["line"]] == ["case", "total"] for rows in CASES.values())


@pytest.mark.parametrize("rows", CASES.values(), ids=NAMES)
def test_the_hand_computed_arithmetic_gives_what_the_sheet_says(rows: list[Row]) -> None:
    for end in ("low", "high"):
        arithmetic = rows[-1][f"{end}_arithmetic"]
        assert _close(_worked_out(arithmetic) if arithmetic else None, rows[-1][end])


@pytest.mark.parametrize("rows", CASES.values(), ids=NAMES)
def test_the_total_is_the_hand_computed_one(rows: list[Row]) -> None:
    rules, values, wanted = _case(rows)
    found = total(values, rules)
    assert all(_close(getattr(found, end), wanted[end]) for end in ("low", "high")), found
    assert (found.part, found.whole) == (_decimal(wanted["total_part"]), _decimal(wanted["total_whole"]))
    assert (found.none_because or "") == wanted["none"]


@pytest.mark.parametrize("rows", CASES.values(), ids=NAMES)
def test_every_value_stands_in_the_total_or_is_left_out_with_its_reason(rows: list[Row]) -> None:
    rules, values, wanted = _case(rows)
    found = total(values, rules)
    said = {left.value: str(left.why) for left in found.left_out} | dict.fromkeys(found.used, "yes")
    assert [said.get(value, "no") for value in values] == [value.of for value in values]
    missing = [f"{one.place} {one.since.year}Q{(one.since.month + 2) // 3}" for one in found.missing]
    assert ";".join(missing) == wanted["missing"]


@pytest.mark.parametrize("rows", CASES.values(), ids=NAMES)
def test_places_open_into_the_same_values_as_the_total(rows: list[Row]) -> None:
    rules, values, _wanted = _case(rows)
    found = total(values, rules)
    for place, one in found.places:
        assert set(one.used) <= {value for value in values if value.place == place}
        if rules.kind == Kind.PEOPLE and one.high is not None and found.high is not None:
            assert one.high <= found.high
            assert one.low is not None and found.low is not None and one.low <= found.low
    if rules.kind == Kind.SUM and found.is_there:
        assert sum(one.high or 0 for _place, one in found.places) == found.high


def test_the_order_of_rows_does_not_change_a_total_over_time() -> None:
    values = _case(CASES["5"])[1]
    found = {(one.low, one.high) for one in (total(order, PEOPLE) for order in permutations(values))}
    assert found == {(150, 160)}


def test_a_range_holds_the_truth_when_it_is_counted_person_by_person() -> None:
    """Three periods of real people: what the declared overlaps give holds the number of different people."""
    came = [set(range(100)), set(range(70, 140)), set(range(90, 160))]
    seen: set[int] = set()
    values = []
    for number, people in enumerate(came, 1):
        again = len(people & seen)
        seen |= people
        since, until = _period(f"2026Q{number}")
        values.append(Value("A", since, until, Decimal(len(people)), None, None, max(again - 5, 0), again + 5))
    found = total(values, PEOPLE)
    assert found.low is not None and found.high is not None
    assert found.low <= len(seen) <= found.high
    assert found.high - found.low <= 20


def test_a_value_without_a_number_is_left_out() -> None:
    value = Value("A", *_period("2026Q1"), None)
    found = total([value], PEOPLE)
    assert (found.is_there, found.none_because, found.left_out[0].why) == (False, NoTotal.NOTHING, LeftOut.EMPTY)
    assert not found.is_whole


def test_missing_periods_and_returned_values_make_a_total_not_whole() -> None:
    assert not total(_case(CASES["17"])[1], _case(CASES["17"])[0]).is_whole
    assert not total(_case(CASES["15"])[1], PEOPLE).is_whole
    assert total(_case(CASES["1"])[1], PEOPLE).is_whole
    assert Missing("B", *_period("2026Q2")) in total(_case(CASES["17"])[1], _case(CASES["17"])[0]).missing


def _nested(rules: Rules, *values: tuple[str, str, str, int]) -> Total:
    """(place, place above, period, amount)"""
    return total([Value(place, *_period(text), Decimal(amount), above=(above,)) for place, above, text, amount in values], rules)


def test_a_district_stands_for_its_villages_in_the_same_days() -> None:
    sums = Rules(Kind.SUM, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.SUM)
    found = _nested(
        sums, ("village", "district", "2026Q1", 4), ("village", "district", "2026Q2", 5), ("district", "", "2026Q1", 10)
    )
    assert found.high == 15
    assert [(left.value.until.month, left.why) for left in found.left_out] == [(3, LeftOut.PLACE_HELD)]


def test_where_the_last_value_stands_a_district_stands_for_its_villages_on_all_days() -> None:
    state = Rules(Kind.SUM, Counted.STATE, OverTime.LAST, OverPlaces.SUM)
    assert _nested(state, ("village", "district", "2026Q2", 5), ("district", "", "2026Q1", 10)).high == 10


# ---- Several cards -------------------------------------------------------------------------------------------------


def _of(low: int, high: int, part: int | None = None, whole: int | None = None) -> Total:
    numbers = [Decimal(one) if one is not None else None for one in (low, high, part, whole)]
    return Total(*numbers)


def test_people_of_several_cards_are_a_range_from_the_largest_card_to_the_sum() -> None:
    found = together([_of(100, 120), _of(40, 40), Total(none_because=NoTotal.NOTHING)], Kind.PEOPLE)
    assert (found.low, found.high) == (100, 160)


def test_shares_of_several_cards_are_pooled() -> None:
    found = together([_of(80, 80, 8, 10), _of(30, 30, 30, 100)], Kind.SHARE)
    assert found.high is not None and found.high.quantize(PLACES) == Decimal("34.5455")
    assert (found.part, found.whole) == (38, 110)


def test_cards_that_do_not_say_of_how_many_give_no_share_together() -> None:
    assert together([_of(80, 80), _of(30, 30)], Kind.SHARE).none_because == NoTotal.NO_WHOLE


def test_sums_and_yes_of_several_cards_are_added() -> None:
    assert together([_of(10, 10), _of(5, 5)], Kind.SUM).high == 15
    yes = together([_of(1, 1, 1, 2), _of(0, 0, 0, 3)], Kind.YES_NO)
    assert (yes.high, yes.whole) == (1, 5)


# ---- Rules that fit ------------------------------------------------------------------------------------------------


def test_the_usual_rules_fit() -> None:
    assert {(kind, counted) for kind in Kind for counted in Counted} == set(USUAL)
    assert all(fits(Rules(*key, *found)) for key, found in USUAL.items())


@pytest.mark.parametrize(
    "rules",
    [
        Rules(Kind.PEOPLE, Counted.CUMULATIVE, OverTime.SUM, OverPlaces.SUM),
        Rules(Kind.SUM, Counted.STATE, OverTime.SUM, OverPlaces.SUM),
        Rules(Kind.SHARE, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.POOLED),
        Rules(Kind.SHARE, Counted.PER_PERIOD, OverTime.POOLED, OverPlaces.SUM),
        Rules(Kind.MEAN, Counted.STATE, OverTime.POOLED, OverPlaces.POOLED),
        Rules(Kind.YES_NO, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.COUNT_YES),
        Rules(Kind.SUM, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.COUNT_YES),
    ],
    ids=lambda rules: re.sub(r"\W+", "-", "-".join((rules.kind, rules.counted, rules.over_time, rules.over_places))),
)
def test_rules_that_would_count_twice_or_average_blindly_do_not_fit(rules: Rules) -> None:
    assert not fits(rules)
