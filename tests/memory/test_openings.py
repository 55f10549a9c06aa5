"""What is opened while a matter is written or worked on: noted with the matter, without the person, never for readers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.interactions import acts as interactions
from kopir.interactions.models import Matter
from kopir.interactions.queries import story
from kopir.journal.acts import content_of
from kopir.journal.models import Entry, Withheld
from kopir.memory import acts, queries
from kopir.memory.models import Opening
from tests.memory.world import Past

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Past:
    return Past()


def test_what_the_author_opens_while_writing_is_noted_once(world: Past) -> None:
    draft, card = world.draft(), world.published()
    for _time in range(2):
        acts.note_opening(draft, by=world.author, card=card)
    row = Opening.objects.get()
    assert (row.matter, row.card, row.post) == (draft, card, None)


def test_what_the_answering_post_opens_is_noted_with_the_post(world: Past) -> None:
    earlier, matter = world.solved(), world.received()
    acts.note_opening(matter, by=world.district, earlier=earlier)
    assert Opening.objects.get().post == world.district_post


def test_no_person_is_written_down(world: Past) -> None:
    acts.note_opening(world.draft(), by=world.author, card=world.published())
    entry = Entry.objects.get(act="memory.note_opening")
    assert (entry.person_id, entry.is_open, entry.request_id) == (None, False, "")
    assert "person" not in content_of(entry)
    assert "name" not in Withheld.objects.get(entry_id=entry.pk).values


def test_it_does_not_stand_in_the_story_of_the_matter(world: Past) -> None:
    matter, earlier = world.received(), world.solved()
    before = len(story(world.district, matter))
    acts.note_opening(matter, by=world.district, earlier=earlier)
    assert len(story(world.district, matter)) == before


def test_others_and_what_is_over_are_not_counted(world: Past) -> None:
    card = world.published()
    for matter, by in ((world.draft(), world.joiner), (world.received(), world.author), (world.solved(), world.district)):
        with pytest.raises(Refused):
            acts.note_opening(matter, by=by, card=card)
    assert Opening.objects.count() == 0


def test_it_goes_with_a_discarded_draft(world: Past) -> None:
    draft = world.draft()
    acts.note_opening(draft, by=world.author, card=world.published())
    interactions.discard(draft, by=world.author)
    assert Opening.objects.count() == 0


def test_a_draft_is_being_written_for_an_hour(world: Past) -> None:
    draft = world.draft()
    assert queries.being_written(world.author) == draft
    assert queries.being_written(world.joiner) is None
    Matter.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(minutes=61))
    assert queries.being_written(world.author) is None
