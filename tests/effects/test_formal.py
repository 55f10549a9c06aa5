"""Formal closings: what was closed as done and shows no effect that anybody named, checked, or agrees with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.models import Check, Effect
from kopir.effects.queries.formal import (
    Axis,
    FormalFilter,
    FormalTally,
    What,
    closed_duties,
    closed_matters,
    formal,
    formal_replies,
    formal_tallies,
    matter_verdict,
)
from kopir.effects.words import Agreed, Holds, Verdict
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.regulation.models import Obligation
from tests.effects.asking import Later, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Later:
    return Later()


def named(world: Later, matter: Matter) -> Effect:
    """A published card of the matter; where it is written is another test's business."""
    card = acts.draft_from_matter(matter, by=world.author)
    Effect.objects.filter(pk=card.pk).update(state="published", published_at=timezone.now())
    return fresh(card)


def asked(world: Later, matter: Matter) -> Matter:
    acts.ask_checks()
    return fresh(matter)


def test_a_matter_is_judged_only_when_it_is_closed_and_claims_an_effect(world: Later) -> None:
    assert matter_verdict(world.answered()) is None
    refused = world.received()
    matters.answer(refused, by=world.district, kind="refused", statement="Бұл жерде алаң салуға тыйым салынған.")
    matters.give_word(fresh(refused), by=world.author, word="confirmed")
    assert matter_verdict(fresh(refused)) is None


@pytest.mark.parametrize(("days", "verdict"), [(29, Verdict.TOO_EARLY), (31, Verdict.NO_EFFECT)])
def test_the_effect_is_to_be_named_within_thirty_days(world: Later, days: int, verdict: Verdict) -> None:
    assert matter_verdict(world.closed(days)) == verdict


@pytest.mark.parametrize(("days", "verdict"), [(100, Verdict.TOO_EARLY), (121, Verdict.NEVER_CHECKED)])
def test_a_named_effect_is_to_be_checked(world: Later, days: int, verdict: Verdict) -> None:
    matter = world.closed(days)
    named(world, matter)
    asked(world, matter)
    assert matter_verdict(matter) == verdict


def test_a_named_and_checked_effect_is_no_formal_closing(world: Later) -> None:
    matter = world.closed(100)
    named(world, matter)
    acts.answer_check(world.of_organisation(asked(world, matter)), by=world.author, holds=Holds.PARTLY)
    assert matter_verdict(matter) == Verdict.HOLDS


def test_a_closed_matter_whose_effect_fails_the_90_day_check_stands_in_the_figure(world: Later) -> None:
    matter = world.closed(90)
    named(world, matter)
    assert formal(FormalFilter()) == FormalTally(too_early=1)
    asked(world, matter)
    acts.answer_check(world.of_post(matter), by=world.district, holds=Holds.YES)
    assert formal(FormalFilter()) == FormalTally(holds=1)
    acts.answer_check(world.of_organisation(matter), by=world.author, holds=Holds.NO, words="Алаң жабылды")
    assert formal(FormalFilter()) == FormalTally(contradicted=1)
    rows = closed_matters(world.neighbour, FormalFilter(), Verdict.CONTRADICTED)
    assert [(row.pk, row.may_read) for row in rows] == [(matter.pk, True)]  # type: ignore[attr-defined]


def test_a_side_that_says_later_that_it_holds_again_takes_its_no_back(world: Later) -> None:
    matter = world.closed(366)
    named(world, matter)
    asked(world, matter)
    first = matter.checks.get(party="organisation", days=90)
    acts.answer_check(first, by=world.author, holds=Holds.NO)
    assert matter_verdict(matter) == Verdict.CONTRADICTED
    acts.answer_check(matter.checks.get(party="organisation", days=365), by=world.author, holds=Holds.YES)
    assert matter_verdict(matter) == Verdict.HOLDS


def test_an_author_who_contested_to_the_end_contradicts(world: Later) -> None:
    matter = world.answered()
    matters.give_word(fresh(matter), by=world.author, word="contested", text="Алаң ашылған жоқ")
    world.answer(fresh(matter), by=world.region)
    matters.give_word(fresh(matter), by=world.author, word="contested", text="Әлі ашылған жоқ")
    assert fresh(matter).state == "closed"
    assert matter_verdict(matter) == Verdict.CONTRADICTED


def test_a_card_that_the_other_side_contests_contradicts_until_it_says_otherwise(world: Later) -> None:
    matter = world.closed(10)
    card = acts.write(named(world, matter), by=world.author, language="kk", words={"changed": "Үйінді азайды"})
    acts.confirm(card, by=world.district, agreed=Agreed.CONTESTED, words="Санақ қате")
    assert matter_verdict(matter) == Verdict.CONTRADICTED
    acts.confirm(card, by=world.district, agreed=Agreed.CONFIRMED)
    assert matter_verdict(matter) == Verdict.TOO_EARLY


def test_it_is_counted_by_body_place_kind_and_quarter(world: Later) -> None:
    world.closed(40)
    matter = world.closed(100)
    filters, tally = FormalFilter(), FormalTally(no_effect=2)
    assert formal_tallies(filters, Axis.BODY) == {(world.district_post.organisation_id,): tally}
    assert formal_tallies(filters, Axis.REGION) == {("63",): tally}
    assert formal_tallies(filters, Axis.DISTRICT) == {("6360",): tally}
    assert formal_tallies(filters, Axis.KIND) == {("proposal",): tally}
    assert sum(row.formal for row in formal_tallies(filters, Axis.QUARTER).values()) == 2
    closed = timezone.localdate(matter.closed_at)
    assert formal(FormalFilter(since=closed, until=closed)) == FormalTally(no_effect=1)
    assert formal(FormalFilter(territory=world.glubokoe)) == FormalTally()
    assert formal(FormalFilter(territory=world.place, kind="proposal", sector="3")) == tally
    assert formal(FormalFilter(territory=matter.territory, only_seated=True)) == tally
    assert formal(FormalFilter(territory=world.region_post.territory, only_seated=True)) == FormalTally()
    assert formal(FormalFilter(only_seated=True)) == FormalTally()
    assert formal(FormalFilter(What.DUTIES, only_seated=True)) == FormalTally()


def test_counting_takes_as_many_queries_for_three_as_for_one(world: Later, django_assert_num_queries: Any) -> None:
    for number in (1, 2, 3):
        world.closed(40)
        with django_assert_num_queries(3):
            assert formal(FormalFilter()).formal == number
        with django_assert_num_queries(2):
            assert len([str(row.accountable) for row in closed_matters(world.author, FormalFilter())]) == number


def test_duties_are_counted_apart_and_those_of_a_matter_with_their_matter(world: Later) -> None:
    old = world.done_duty(40)
    world.done_duty(5)
    filters = FormalFilter(What.DUTIES)
    assert formal(filters) == FormalTally(no_effect=1, too_early=1)
    assert formal(FormalFilter()) == FormalTally()
    assert closed_duties(filters, Verdict.NO_EFFECT) == [old]
    Obligation.objects.update(subject_kind="interactions.matter", subject_id="1")
    assert formal(filters) == FormalTally()


def test_a_duty_with_a_card_that_was_checked_is_no_formal_closing(world: Later) -> None:
    duty = world.done_duty(130)
    card = acts.draft_from_duty(duty, by=world.district, organisation=world.ngo)
    Effect.objects.filter(pk=card.pk).update(
        state="published", published_at=timezone.now(), sector=world.sector, ends_on=duty.done_on
    )
    assert formal(FormalFilter(What.DUTIES)) == FormalTally(never_checked=1)
    acts.ask_checks()
    acts.answer_check(Check.objects.get(party="organisation"), by=world.author, holds=Holds.YES)
    assert formal(FormalFilter(What.DUTIES)) == FormalTally(holds=1)


def test_a_body_replies_beside_its_figure(world: Later) -> None:
    body = world.district_post.organisation
    acts.reply_to_figure(
        body, by=world.district, since=date(2026, 1, 1), until=date(2026, 3, 31), text="Карта жазылуда", language="kk"
    )
    inside = FormalFilter(since=date(2026, 3, 1), until=date(2026, 12, 1), territory=world.ulan)
    assert [row.text for row in formal_replies(inside)] == ["Карта жазылуда"]
    assert formal_replies(FormalFilter(since=date(2026, 5, 1), until=date(2026, 6, 1))) == []
    with pytest.raises(Refused):
        acts.reply_to_figure(body, by=world.neighbour, since=date(2026, 1, 1), until=date(2026, 3, 31), text="Жоқ", language="kk")
