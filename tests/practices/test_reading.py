"""Reading lists: what a newcomer reads first, and progress that nobody else sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kopir.journal.models import Entry
from kopir.practices import acts, queries
from kopir.practices.models import Card, ReadMark
from kopir.practices.words import CardKind, EvidenceKind
from tests.matter.people import browser, read
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Memory:
    return Memory()


def order(world: Memory) -> list[int]:
    return [card.pk for day in queries.reading_list(world.district, world.sector) for card, _minutes, _read in day.cards]


def test_what_is_shown_best_comes_first_and_failures_after(world: Memory) -> None:
    failed, plain, shown = world.published(), world.published(), world.published()
    Card.objects.filter(pk=failed.pk).update(kind=CardKind.FAILED, level=4)
    world.evidence(shown, EvidenceKind.MEASURED)
    assert order(world) == [shown.pk, plain.pk, failed.pk]


def test_a_day_holds_ten_minutes(world: Memory) -> None:
    for _n in range(4):
        world.published()
    assert [(day.number, len(day.cards), day.minutes) for day in queries.reading_list(world.district, world.sector)] == [
        (1, 3, 9), (2, 1, 3),
    ]  # fmt: skip


def test_progress_is_kept_and_seen_by_the_reader_alone(world: Memory) -> None:
    card, district = world.published(), browser(world.district)
    for _n in range(2):
        answer: Any = district.post(f"/kk/practices/{card.ref}/read/")
        assert answer.url == "/kk/practices/reading/3/"
    assert ReadMark.objects.count() == 1
    assert district.get(answer.url).context["read"] == 1
    assert browser(world.neighbour).get(answer.url).context["read"] == 0
    assert not Entry.objects.get(act="practices.mark_read").is_open


def test_everybody_reads_the_lists(world: Memory) -> None:
    world.published()
    assert "/kk/practices/reading/3/" in read(Client(), "/kk/practices/reading/")
    read(Client(), "/kk/practices/reading/3/")


def test_nothing_published_is_an_empty_list(world: Memory) -> None:
    acts.load_reference()
    assert (queries.lists(), queries.reading_list(world.district, world.sector)) == ([], [])
