"""Resolutions carried out from the page of a finding: each makes its contradiction go, and can be taken back where lawful."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.base.actors import VISITOR, Actor, Role
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.posts.models import GrantedPower, Mandate, Post
from kopir.posts.words import Rank
from kopir.regulation.acts import resolving
from kopir.regulation.acts.findings import examine
from kopir.regulation.models import Assignment, Finding, FunctionLink
from kopir.regulation.queries import resolving as queries
from kopir.regulation.words import FindingState, LinkState, Resolution
from tests.factories import administrator, coordinator, make_post
from tests.regulation import republic
from tests.regulation.republic import DISTRICTS, REGIONS, Republic, duty
from tests.regulation.test_findings import holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Republic:
    return Republic()


def found(key: str = "") -> Finding:
    examine()
    rows = Finding.objects.select_related("post__organisation", "body", "power")
    return rows.get(key=key) if key else rows.get()


def test_a_power_given_by_an_order_resolves_it_and_the_finding_remembers_the_entry(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    row = found()
    assert resolving.give_power(row, by=administrator(), legal_basis="№ 45")
    entry = Entry.objects.get(act="posts.grant_power")
    assert (row.state, row.resolved_by) == (FindingState.RESOLVED, entry.pk)


def test_a_power_that_begins_later_does_not_resolve_it_yet(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not resolving.give_power(found(), by=administrator(), legal_basis="№ 45", starts_on=tomorrow)
    assert examine(on=tomorrow).resolved == 1


def test_a_power_is_not_given_without_its_order(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    with pytest.raises(Refused) as refused:
        resolving.give_power(found(), by=administrator(), legal_basis=" ")
    assert refused.value.code == "no_basis"


def test_a_granted_power_is_withdrawn_again_and_the_contradiction_comes_back(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    row, by = found(), administrator()
    resolving.give_power(row, by=by, legal_basis="№ 45")
    assert resolving.take_back(row, by=by, reason="Қате")
    assert (row.state, row.times) == (FindingState.RECURRING, 2)
    assert not GrantedPower.objects.filter(post=row.post, power=row.power).exists()


def test_a_step_given_to_a_post_with_the_power_resolves_it_and_is_taken_back(world: Republic) -> None:
    republic.no_power(world, 0, "approve_plans", "plan")
    row, by = found(), administrator()
    near = queries.near(row)
    able = queries.choices(row, Resolution.ASSIGN_STEP, near)
    assert world.posts[REGIONS[0]] in able and row.post not in able
    (step,) = queries.steps_of(row, queries.duties_of(row))
    assert resolving.assign_step(row, by=by, duty=duty("plan"), step=step, post=world.posts[REGIONS[0]], legal_basis="№ 1")
    assert resolving.take_back(row, by=by, reason="Қате")
    assert row.state == FindingState.RECURRING and not Assignment.objects.exists()


def test_a_recorded_rank_resolves_it_but_the_holder_does_not_record_it(world: Republic) -> None:
    republic.low_rank(world, 4)
    row = found()
    assert Rank.DEPUTY_AKIM in queries.higher_ranks(row) and Rank.SPECIALIST not in queries.higher_ranks(row)
    with pytest.raises(Refused):
        resolving.raise_rank(row, by=holder(world.posts[DISTRICTS[4]]), rank=Rank.DEPUTY_AKIM)
    assert resolving.raise_rank(row, by=administrator(), rank=Rank.DEPUTY_AKIM)


def test_whoever_holds_the_post_delegates_the_duty_until_a_day(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    row, until = found(), timezone.localdate() + timedelta(days=30)
    by = holder(world.posts[DISTRICTS[0]])
    assert resolving.delegate(
        row, by=by, duties=queries.duties_of(row), post=world.posts[REGIONS[0]], legal_basis="№ 2", ends_on=until
    )
    assert examine(on=until + timedelta(days=1)).recurring == 1


def test_one_of_two_rivals_is_named_for_all_their_duties_at_once(world: Republic) -> None:
    republic.two_owners(world, 0)
    row = found()
    mine, other = queries.choices(row, Resolution.NAME_OWNER, queries.near(row))
    assert {mine.organisation_id, other.organisation_id} == {row.body_id}
    duties = queries.duties_of(row)
    assert resolving.name_owner(row, by=administrator(), duties=duties, post=mine, legal_basis="№ 3")
    assert Assignment.objects.count() == len(duties) > 1


def test_all_decisions_of_one_request_are_taken_back_together(world: Republic) -> None:
    republic.two_owners(world, 0)
    row, person = found(), administrator()
    by = Actor(Role.ADMINISTRATOR, person.person_id, person.name, request_id="one")
    post = world.posts[DISTRICTS[0]]
    resolving.name_owner(row, by=by, duties=queries.duties_of(row), post=post, legal_basis="№ 3")
    assert resolving.take_back(row, by=by, reason="Қате")
    assert not Assignment.objects.exists() and row.state == FindingState.RECURRING


def test_a_duty_of_nobody_gets_an_owner_from_the_bodies_around(world: Republic) -> None:
    republic.no_owner(world, 1)
    row = found()
    assert world.posts[REGIONS[1]] in queries.choices(row, Resolution.NAME_OWNER, queries.near(row))
    assert resolving.name_owner(
        row, by=administrator(), duties=queries.duties_of(row), post=world.posts[REGIONS[1]], legal_basis="№ 4"
    )


def test_a_wider_mandate_covers_the_place(world: Republic) -> None:
    republic.no_cover(world, 3)
    row, place = found(), world.posts[REGIONS[3]].territory
    sectors = queries.sectors_of(row)
    assert resolving.widen_mandate(row, by=administrator(), post=world.posts[REGIONS[3]], place=place, sectors=sectors)
    assert Mandate.objects.filter(post=world.posts[REGIONS[3]], sector=world.youth).exists()


def test_a_function_judged_to_be_other_work_is_resolved(world: Republic) -> None:
    republic.elsewhere(world, 3, "consult", LinkState.PROPOSED, 0.7)
    row = found()
    link = queries.link_of(row)
    assert link is not None and resolving.judge(row, by=coordinator(), link=link, judgement=LinkState.DIFFERENT)
    assert FunctionLink.objects.get().state == LinkState.DIFFERENT


def test_the_same_work_stays_a_contradiction_until_its_owner_is_named(world: Republic) -> None:
    republic.elsewhere(world, 1, "picture", LinkState.PROPOSED, 0.7)
    row, by = found(), administrator()
    link = queries.link_of(row)
    assert link is not None and not resolving.judge(row, by=by, link=link, judgement=LinkState.SAME)
    department = make_post(row.body)
    assert department in queries.choices(row, Resolution.NAME_OWNER, queries.near(row))


# ---- Who may -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resolution", [one for one in Resolution if one != Resolution.JUDGE_LINK])
def test_a_visitor_carries_out_nothing(world: Republic, resolution: Resolution) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    assert not resolving.may_carry_out(VISITOR, found(), resolution)


def test_what_is_resolved_is_not_resolved_again(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    row, by = found(), administrator()
    resolving.give_power(row, by=by, legal_basis="№ 45")
    assert resolving.may_carry_out(by, row, Resolution.GRANT_POWER).code == "not_now"


def test_nothing_is_taken_back_that_was_not_done_here(world: Republic) -> None:
    republic.vacant(world, 0)
    row = found()
    world.posts[DISTRICTS[0]].appointments.update(ends_on=None)
    examine()
    row.refresh_from_db()
    assert row.state == FindingState.RESOLVED and not resolving.may_take_back(administrator(), row)


def test_whom_to_ask_the_post_above_comes_first(world: Republic) -> None:
    republic.low_rank(world, 0)
    row = found()
    asked: list[Post] = queries.who_can(row, queries.near(row))
    assert asked[0] == world.posts[REGIONS[0]] and row.post not in asked
