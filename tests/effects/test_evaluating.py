"""The five official criteria: sheets of a council, approval, the year of a body."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kopir.effects import acts
from kopir.effects.models import Effect, Evaluation
from kopir.effects.queries import evaluating as queries
from kopir.effects.words import Criterion
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from tests.effects.world import Effects, fresh
from tests.practices.test_cards import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def scores(*experts: int) -> dict[tuple[int, str], int]:
    """Each expert gives every criterion the same."""
    return {(n, one): points for n, points in enumerate(experts, start=1) for one in Criterion.values}


def evaluated(world: Effects, effect: Effect | None = None, **values: Any) -> Evaluation:
    given = {
        "council": "Сараптама кеңесі", "held_on": date(2026, 10, 1), "language": "kk", "scores": scores(5, 4, 3),
        "conclusions": {"relevance": "Өте өзекті"}, **values,
    }  # fmt: skip
    return acts.save_evaluation(effect or world.published_effect(), by=world.district, **given)


def test_sum_and_mean_of_three_experts_follow_from_their_points(world: Effects) -> None:
    sheet = queries.sheet(evaluated(world))
    assert [(row.total, row.mean) for row in sheet.rows] == [(12, 4.0)] * 5
    assert (sheet.total, sheet.mean, sheet.experts) == (60, 4.0, [1, 2, 3])
    assert sheet.rows[0].conclusion == "Өте өзекті"


def test_an_approved_sheet_is_frozen_and_both_parties_are_told(world: Effects) -> None:
    found = acts.approve_evaluation(evaluated(world), by=world.district)
    assert len(found.hash) == 64
    assert Entry.objects.get(act="effects.approve_evaluation").is_open
    assert set(Notice.objects.filter(text="effects.evaluated").values_list("post", "organisation")) == {
        (world.district_post.pk, None), (None, world.ngo.pk),
    }  # fmt: skip
    refused("not_now", lambda: evaluated(world, found.effect, evaluation=found))
    refused("not_now", lambda: acts.add_remark(found, by=world.district, text="Жаңа", language="kk", accepted=True))


def test_a_sheet_is_approved_only_when_every_expert_scored_everything(world: Effects) -> None:
    gaps = {key: points for key, points in scores(5, 4).items() if key != (2, "plan")}
    found = evaluated(world, scores=gaps)
    refused("not_whole", lambda: acts.approve_evaluation(found, by=world.district))


def test_a_remark_not_accepted_says_why(world: Effects) -> None:
    found = evaluated(world)
    refused(
        "no_reason",
        lambda: acts.add_remark(found, by=world.district, text="Кеш", language="kk", accepted=False),
    )
    remark = acts.add_remark(found, by=world.district, text="Кеш", language="kk", accepted=None)
    refused("open_remarks", lambda: acts.approve_evaluation(found, by=world.district))
    acts.remove_remark(remark, by=world.district)
    acts.add_remark(found, by=world.district, text="Кеш", language="kk", accepted=False, because="Мерзім келісілген")
    acts.approve_evaluation(found, by=world.district)
    assert len(queries.sheet(fresh(found)).refused) == 1


def test_only_holders_of_posts_of_the_body_evaluate(world: Effects) -> None:
    effect = world.published_effect()
    given = {"council": "Кеңес", "held_on": date(2026, 10, 1), "language": "kk", "scores": {}, "conclusions": {}}
    for by in (world.author, world.neighbour, world.region, world.joiner):
        refused("not_body", lambda by=by: acts.save_evaluation(effect, by=by, **given))
    refused("points", lambda: acts.save_evaluation(effect, by=world.district, **{**given, "scores": {(1, "plan"): 6}}))


def test_the_sheet_being_filled_in_is_seen_by_the_body_alone(world: Effects) -> None:
    found = evaluated(world)
    assert queries.evaluation_for(world.district, found.pk) == found
    refused("not_found", lambda: queries.evaluation_for(world.author, found.pk))
    acts.approve_evaluation(found, by=world.district)
    assert queries.evaluation_for(world.author, found.pk) == found


def test_the_year_of_a_body_takes_the_last_approved_sheet_of_each_card(world: Effects, django_assert_num_queries: Any) -> None:
    first = world.published_effect()
    acts.approve_evaluation(evaluated(world, first, scores=scores(1, 1)), by=world.district)
    again = evaluated(world, first, scores=scores(5, 5), held_on=date(2026, 11, 1))
    acts.add_remark(again, by=world.district, text="Жақсы", language="kk", accepted=True)
    acts.approve_evaluation(again, by=world.district)
    acts.approve_evaluation(evaluated(world, scores=scores(3), held_on=date(2026, 9, 1)), by=world.district)
    evaluated(world, scores=scores(2))  # not approved
    body = world.district_post.organisation
    with django_assert_num_queries(4):
        [direction] = queries.year_of(body, 2026)
        rows = queries.csv_rows([direction])
    assert [row.given for row in direction.rows] == [[5, 5, 3]] * 5
    assert (direction.total, direction.mean, direction.remarks, direction.refused) == (65, 4.33, 1, 0)
    assert rows[0] == ["3", "relevance", 2, 3, 13, 4.33, "", ""]
    assert rows[-1] == ["3", "all", 2, 15, 65, 4.33, 1, 0]
    assert queries.years_of_bodies() == [{"body": body, "year": 2026, "number": 2}]
