"""Whom a matter goes to: territory × sector × kind, as a table; and what holds for every tree of mandates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kopir.posts.models import Mandate, Post
from kopir.posts.queries import answering_post, gaps, holders, responsible_post
from kopir.posts.words import AppointmentKind, GapKind, PostState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from tests.factories import appoint, make_body, make_mandate, make_post, make_sector, make_territory

pytestmark = pytest.mark.django_db

COUNTRY, REGION, DISTRICT, VILLAGE = "000000000", "630000000", "635000000", "635030100"


class World:
    """The country, a region, a district and a village in it; two sectors; posts made as a test needs them."""

    def __init__(self) -> None:
        self.places = {
            COUNTRY: make_territory(),
            REGION: make_territory(REGION, "Шығыс Қазақстан облысы", ru="Восточно-Казахстанская область"),
        }
        self.places[DISTRICT] = make_territory(
            DISTRICT, "Ұлан ауданы", self.places[REGION], ru="Уланский район", en="Ulan district"
        )
        self.places[VILLAGE] = make_territory(VILLAGE, "Бозанбай ауылы", self.places[DISTRICT])
        self.nature = make_sector("3")
        self.youth = make_sector("4", "жастар саясаты", ru="молодёжная политика", en="youth")
        self.bodies = {code: make_body(f"{code} әкімдігі", place) for code, place in self.places.items()}

    def post(self, code: str, sector: Sector | None = None, *, held: bool = True, **fields: Any) -> Post:
        kinds = fields.pop("matter_kinds", [])
        dates = fields.pop("mandate", {})
        post = make_post(self.bodies[code], territory=self.places[code], **fields)
        make_mandate(post, sector=sector, matter_kinds=kinds, **dates)
        if held:
            appoint(post)
        return post

    def route(self, code: str = VILLAGE, sector: Sector | None = None, kind: str = "proposal") -> Any:
        return responsible_post(self.places[code], sector, kind)


@pytest.fixture
def world() -> World:
    return World()


def test_the_most_specific_place_answers(world: World) -> None:
    world.post(COUNTRY), world.post(REGION)
    district = world.post(DISTRICT)
    assert world.route(sector=world.nature).post == district


def test_the_tree_is_climbed_when_a_level_has_no_post(world: World) -> None:
    region = world.post(REGION)
    route = world.route(sector=world.nature)
    assert route.post == region
    assert route.steps[0]["en"] == (
        "Бозанбай ауылы, Ulan district: no post here answers for “environmental protection”, so the next level up does."
    )
    assert len(route.steps) == 2


def test_a_sector_of_its_own_comes_before_all_sectors(world: World) -> None:
    world.post(DISTRICT)
    special = world.post(DISTRICT, world.nature)
    assert world.route(sector=world.nature).post == special


def test_another_sector_is_not_answered_for(world: World) -> None:
    general = world.post(REGION)
    world.post(DISTRICT, world.youth)
    assert world.route(sector=world.nature).post == general


def test_a_matter_without_a_sector_goes_to_a_post_for_all(world: World) -> None:
    world.post(DISTRICT, world.youth)
    general = world.post(REGION)
    assert world.route().post == general


def test_a_kind_of_its_own_comes_before_all_kinds(world: World) -> None:
    world.post(DISTRICT)
    special = world.post(DISTRICT, matter_kinds=["proposal"])
    assert world.route(kind="proposal").post == special
    assert world.route(kind="enquiry").post != special


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        (["executor", "authorised", "coordination", "head"], "authorised"),
        (["executor", "head", "coordination"], "coordination"),
        (["executor", "head"], "head"),
        (["executor"], "executor"),
    ],
)
def test_kinds_of_posts_have_an_order(world: World, kinds: list[str], first: str) -> None:
    for kind in kinds:
        world.post(DISTRICT, kind=kind)
    assert world.route().post.kind == first


def test_between_equals_the_older_post_answers(world: World) -> None:
    first = world.post(DISTRICT)
    world.post(DISTRICT)
    assert world.route().post == first


@pytest.mark.parametrize(
    "fields",
    [
        {"state": PostState.ENDED},
        {"ends_on": date(2020, 1, 1)},
        {"starts_on": date(2200, 1, 1)},
        {"mandate": {"ends_on": date(2020, 1, 1)}},
        {"mandate": {"starts_on": date(2200, 1, 1)}},
    ],
)
def test_what_is_not_in_force_does_not_answer(world: World, fields: dict[str, Any]) -> None:
    region = world.post(REGION)
    world.post(DISTRICT, **fields)
    assert world.route().post == region


def test_a_vacant_post_is_passed_and_the_one_above_answers(world: World) -> None:
    region = world.post(REGION)
    vacant = world.post(DISTRICT, held=False, superior=region)
    route = world.route()
    assert (route.post, route.passed, route.mandate.post) == (region, [vacant], vacant)
    assert route.steps[-1]["ru"].startswith("Должность «заместитель акима Уланского района» вакантна.")


def test_a_vacant_post_with_nobody_above_is_passed_for_the_next(world: World) -> None:
    region = world.post(REGION)
    vacant = world.post(DISTRICT, held=False)
    route = world.route()
    assert (route.post, route.passed, route.mandate.post) == (region, [vacant], region)


def test_nothing_answers_in_an_empty_tree(world: World) -> None:
    assert world.route() is None
    world.post(DISTRICT, held=False)
    assert world.route() is None


def test_every_step_is_said_in_three_languages(world: World) -> None:
    world.post(DISTRICT, held=False, superior=world.post(REGION))
    for step in world.route(sector=world.nature).steps:
        assert set(step) == {"kk", "ru", "en"}
        assert len(set(step.values())) == 3


def test_routing_asks_three_times_however_many_posts(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    above = world.post(REGION)
    for _ in range(5):
        world.post(DISTRICT, held=False, superior=above)
    with django_assert_num_queries(3):
        assert world.route(sector=world.nature).post == above


# Substitutes


def test_a_loop_of_superiors_ends(world: World) -> None:
    first = world.post(REGION, held=False)
    second = world.post(DISTRICT, held=False, superior=first)
    Post.objects.filter(pk=first.pk).update(superior=second)
    assert answering_post(second) is None
    assert world.route() is None


def test_the_substitute_is_the_nearest_post_that_is_held(world: World) -> None:
    top = world.post(COUNTRY)
    middle = world.post(REGION, held=False, superior=top)
    low = world.post(DISTRICT, held=False, superior=middle)
    assert answering_post(low) == top
    appoint(middle)
    assert answering_post(low) == middle
    appoint(low)
    assert answering_post(low) == low


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        (["permanent", "acting"], "permanent"),
        (["permanent", "deputy"], "deputy"),
        (["acting", "deputy", "permanent"], "deputy"),
        (["acting"], "acting"),
    ],
)
def test_who_acts_in_a_post_today(world: World, kinds: list[str], first: str) -> None:
    post = world.post(DISTRICT, held=False)
    for kind in kinds:
        appoint(post, kind=kind)
    assert holders([post.pk])[post.pk].kind == first


def test_a_closed_account_or_a_past_appointment_holds_nothing(world: World) -> None:
    post = world.post(DISTRICT, held=False)
    gone = appoint(post, kind=AppointmentKind.PERMANENT)
    gone.person.is_active = False
    gone.person.save()
    appoint(post, kind=AppointmentKind.ACTING, starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    assert holders([post.pk]) == {}


# Gaps


def test_gaps_name_places_that_lead_nowhere_up_or_to_a_vacant_post(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    country = world.post(COUNTRY)
    vacant = world.post(DISTRICT, world.youth, held=False, superior=country)
    with django_assert_num_queries(4):
        found = {(gap.territory.pk, gap.sector.code): (gap.kind, gap.post, gap.substitute) for gap in gaps()}
    assert found == {
        (REGION, "3"): (GapKind.COUNTRY_ONLY, country, None),
        (REGION, "4"): (GapKind.COUNTRY_ONLY, country, None),
        (DISTRICT, "3"): (GapKind.COUNTRY_ONLY, country, None),
        (DISTRICT, "4"): (GapKind.VACANT, vacant, country),
    }


def test_an_empty_tree_is_all_gaps(world: World) -> None:
    assert {gap.kind for gap in gaps()} == {GapKind.NOWHERE}
    assert len(gaps()) == 4


def test_a_held_post_closes_the_gap(world: World) -> None:
    world.post(REGION)
    assert gaps() == []


# What holds for every tree

PLACE = st.sampled_from([COUNTRY, REGION, DISTRICT, VILLAGE])
KINDS = st.sampled_from([[], ["proposal"], ["enquiry"]])
MANDATE = st.tuples(PLACE, st.sampled_from([None, "3", "4"]), KINDS)
KIND = st.sampled_from(["proposal", "enquiry", ""])


def _build(world: World, mandates: list[tuple[str, str | None, list[str]]], **fields: Any) -> None:
    sectors = {None: None, "3": world.nature, "4": world.youth}
    for code, sector, kinds in mandates:
        world.post(code, sectors[sector], matter_kinds=kinds, **fields)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mandates=st.lists(MANDATE, max_size=5), more=MANDATE, place=PLACE, kind=KIND)
def test_a_further_mandate_never_sends_a_matter_higher(
    world: World, mandates: list[Any], more: Any, place: str, kind: str
) -> None:
    """One post at most, the same each time; and what is added can only bring a matter nearer."""
    Mandate.objects.all().delete()
    _build(world, mandates)
    before = world.route(place, world.nature, kind)
    assert before == world.route(place, world.nature, kind)
    _build(world, [more])
    after = world.route(place, world.nature, kind)
    assert before is None or (after is not None and _level(after.mandate) >= _level(before.mandate))


def _level(mandate: Mandate) -> int:
    return Territory.objects.get(pk=mandate.territory_id).level
