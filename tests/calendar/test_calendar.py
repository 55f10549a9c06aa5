"""The working calendar: its seed against the law, edits by hand, and that nobody reckons with an old one."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kopir.base.actors import SYSTEM, Actor, Role
from kopir.base.errors import Refused
from kopir.calendar import queries, rules
from kopir.calendar.acts import load_reference, remove_day, set_day
from kopir.calendar.acts.reference import days_of
from kopir.calendar.forms import RemoveDay, SetDay
from kopir.calendar.models import CalendarDay
from kopir.calendar.words import DayKind
from kopir.journal.models import Entry
from tests.factories import administrator, coordinator

NAMES = {"kk": "Демалыс", "ru": "Выходной", "en": "Day off"}


def off(year: int) -> list[str]:
    return [f"{day.date:%m-%d}" for day in days_of(year) if day.kind == DayKind.HOLIDAY]


def test_the_days_of_2026_are_those_announced() -> None:
    assert [day for day in off(2026) if date.fromisoformat(f"2026-{day}").weekday() < 5] == [
        "01-01", "01-02", "01-07", "03-09", "03-23", "03-24", "03-25", "05-01", "05-07", "05-11", "05-27", "07-06",
        "10-26", "12-16",
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2026, 2036))
def test_the_thirtieth_of_august_is_a_working_day_from_2026(year: int) -> None:
    assert not [day for day in off(year) if day.startswith(("08-", "09-"))]


@pytest.mark.parametrize("year", range(2027, 2036))
def test_constitution_day_is_in_march_from_2027_with_its_day_off(year: int) -> None:
    named = [day for day in days_of(year) if day.name_en.startswith("Constitution Day")]
    assert named[0].date == date(year, 3, 15)
    assert len(named) == 1 + (date(year, 3, 15).weekday() > 4)
    assert named[-1].date.weekday() < 5


def test_before_it_was_in_august() -> None:
    assert "08-30" in off(2025)
    assert "03-15" not in off(2026)


@pytest.mark.parametrize("year", range(2025, 2036))
def test_a_holiday_on_a_weekend_moves_to_the_next_working_day(year: int) -> None:
    days = list(days_of(year))
    lost = [day for day in days if day.kind == DayKind.HOLIDAY and day.date.weekday() > 4 and "moved" not in day.name_en]
    lost = [day for day in lost if day.name_en not in ("Orthodox Christmas", "Kurban Ait")]
    moved = [day for day in days if day.name_en.endswith("(day off moved)")]
    assert [day.date for day in moved if day.date.weekday() > 4] == []
    exchanged = sum(day.name_en == "Day off in exchange for a working day" for day in days)
    assert len(moved) + exchanged >= len(lost) >= len(moved)


def test_only_estimates_are_drafts() -> None:
    drafts = {year: [day.name_ru for day in days_of(year) if day.is_draft] for year in (2025, 2026, 2027, 2028)}
    assert drafts == {2025: [], 2026: [], 2027: ["Первый день Курбан айта"], 2028: ["Первый день Курбан айта"]}


def test_a_worked_weekend_day_is_a_working_day() -> None:
    assert [day.date for day in days_of(2024) if day.kind == DayKind.WORKING] == [date(2024, 5, 4)]


def test_every_day_has_three_names() -> None:
    for year in range(2024, 2036):
        for day in days_of(year):
            assert day.name_kk and day.name_ru and day.name_en
            assert day.name_kk != day.name_en


@pytest.mark.django_db
class TestCalendar:
    def test_the_seed_is_loaded_once(self) -> None:
        added = load_reference(by=SYSTEM)
        assert added == CalendarDay.objects.count() > 60
        assert load_reference(by=SYSTEM) == 0
        assert Entry.objects.filter(act="calendar.load").count() == 4

    def test_a_day_that_was_removed_does_not_come_back(self) -> None:
        load_reference(by=SYSTEM)
        day = CalendarDay.objects.filter(date__month=7).latest("date")
        remove_day(day, by=administrator(), reason="not this year")
        assert load_reference(by=SYSTEM) == 0
        assert queries.day_for(day.date) is None
        entry = Entry.objects.get(act="calendar.remove")
        assert (entry.subject_id, "not this year" in entry.content) == (str(day.pk), True)

    def test_the_calendar_is_never_stale(self) -> None:
        day = date(2027, 6, 1)  # a Tuesday
        assert queries.working_calendar().is_working(day)
        row = set_day(day, by=administrator(), kind=DayKind.HOLIDAY, names=NAMES, source="a decision")
        assert queries.working_calendar().names(day) == NAMES
        assert not queries.working_calendar().is_working(day)
        set_day(day, by=administrator(), kind=DayKind.WORKING, names=NAMES, source="another decision")
        assert queries.working_calendar().is_working(day)
        remove_day(row, by=administrator())
        assert queries.working_calendar().names(day) == {}

    def test_asking_again_takes_one_query_and_gives_the_same(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        load_reference(by=SYSTEM)
        calendar = queries.working_calendar()
        with django_assert_num_queries(1):
            assert queries.working_calendar() is calendar

    def test_it_is_known_until_the_end_of_its_last_year(self) -> None:
        set_day(date(2027, 6, 1), by=administrator(), kind=DayKind.HOLIDAY, names=NAMES, source="a decision")
        assert queries.working_calendar().known_until == date(2027, 12, 31)

    def test_days_from_now(self) -> None:
        load_reference(by=SYSTEM)
        calendar = queries.working_calendar()
        assert calendar.is_working(queries.working_days_from_now(15))
        assert queries.working_days_from_now(0) < queries.working_days_from_now(15)

    def test_who_may_change_it(self) -> None:
        for role in Role:
            allowed = role in (Role.ADMINISTRATOR, Role.SYSTEM)
            for rule in (rules.may_edit, rules.may_remove, rules.may_load):
                assert bool(rule(Actor(role), CalendarDay())) == allowed
        with pytest.raises(Refused):
            set_day(date(2027, 6, 1), by=coordinator(), kind=DayKind.HOLIDAY, names=NAMES, source="x")

    def test_forms_hand_over_what_the_acts_take(self) -> None:
        row = set_day(date(2027, 6, 1), by=administrator(), kind=DayKind.HOLIDAY, names=NAMES, source="a decision")
        form = SetDay(SetDay.values(row) | {"source": "another"})
        assert form.is_valid(), form.errors
        assert set_day(form.cleaned_data["date"], by=administrator(), **form.arguments).source == "another"
        assert list(SetDay(SetDay.values(row) | {"kind": DayKind.WORKING}).errors) == ["kind"]
        assert list(RemoveDay({}).errors) == ["reason"]
