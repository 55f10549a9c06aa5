"""Figures of memory: what was opened, solved by adoption, saved and invented again."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.base.actors import VISITOR
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.memory import acts, queries
from kopir.memory.models import Comparison, Opening, Solution
from kopir.memory.queries import Axis, MemoryFilter
from kopir.practices.models import Proposal
from kopir.practices.shares import Middle, outer
from kopir.search.acts import judge
from kopir.search.meaning.service import Service
from kopir.search.words import Verdict
from tests.memory.world import Past
from tests.search.tried.test_tried import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Past:
    return Past()


def helped(world: Past, days: int) -> Matter:
    """Solved after a card was opened for it."""
    matter = world.solved(days)
    Opening.objects.create(matter=matter, card=world.card())
    return matter


# ---- Median --------------------------------------------------------------------------------------------------------


def test_a_median_of_fewer_than_five_is_not_shown() -> None:
    assert (Middle((1, 2, 3, 4)).is_shown, Middle((1, 2, 3, 4, 5)).is_shown) == (False, True)


@pytest.mark.parametrize(("number", "left_out"), [(1, 0), (5, 0), (6, 0), (9, 1), (12, 2), (20, 5), (100, 39)])
def test_the_interval_of_a_median_leaves_out_as_many_as_the_tables_say(number: int, left_out: int) -> None:
    assert outer(number) == left_out


def test_a_median_lies_between_its_ends() -> None:
    found = Middle(tuple(range(1, 21)))
    assert (found.low, found.middle, found.high) == (6, 10, 15)


# ---- Time saved ----------------------------------------------------------------------------------------------------


def test_days_are_saved_against_similar_matters(world: Past) -> None:
    world.usual(10, 20, 30, 40, 50)
    for days in (10, 12, 14, 16, 18):
        helped(world, days)
    saved = queries.sheet().total.saved
    assert (saved.is_shown, saved.middle, saved.low, saved.high) == (True, 16, 12, 20)


def test_nothing_is_said_where_fewer_than_five_are_similar(world: Past) -> None:
    world.usual(10, 20, 30, 40)
    helped(world, 10)
    assert queries.sheet().total.saved.values == ()


def test_what_was_not_confirmed_saves_nothing(world: Past) -> None:
    world.usual(10, 20, 30, 40, 50)
    matter = world.answered()
    Opening.objects.create(matter=matter, card=world.card())
    assert queries.sheet().total.saved.values == ()


# ---- Adoption ------------------------------------------------------------------------------------------------------


def test_a_solved_matter_counts_when_its_post_names_the_adoption(world: Past) -> None:
    adoption = world.adoption(world.published(), world.joiner)
    matter, running = world.solved(), world.received()
    for one in (matter, running):
        acts.name_adoption(one, by=world.district, adoption=adoption)
    assert queries.sheet().total.adopted == 1


def test_an_accepted_proposal_counts_by_itself(world: Past) -> None:
    card = world.published()
    matter = world.solved()
    Proposal.objects.create(card=card, post=world.neighbour_post, matter=matter, state="accepted")
    assert queries.sheet().total.adopted == 0
    world.adoption(card, world.neighbour)
    assert queries.sheet().total.adopted == 1


def test_a_named_adoption_is_taken_back(world: Past) -> None:
    adoption, matter = world.adoption(world.published(), world.joiner), world.solved()
    acts.name_adoption(matter, by=world.district, adoption=adoption)
    acts.name_adoption(matter, by=world.district, adoption=None)
    assert Solution.objects.count() == 0


def test_adoptions_to_name_are_of_the_body_and_of_the_author(world: Past) -> None:
    card = world.published(by=None)
    world.adoption(card, world.neighbour)
    own = world.adoption(card, world.author)
    assert list(queries.adoptions_to_name(world.received())) == [own]


# ---- Invented again ------------------------------------------------------------------------------------------------


def test_a_repeat_that_nobody_looked_at_is_counted_and_listed(world: Past) -> None:
    earlier, matter = world.solved(), world.received()
    world.repeats(matter, earlier)
    found = queries.sheet().total.repeats
    assert (found.part, found.whole) == (1, 1)
    (one,) = queries.repeats_unseen(VISITOR, MemoryFilter().condition())
    assert (one.matter, one.earlier, one.judged) == (matter, earlier, False)


@pytest.mark.parametrize("by_card", [False, True])
def test_whoever_opened_it_or_its_card_has_looked(world: Past, by_card: bool) -> None:
    earlier, matter = world.solved(), world.received()
    world.repeats(matter, earlier)
    card = world.card()
    type(card).objects.filter(pk=card.pk).update(matter=earlier)
    Opening.objects.create(matter=matter, **({"card": card} if by_card else {"earlier": earlier}))
    found = queries.sheet().total.repeats
    assert (found.part, found.whole) == (0, 1)


def test_a_judgement_before_the_answer_is_a_look(world: Past) -> None:
    earlier, matter = world.solved(), world.received()
    judge(matter, earlier, by=world.district, verdict=Verdict.SAME)
    found = queries.sheet().total.repeats
    assert (found.part, found.whole) == (0, 1)


def test_a_judgement_after_the_answer_shows_a_repeat(world: Past) -> None:
    earlier = world.solved(ended=90)
    matter = world.solved(ended=30)
    judge(matter, earlier, by=world.district, verdict=Verdict.SAME)
    assert queries.sheet().total.repeats.part == 1


def test_what_a_post_judged_different_is_no_repeat(world: Past) -> None:
    earlier, matter = world.solved(), world.received()
    world.repeats(matter, earlier)
    judge(matter, earlier, by=world.district, verdict=Verdict.DIFFERENT)
    assert queries.sheet().total.repeats.whole == 0


def test_a_restricted_repeat_is_counted_but_not_listed(world: Past) -> None:
    earlier, matter = world.solved(), world.received()
    world.repeats(matter, earlier)
    Matter.objects.filter(pk=earlier.pk).update(visibility=Visibility.RESTRICTED)
    assert queries.sheet().total.repeats.part == 1
    assert queries.repeats_unseen(VISITOR, MemoryFilter().condition()) == []


def test_new_matters_are_compared_once_with_what_was_solved_before(world: Past, service: Service) -> None:
    earlier = world.solved()
    matter = world.moved(world.received(), 3, 0)
    Matter.objects.filter(pk=matter.pk).update(closed_at=None)
    read()
    assert acts.compare() == 1
    assert Comparison.objects.get(matter=matter).earlier == earlier
    assert Comparison.objects.get(matter=earlier).earlier is None
    assert (acts.compare(), Comparison.objects.count()) == (0, 2)


# ---- By body, place and sector -------------------------------------------------------------------------------------


def test_lines_stand_by_body_region_and_sector(world: Past) -> None:
    Opening.objects.create(matter=world.received(), card=world.card())
    world.received(territory=world.glubokoe)
    lines = queries.sheet().lines
    assert [(line.key, line.use.received, line.use.opened) for line in lines[Axis.REGION]] == [("63", 2, 1)]
    assert [(line.key, line.use.received, line.use.cards) for line in lines[Axis.SECTOR]] == [(world.sector.pk, 2, 1)]
    bodies = {line.key: line.use.opened for line in lines[Axis.BODY]}
    assert bodies == {world.district_post.organisation_id: 1, world.neighbour_post.organisation_id: 0}


def test_it_is_narrowed_to_a_place_and_a_body(world: Past) -> None:
    world.received()
    world.received(territory=world.glubokoe)
    assert queries.sheet(MemoryFilter(territory=world.glubokoe)).total.received == 1
    assert queries.sheet(MemoryFilter(body=world.district_post.organisation)).total.received == 1


def test_it_asks_as_much_for_three_as_for_one(world: Past, django_assert_max_num_queries: Any) -> None:
    for _number in range(3):
        earlier, matter = world.solved(), world.received()
        world.repeats(matter, earlier)
        helped(world, 10)
        with django_assert_max_num_queries(24):
            queries.sheet()
