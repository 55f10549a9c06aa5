"""Terms in working days: the rule, pauses, extensions, and the arithmetic in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.terms import ALMATY, DayRule, Extension, Pause, WorkingCalendar, reckon

INDEPENDENCE = {"kk": "Тәуелсіздік күні", "ru": "День Независимости", "en": "Independence Day"}
CALENDAR = WorkingCalendar(
    [
        DayRule(date(2026, 3, 9), "holiday", {"en": "Women's Day, moved"}),
        DayRule(date(2026, 12, 16), "holiday", INDEPENDENCE, "Law on holidays"),
        DayRule(date(2026, 12, 19), "working", {}, "Government decision"),
    ],
    known_until=date(2026, 12, 31),
)
days = st.dates(date(2026, 1, 1), date(2027, 6, 30))
lengths = st.integers(1, 60)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ALMATY)


@given(days, st.integers(0, 300))
def test_counting_undoes_adding(start: date, n: int) -> None:
    assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, n)) == n


@given(days, days)
def test_the_fast_count_agrees_with_counting_on_fingers(a: date, b: date) -> None:
    a, b = sorted((a, b))
    fingers = sum(CALENDAR.is_working(a + timedelta(n + 1)) for n in range((b - a).days))
    assert CALENDAR.working_days_between(a, b) == fingers == -CALENDAR.working_days_between(b, a)


@given(days, lengths)
def test_a_term_without_pauses_is_working_days_added_to_day_zero(start: date, length: int) -> None:
    term = reckon(_at(start), length, CALENDAR)
    assert term.due_on == CALENDAR.add_working_days(CALENDAR.next_working(start), length)
    assert [day.number for day in term.days if day.counted] == list(range(1, length + 1))


@given(days, days, lengths)
def test_who_comes_later_is_never_due_earlier(one: date, other: date, length: int) -> None:
    early, late = sorted((one, other))
    assert reckon(_at(early), length, CALENDAR).due_on <= reckon(_at(late), length, CALENDAR).due_on  # type: ignore[operator]


@given(days, lengths, st.data())
def test_a_pause_shifts_the_last_day_by_exactly_its_working_days(start: date, length: int, data: st.DataObject) -> None:
    plain = reckon(_at(start), length, CALENDAR)
    first = data.draw(st.sampled_from(plain.counted))
    last = first + timedelta(data.draw(st.integers(0, 60)))
    paused = reckon(_at(start), length, CALENDAR, pauses=[Pause(first, last)])
    lost = CALENDAR.working_days_between(first - timedelta(1), last - timedelta(1))
    assert paused.due_on == CALENDAR.add_working_days(plain.due_on, lost)  # type: ignore[arg-type]


@given(days, lengths, st.integers(1, 20))
def test_an_extension_is_the_same_as_a_longer_term(start: date, length: int, more: int) -> None:
    extended = reckon(_at(start), length, CALENDAR, extensions=[Extension(more, "facts")])
    assert extended.due_on == reckon(_at(start), length + more, CALENDAR).due_on


@given(days, lengths, days)
def test_used_and_left_make_the_whole(start: date, length: int, today: date) -> None:
    term = reckon(_at(start), length, CALENDAR)
    left = term.working_days_left(today)
    assert term.is_overdue(today) == (today > term.due_on)  # type: ignore[operator]
    assert round(term.share_used(today) * length) + max(left, 0) == length


def test_what_comes_on_a_saturday_counts_from_monday() -> None:
    term = reckon(_at(date(2026, 3, 14)), 1, CALENDAR)
    assert (term.received_on, term.starts_on, term.due_on) == (
        date(2026, 3, 14),
        date(2026, 3, 16),
        date(2026, 3, 17),
    )


def test_what_comes_after_closing_time_counts_as_that_day() -> None:
    assert reckon(_at(date(2026, 3, 16), 23), 1, CALENDAR).due_on == date(2026, 3, 17)


def test_the_day_of_receipt_is_the_local_one() -> None:
    term = reckon(datetime(2026, 3, 16, 20, tzinfo=UTC), 1, CALENDAR)
    assert term.received_on == date(2026, 3, 17)


def test_the_term_ends_with_the_last_second_of_the_last_day() -> None:
    term = reckon(_at(date(2026, 3, 16)), 1, CALENDAR)
    assert term.due_at == datetime(2026, 3, 17, 23, 59, 59, tzinfo=ALMATY)
    assert not term.is_overdue(date(2026, 3, 17))
    assert term.working_days_left(date(2026, 3, 17)) == 0
    assert term.working_days_left(date(2026, 3, 19)) == -2


def test_a_standing_pause_leaves_a_balance_and_no_last_day() -> None:
    term = reckon(_at(date(2026, 12, 4)), 15, CALENDAR, pauses=[Pause(date(2026, 12, 10), None, "asked a body")])
    assert (term.due_on, term.due_at) == (None, None)
    assert term.working_days_left(date(2027, 2, 1)) == 12
    assert not term.is_overdue(date(2028, 1, 1))
    assert term.explain("en")[-1] == "The last day is not set while the term is paused; left: 12 working days."


def test_a_pause_that_begins_after_the_last_day_changes_nothing() -> None:
    assert reckon(_at(date(2026, 3, 16)), 1, CALENDAR, pauses=[Pause(date(2026, 3, 18), None)]).due_on == date(2026, 3, 17)


def test_overlapping_pauses_count_once() -> None:
    two = [Pause(date(2026, 3, 17), date(2026, 3, 19)), Pause(date(2026, 3, 18), date(2026, 3, 20))]
    one = [Pause(date(2026, 3, 17), date(2026, 3, 20))]
    received = _at(date(2026, 3, 16))
    assert reckon(received, 5, CALENDAR, pauses=two).due_on == reckon(received, 5, CALENDAR, pauses=one).due_on


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: reckon(datetime(2026, 3, 16), 5, CALENDAR),
        lambda: reckon(_at(date(2026, 3, 16)), -1, CALENDAR),
        lambda: Pause(date(2026, 3, 16), date(2026, 3, 15)),
        lambda: Extension(0),
    ],
)
def test_nonsense_is_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        wrong()


TERM = reckon(
    _at(date(2026, 12, 5)),
    15,
    CALENDAR,
    pauses=[Pause(date(2026, 12, 10), date(2026, 12, 15), "asked a body")],
    extensions=[Extension(2, "facts to establish", "Art 76")],
)


def test_the_arithmetic_is_told_step_by_step() -> None:
    assert TERM.explain("en") == [
        "Rule: 15 working days; the day of receipt is not counted.",
        "Received: 5 December 2026 (a day off), so counted as received on the next working day: 7 December 2026.",
        "Extended: 2 working days. Ground: facts to establish; Art 76",
        "Paused: since 10 December 2026, running again since 15 December 2026, 3 working days not counted. Reason: asked a body",
        "Counted: 17 working days, 8 December 2026 – 4 January 2027.",
        "Counted although a weekend, made working days: 19 December 2026.",
        "Not counted: Saturdays and Sundays: 5; 16 December 2026, Independence Day.",
        "Last day: 4 January 2027, until the end of the day.",
        "Days off are known only up to 31 December 2026; the last day may still move.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "Есептелмеді: сенбі мен жексенбі: 5; 2026 жылғы 16 желтоқсан, Тәуелсіздік күні."),
        ("ru", "Не засчитано: суббот и воскресений: 5; 16 декабря 2026 года, День Независимости."),
    ],
)
def test_the_arithmetic_speaks_the_readers_language(language: str, sentence: str) -> None:
    assert sentence in TERM.explain(language)
    assert all("%(" not in line for line in TERM.explain(language))


def test_numbers_agree_with_their_nouns_in_russian() -> None:
    first = [reckon(_at(date(2026, 3, 16)), n, CALENDAR).explain("ru")[0] for n in (1, 3, 15)]
    assert [line.split(";")[0] for line in first] == [
        "Правило: 1 рабочий день",
        "Правило: 3 рабочих дня",
        "Правило: 15 рабочих дней",
    ]
