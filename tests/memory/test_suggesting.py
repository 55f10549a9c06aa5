"""The way of interaction that is suggested for a matter, why, and what becomes of one that does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.base.errors import Refused
from kopir.interactions.models import Matter, MatterKind
from kopir.memory import acts, queries, rules
from kopir.memory.models import Unfit
from kopir.memory.queries import Scope
from kopir.memory.queries.suggesting import catalogue
from kopir.practices import acts as practices
from kopir.practices.models import Way, WayUse
from tests.factories import make_sector
from tests.memory.world import Past

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Past:
    practices.load_reference()
    return Past()


def used(world: Past, code: str, *, solved: int, answered: int = 0, **values: Any) -> None:
    """So many matters in which the way was used: with a confirmed outcome, and with one that was contested."""
    way = Way.objects.get(code=code)
    for number in range(solved + answered):
        matter = world.solved(**values)
        if number >= solved:
            matter.outcomes.get().words.update(word="contested")
        WayUse.objects.create(matter=matter, way=way, post=world.district_post)


def suggested(matter: Matter) -> tuple[str, Scope, int, int]:
    found = queries.suggested_way(matter)
    assert found is not None
    return found.way.code, found.scope, found.share.part, found.share.whole


def test_what_led_most_surely_to_a_confirmed_outcome_goes_first(world: Past) -> None:
    used(world, "hearing", solved=5, answered=1)
    used(world, "joint_action", solved=2, answered=3)
    assert suggested(world.received()) == ("hearing", Scope.BOTH, 5, 6)


def test_matters_of_another_sector_count_only_when_there_is_nothing_nearer(world: Past) -> None:
    used(world, "monitoring", solved=5, sector=make_sector("7"))
    assert suggested(world.received()) == ("monitoring", Scope.KIND, 5, 5)
    used(world, "hearing", solved=5)
    assert suggested(world.received()) == ("hearing", Scope.BOTH, 5, 5)


def test_of_fewer_than_five_results_nothing_is_learned_and_the_catalogue_speaks(world: Past) -> None:
    used(world, "hearing", solved=4)
    assert suggested(world.received()) == ("working_group", Scope.CATALOGUE, 0, 0)


def test_what_fails_more_often_than_not_is_not_suggested(world: Past) -> None:
    used(world, "hearing", solved=2, answered=4)
    assert suggested(world.received())[1] == Scope.CATALOGUE


def test_every_kind_of_matter_has_ways_in_the_catalogue(world: Past) -> None:
    assert set(catalogue()) == set(MatterKind.objects.values_list("code", flat=True))
    assert {code for codes in catalogue().values() for code in codes} <= set(Way.objects.values_list("code", flat=True))


def test_a_way_that_does_not_fit_is_not_suggested_again_in_the_matter(world: Past) -> None:
    matter, other = world.received(), world.received()
    first = suggested(matter)[0]
    acts.dismiss_way(matter, by=world.district, way=Way.objects.get(code=first), reason="Мүшелері жиналмайды")
    assert suggested(matter)[0] != first
    assert suggested(other)[0] == first


def test_a_reason_is_needed_and_the_first_stands(world: Past) -> None:
    matter, way = world.received(), Way.objects.get(code="hearing")
    with pytest.raises(Refused) as why:
        acts.dismiss_way(matter, by=world.district, way=way, reason=" ")
    assert (why.value.code, why.value.field) == ("no_reason", "reason")
    for words in ("Қыс, жол жабық", "Басқа себеп"):
        acts.dismiss_way(matter, by=world.district, way=way, reason=words)
    assert Unfit.objects.get().reason == "Қыс, жол жабық"
    assert not rules.may_dismiss_way(world.author, matter)


def test_what_posts_dismiss_more_often_than_they_use_is_left_out_of_the_catalogue(world: Past) -> None:
    way = Way.objects.get(code="working_group")
    for _number in range(5):
        acts.dismiss_way(world.received(), by=world.district, way=way, reason="Уақыт жоқ")
    assert suggested(world.received())[0] == "public_council"


def test_nothing_is_suggested_once_a_way_is_named_or_the_matter_is_answered(world: Past) -> None:
    matter = world.received()
    practices.name_ways(matter, by=world.district, ways=[Way.objects.get(code="hearing")])
    assert queries.suggested_way(matter) is None
    assert queries.suggested_way(world.solved()) is None


def test_it_asks_as_much_for_many_matters_as_for_one(world: Past, django_assert_max_num_queries: Any) -> None:
    matter = Matter.objects.select_related("kind").get(pk=world.received().pk)
    for solved in (1, 3, 5):
        used(world, "hearing", solved=solved)
        with django_assert_max_num_queries(9):
            queries.suggested_way(matter)
