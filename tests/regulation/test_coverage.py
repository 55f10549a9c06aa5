"""Coverage counted by hand and by Köpir; small numbers; workload; weak duties; the right of reply."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.posts.models import Post
from kopir.regulation.acts.findings import examine
from kopir.regulation.acts.replies import reply
from kopir.regulation.models import Obligation, Reply
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries import coverage
from kopir.regulation.queries.coverage import Axis, CoverageFilter, Tally
from tests.factories import official
from tests.regulation import republic
from tests.regulation.republic import DISTRICTS, REGIONS, Republic, duty

pytestmark = pytest.mark.django_db

SPRING = Quarter(2024, 2)
STATES = {"done": {"done_on": date(2024, 5, 1)}, "waived": {"waived_until": date(2024, 9, 1), "reason": "№ 1"}}


@pytest.fixture
def world() -> Republic:
    return Republic()


def owe(post: Post, code: str, *states: str, due_on: date = date(2024, 5, 10)) -> None:
    """Obligations of a duty of a post, one a state, each with another period."""
    begun = Obligation.objects.filter(post=post).count()
    rows = [
        Obligation(
            duty=duty(code), post=post, period_start=due_on, period_end=due_on + timedelta(days=begun + number), due_on=due_on,
            state=state, **STATES.get(state, {}),
        )
        for number, state in enumerate(states)
    ]  # fmt: skip
    Obligation.objects.bulk_create(rows)


def test_coverage_is_done_of_what_was_done_missed_or_is_past_its_day(world: Republic) -> None:
    """7 done, 2 missed, 1 past due = 70 %; what was waived, fell away or is still to come is left out."""
    owe(world.central, "plan", *["done"] * 7, "missed", "missed", "due", "waived", "lapsed")
    owe(world.central, "meetings", "due", due_on=timezone.localdate() + timedelta(days=20))
    found = coverage.coverage(CoverageFilter())
    assert found == Tally(done=7, missed=2, late=1, ahead=1, waived=1, lapsed=1)
    assert (found.counted, found.share, found.is_low) == (10, 70, False)


@pytest.mark.parametrize(("done", "missed", "share", "few"), [(4, 0, None, True), (2, 3, 40, False), (0, 0, None, False)])
def test_of_fewer_than_five_no_percentage_is_given(world: Republic, done: int, missed: int, share: int | None, few: bool) -> None:
    owe(world.central, "plan", *["done"] * done, *["missed"] * missed)
    found = coverage.coverage(CoverageFilter())
    assert (found.share, found.is_few, found.counted) == (share, few, done + missed)


def test_a_share_is_never_rounded_up_to_the_whole(world: Republic) -> None:
    owe(world.central, "plan", *["done"] * 199, "missed")
    assert coverage.coverage(CoverageFilter()).share == 99


def test_a_low_figure_is_low_also_when_it_is_small() -> None:
    assert Tally(done=1, missed=2).is_low and not Tally(done=1, missed=1).is_low and not Tally().is_low


def test_a_proof_that_waits_for_its_check_is_not_late(world: Republic) -> None:
    owe(world.central, "plan", "due")
    row = Obligation.objects.get()
    row.proofs.create(kind="link", url="https://example.kz", given_at=datetime(2024, 5, 9, tzinfo=UTC))
    assert coverage.coverage(CoverageFilter()) == Tally(ahead=1)


def test_a_quarter_has_what_was_due_in_it(world: Republic) -> None:
    owe(world.central, "plan", "done", due_on=date(2024, 3, 31))
    owe(world.central, "plan", "missed", due_on=date(2024, 4, 1))
    owe(world.central, "plan", "done", due_on=date(2024, 6, 30))
    assert coverage.coverage(CoverageFilter.of(SPRING)) == Tally(done=1, missed=1)
    assert coverage.by_quarter(CoverageFilter()) == {SPRING.previous: Tally(done=1), SPRING: Tally(done=1, missed=1)}
    assert coverage.quarters_with_figures() == [Quarter.of(timezone.localdate()), SPRING, SPRING.previous]


def test_a_quarter_begins_and_ends_on_its_days() -> None:
    assert (SPRING.since, SPRING.until) == (date(2024, 4, 1), date(2024, 6, 30))
    assert (Quarter(2023, 4).following, Quarter(2024, 1).previous) == (Quarter(2024, 1), Quarter(2023, 4))
    assert (Quarter.read("2024-2"), Quarter.read("2024-5"), Quarter.read("x")) == (SPRING, None, None)


def test_it_is_counted_by_place_duty_body_and_post(world: Republic) -> None:
    region, one, other = (world.posts[code] for code in (REGIONS[0], DISTRICTS[0], DISTRICTS[1]))
    owe(region, "plan", "done")
    owe(one, "plan", "done", "missed")
    owe(other, "meetings", "missed")
    by_place = coverage.tallies(CoverageFilter(), Axis.REGION, Axis.DUTY)
    assert by_place == {("10", "plan"): Tally(done=2, missed=1), ("10", "meetings"): Tally(missed=1)}
    by_district = coverage.tallies(CoverageFilter(territory=region.territory), Axis.DISTRICT)
    assert by_district == {("1000",): Tally(done=1), ("1030",): Tally(done=1, missed=1), ("1031",): Tally(missed=1)}
    assert coverage.tallies(CoverageFilter(body=one.organisation), Axis.BODY) == {(one.organisation_id,): Tally(done=1, missed=1)}
    assert coverage.tallies(CoverageFilter(tier="region"), Axis.POST) == {(region.pk,): Tally(done=1)}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_whole_country_is_counted_in_two_queries(world: Republic, rows: int, django_assert_num_queries: object) -> None:
    for number in range(rows):
        owe(world.posts[DISTRICTS[number]], "plan", "done", "missed")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(coverage.tallies(CoverageFilter(), Axis.DISTRICT, Axis.DUTY)) == rows


def test_workload_stands_beside_it_for_each_post(world: Republic) -> None:
    owe(world.posts[REGIONS[0]], "plan", "done", "due")
    owe(world.posts[DISTRICTS[0]], "plan", "waived", "lapsed")
    counted = coverage.tallies(CoverageFilter(), Axis.REGION)
    load = coverage.workload(CoverageFilter(), Axis.REGION, counted)["10"]
    assert (load.posts, load.due, load.open, load.due_each) == (13, 3, 0, 0.2)


# ---- Weak duties ---------------------------------------------------------------------------------------------------


def test_a_duty_that_is_never_proved_although_due_is_weak(world: Republic) -> None:
    owe(world.central, "plan", "missed")
    owe(world.central, "report", "missed", "done")
    weak = {row.duty.code: row for row in coverage.weaknesses()}
    assert weak["plan"].never_proved and "report" not in weak


def test_a_duty_that_no_act_proves_and_one_that_nobody_owns_are_weak(world: Republic) -> None:
    republic.no_owner(world, 1)
    examine()
    weak = {row.duty.code: row for row in coverage.weaknesses()}
    assert (weak["topics"].acts, weak["topics"].bodies) == (False, 1)
    assert (weak["plan"].acts, weak["plan"].bodies) == (True, 1)


# ---- The right of reply --------------------------------------------------------------------------------------------


def test_the_holder_replies_and_it_stands_beside_the_figure_of_that_time(world: Republic) -> None:
    post = world.posts[DISTRICTS[0]]
    given = {"since": SPRING.since, "until": SPRING.until, "language": "kk"}
    reply(post, by=official(post, post.appointments.get().person), text="Лауазым бос болды", **given)
    assert [row.text for row in coverage.replies(CoverageFilter.of(SPRING))] == ["Лауазым бос болды"]
    assert coverage.replies(CoverageFilter.of(SPRING.following)) == []
    assert coverage.replies(CoverageFilter.of(SPRING, territory=world.posts[REGIONS[1]].territory)) == []


def test_a_reply_about_one_duty_stands_beside_that_duty_only(world: Republic) -> None:
    post = world.posts[DISTRICTS[0]]
    given = {"since": SPRING.since, "until": SPRING.until, "language": "ru"}
    reply(post, by=official(post, post.appointments.get().person), text="Нет полномочия", duty_code="plan", **given)
    assert coverage.replies(CoverageFilter.of(SPRING, duty="topics")) == []
    assert len(coverage.replies(CoverageFilter.of(SPRING, duty="plan"))) == 1


def test_nobody_else_replies_for_a_post(world: Republic) -> None:
    post, other = world.posts[DISTRICTS[0]], world.posts[DISTRICTS[1]]
    for by in (official(other, other.appointments.get().person), VISITOR):
        with pytest.raises(Refused):
            reply(post, by=by, since=SPRING.since, until=SPRING.until, text="x", language="kk")
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("text", "until", "code"),
    [(" ", SPRING.until, "no_text"), ("x" * 1001, SPRING.until, "too_long"), ("x", date(2024, 1, 1), "ends_before")],
)
def test_a_reply_needs_words_and_a_time(world: Republic, text: str, until: date, code: str) -> None:
    post = world.posts[DISTRICTS[0]]
    with pytest.raises(Refused) as refused:
        reply(post, by=official(post, post.appointments.get().person), since=SPRING.since, until=until, text=text, language="kk")
    assert refused.value.code == code
