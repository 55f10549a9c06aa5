"""When contradictions are looked for: once a day, and after acts that change the facts; otherwise not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.journal.sealing import seal
from kopir.posts.acts import grant_power, withdraw_power
from kopir.posts.models import Power
from kopir.regulation.acts.examining import changes_facts, examine_if_changed
from kopir.regulation.acts.findings import Examined, accept
from kopir.regulation.models import Finding
from kopir.regulation.words import FindingState
from tests.factories import administrator
from tests.regulation import republic
from tests.regulation.moment import on
from tests.regulation.republic import DISTRICTS, Republic
from tests.regulation.test_findings import holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Republic:
    world = Republic()
    seal()
    return world


def look() -> Examined | None:
    seal()
    return examine_if_changed()


def test_it_looks_on_the_first_occasion_and_then_only_when_something_changed(world: Republic) -> None:
    republic.vacant(world, 0)
    assert look() == Examined(opened=1)
    assert look() is None


def test_without_a_change_it_costs_few_queries(world: Republic, django_assert_max_num_queries: object) -> None:
    look()
    seal()
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert examine_if_changed() is None


def test_a_withdrawn_power_is_found_with_the_next_look_and_a_granted_one_resolves_it(world: Republic) -> None:
    look()
    post, power = world.posts[DISTRICTS[0]], Power.objects.get(code="change_budget_topics")
    withdraw_power(post, power, by=administrator(), reason="№ 4")
    assert look() == Examined(opened=1)
    grant_power(post, power, by=administrator(), legal_basis="№ 5")
    assert look() == Examined(resolved=1)


def test_what_people_do_about_findings_is_no_reason_to_look_again(world: Republic) -> None:
    republic.vacant(world, 0)
    look()
    accept(
        Finding.objects.get(), by=administrator(),
        until=timezone.localdate() + timedelta(days=3), reason="Конкурс",
    )  # fmt: skip
    assert look() is None


def test_on_the_next_day_it_looks_again_and_what_was_accepted_until_then_is_open(world: Republic) -> None:
    republic.vacant(world, 0)
    look()
    until = timezone.localdate() + timedelta(days=1)
    accept(Finding.objects.get(), by=administrator(), until=until, reason="Конкурс")
    with on(until):
        assert look() == Examined(unchanged=1)
        assert Finding.objects.get().state == FindingState.ACCEPTED
    with on(until + timedelta(days=1)):
        look()
        assert Finding.objects.get().state == FindingState.OPEN
        assert look() is None


def test_only_the_system_and_administrators_make_it_look(world: Republic) -> None:
    with pytest.raises(Refused):
        examine_if_changed(by=holder(world.central))
    assert examine_if_changed(by=SYSTEM) is not None


def test_acts_that_change_facts_are_told_from_those_that_do_not() -> None:
    assert changes_facts("posts.appoint") and changes_facts("regulation.assign")
    assert not changes_facts("interactions.answer") and not changes_facts("regulation.accept_finding")
