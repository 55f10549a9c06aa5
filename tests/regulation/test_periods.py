"""When a duty that comes round by the calendar is due."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.terms import DayRule, WorkingCalendar
from kopir.regulation.periods import explain, occurrences, of_year

QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"
DAY = timedelta(days=1)
PLAIN = WorkingCalendar([], date(2030, 12, 31))

rules = st.one_of(
    st.builds(
        lambda months, day: f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))};BYMONTHDAY={day}",
        st.sets(st.integers(1, 12), min_size=1),
        st.sampled_from([*range(1, 29), -1]),
    ),
    st.builds(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day}", st.integers(1, 28)),
    st.builds(lambda day: f"FREQ=WEEKLY;BYDAY={day}", st.sampled_from(["MO", "WE", "FR", "SU"])),
)
years = st.integers(2018, 2040)
calendars = st.builds(
    lambda days: WorkingCalendar([DayRule(day, "holiday", {"kk": "мереке"}) for day in days], date(2041, 12, 31)),
    st.sets(st.dates(date(2018, 1, 1), date(2041, 12, 31)), max_size=200),
)


@given(rules, years, calendars)
def test_the_last_day_is_the_first_working_day_from_the_named_one(rule: str, year: int, calendar: WorkingCalendar) -> None:
    for period in of_year(rule, year, calendar):
        between = [period.end + DAY * n for n in range((period.due_on - period.end).days)]
        assert calendar.is_working(period.due_on)
        assert not any(calendar.is_working(day) for day in between)


@given(rules, years)
def test_periods_follow_one_another_without_a_gap(rule: str, year: int) -> None:
    found = [*of_year(rule, year, PLAIN), *of_year(rule, year + 1, PLAIN)]
    assert all(before.end + DAY == after.start for before, after in pairwise(found))
    assert all(period.start <= period.end for period in found)
    assert [period.end.year for period in found] == sorted(period.end.year for period in found)


@given(rules, years, calendars)
def test_the_calendar_moves_days_but_no_periods(rule: str, year: int, calendar: WorkingCalendar) -> None:
    found = [(period.start, period.end) for period in of_year(rule, year, calendar)]
    assert found == [(period.start, period.end) for period in of_year(rule, year, PLAIN)]


def test_a_quarter_by_its_twenty_fifth() -> None:
    found = [(str(period.start), str(period.end), str(period.due_on)) for period in of_year(QUARTERS, 2027, PLAIN)]
    assert found == [
        ("2026-12-26", "2027-03-25", "2027-03-25"),
        ("2027-03-26", "2027-06-25", "2027-06-25"),
        ("2027-06-26", "2027-09-25", "2027-09-27"),
        ("2027-09-26", "2027-12-25", "2027-12-27"),
    ]


def test_every_second_year_stays_the_same_year_whenever_one_asks() -> None:
    rule = "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=12"
    assert [period.end for year in range(2026, 2031) for period in of_year(rule, year, PLAIN)] == [
        date(2026, 5, 12), date(2028, 5, 12), date(2030, 5, 12),
    ]  # fmt: skip
    assert of_year(rule, 2028, PLAIN)[0].start == date(2026, 5, 13)


@pytest.mark.parametrize("wrong", ["", "nonsense", "FREQ=SOMETIMES"])
def test_what_is_no_rule_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError):
        occurrences(wrong, date(2026, 1, 1), date(2026, 12, 31))


WOMEN = DayRule(date(2027, 3, 25), "holiday", {"kk": "Наурыз мейрамы", "ru": "Наурыз", "en": "Nauryz"})


@pytest.mark.parametrize(
    ("language", "named", "moved"),
    [
        ("kk", "2027 ж. 25 наурыз", "Наурыз мейрамы"), ("ru", "25 марта 2027", "Наурыз"), ("en", "25 March 2027", "Nauryz"),
    ],
)  # fmt: skip
def test_the_day_is_explained_in_each_language(language: str, named: str, moved: str) -> None:
    calendar = WorkingCalendar([WOMEN], date(2027, 12, 31))
    first, second, covers = explain(of_year(QUARTERS, 2027, calendar)[0], calendar, language)
    assert named.replace(" ", "\N{NO-BREAK SPACE}") in first or named in first
    assert moved in second and "26" in second
    assert "2026" in covers


def test_a_day_beyond_the_known_days_off_is_said_to_be_uncertain() -> None:
    known = WorkingCalendar([], date(2026, 12, 31))
    assert "31 December 2026" in explain(of_year(QUARTERS, 2027, known)[0], known, "en")[-1]
    assert "Sunday" in explain(of_year("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10", 2027, known)[0], known, "en")[1]
