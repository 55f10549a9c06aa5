"""What a post reads once a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.interactions import acts, digests
from kopir.interactions.models import Matter
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def paths(world: World, section: str) -> dict[str, list[str]]:
    posts = {"district": world.district_post, "neighbour": world.neighbour_post, "region": world.region_post}
    today = timezone.localdate()
    found = getattr(digests, section)(list(posts.values()), today - timedelta(days=7), today)
    return {name: [line.path for line in found[post.pk].lines] for name, post in posts.items() if post.pk in found}


def path(matter: Matter) -> str:
    return f"/interactions/{matter.number}/"


def test_new_matters_are_told_to_every_post_whose_mandate_covers_them(world: World) -> None:
    matter = world.received()
    assert paths(world, "came") == {"district": [path(matter)], "region": [path(matter)]}


def test_overdue_and_due_matters_are_told_to_who_answers_and_who_is_informed(world: World) -> None:
    late, soon = world.received(), world.received()
    today = timezone.localdate()
    Matter.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    Matter.objects.filter(pk=soon.pk).update(due_on=today + timedelta(days=2))
    assert paths(world, "overdue") == {"district": [path(late)], "region": [path(late)]}
    assert paths(world, "due_next_week") == {"district": [path(soon)], "region": [path(soon)]}


def test_answered_and_contested_matters_stand_apart(world: World) -> None:
    answered, contested = world.answered(), world.answered()
    acts.give_word(contested, by=world.author, word="contested", text="Алаң жоқ")
    assert paths(world, "answered")["district"] == [path(answered)]
    assert paths(world, "contested")["district"] == [path(contested)]


def test_a_restricted_matter_has_no_title_in_the_digest(world: World) -> None:
    matter = world.received(visibility="restricted", restricted_because="wish")
    found = digests.came([world.district_post], timezone.localdate(), timezone.localdate())
    line = found[world.district_post.pk].lines[0]
    assert line.path == path(matter) and matter.title not in str(line.text)


def test_a_section_asks_as_often_for_many_matters_as_for_one(world: World, django_assert_num_queries: object) -> None:
    today = timezone.localdate()
    for _ in range(3):
        Matter.objects.filter(pk=world.received().pk).update(due_on=today + timedelta(days=3))
    with django_assert_num_queries(2):  # type: ignore[operator]
        digests.came([world.district_post, world.region_post], today, today)
    with django_assert_num_queries(2):  # type: ignore[operator]
        digests.due_next_week([world.district_post, world.region_post], today, today)
