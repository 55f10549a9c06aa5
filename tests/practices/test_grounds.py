"""The law changes under a published card: it is sent to its owner to be looked through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.practices import acts, jobs, queries
from kopir.practices.models import Card, Ground
from kopir.practices.words import CardState, Doubt
from kopir.regulation.models import Norm, NormVersion, Provision
from kopir.regulation.words import NormKind, VersionState
from tests.matter.people import browser, read, send
from tests.practices.test_cards import refused
from tests.practices.world import Memory, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Memory:
    return Memory()


@pytest.fixture
def norm() -> Norm:
    found = Norm(ref="a-law", kind=NormKind.LAW)
    found.set_names("Ереже", "Положение", "Regulation")
    found.save()
    version(found, date(2020, 1, 1), {"1": "Жиын өткізіледі", "2": "Жоспар бекітіледі"})
    return found


def version(norm: Norm, day: date, points: dict[str, str]) -> NormVersion:
    number = norm.versions.count() + 1
    row = NormVersion.objects.create(norm=norm, number=number, starts_on=day, state=VersionState.ANNOUNCED)
    for order, (address, words) in enumerate(points.items()):
        Provision.objects.create(version=row, address=address, order=order, text_kk=words)
    return row


def standing(world: Memory, norm: Norm, address: str = "1") -> Card:
    """Published, on one point of the document."""
    card = world.card()
    acts.stand_on(card, by=world.district, norm=norm, address=address)
    peer, other = world.asked(fresh(card))
    acts.review(peer, by=world.neighbour, agrees=True)
    acts.review(other, by=world.joiner, agrees=True)
    return acts.publish(fresh(card), by=world.district)


def test_a_changed_point_sends_the_card_to_its_owner_with_the_reason(world: Memory, norm: Norm) -> None:
    card = standing(world, norm)
    assert acts.note_law() == 0
    version(norm, timezone.localdate(), {"1": "Жиын өткізілмейді", "2": "Жоспар бекітіледі"})
    jobs.note_passed_days()
    assert (fresh(card).state, fresh(card).doubt) == (CardState.NEEDS_REVIEW, Doubt.LAW_CHANGED)
    assert Notice.objects.filter(text="practices.doubted", post=world.district_post).count() == 1
    story = [line["words"] for line in queries.story(fresh(card))]
    assert any("Ереже, 1" in words for words in story)
    assert acts.note_law() == 0, "once is enough"


def test_a_point_that_is_gone_counts_as_changed(world: Memory, norm: Norm) -> None:
    card = standing(world, norm)
    version(norm, timezone.localdate(), {"2": "Жоспар бекітіледі"})
    acts.note_law()
    assert fresh(card).doubt == Doubt.LAW_CHANGED


def test_another_point_and_a_text_to_come_do_not_touch_the_card(world: Memory, norm: Norm) -> None:
    card = standing(world, norm)
    version(norm, timezone.localdate(), {"1": "Жиын өткізіледі", "2": "Жоспар бекітілмейді"})
    version(norm, timezone.localdate() + timedelta(days=9), {"1": "Басқаша"})
    assert acts.note_law() == 0 and fresh(card).state == CardState.PUBLISHED


def test_the_owner_says_why_it_still_holds_and_is_not_asked_again(world: Memory, norm: Norm) -> None:
    card = standing(world, norm)
    version(norm, timezone.localdate(), {"1": "Жиын өткізілмейді"})
    acts.note_law()
    refused("no_reason", lambda: acts.renew(fresh(card), by=world.district))
    acts.renew(fresh(card), by=world.district, reason="Жиынсыз да жүреді")
    assert acts.note_law() == 0 and fresh(card).state == CardState.PUBLISHED


def test_only_points_in_force_are_named_and_each_once(world: Memory, norm: Norm) -> None:
    card = world.card()
    refused("no_provision", lambda: acts.stand_on(card, by=world.district, norm=norm, address="77"))
    acts.stand_on(card, by=world.district, norm=norm, address="1")
    refused("named_already", lambda: acts.stand_on(card, by=world.district, norm=norm, address="1"))
    assert acts.leave_ground(Ground.objects.get(), by=world.district).grounds.count() == 0


def test_a_card_that_replaces_another_stands_on_the_same_points(world: Memory, norm: Norm) -> None:
    card = standing(world, norm)
    copy = acts.draft_replacing(card, by=world.district)
    assert [row.address for row in copy.grounds.all()] == ["1"]


def test_more_cards_do_not_mean_more_questions_to_the_database(world: Memory, norm: Norm) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            acts.note_law()
        return len(found)

    standing(world, norm)
    one = asked()
    standing(world, norm, "2")
    standing(world, norm)
    assert asked() == one


def test_points_are_named_on_a_page_and_lead_to_the_document(world: Memory, norm: Norm) -> None:
    card, client = world.card(), browser(world.district)
    client.post(f"/kk/practices/{card.ref}/grounds/", {"norm": norm.pk, "address": "2"})
    assert "/kk/regulation/a-law/#2" in read(client, f"/kk/practices/{card.ref}/")
    send(client, f"/kk/practices/{card.ref}/grounds/{Ground.objects.get().pk}/remove/")
    assert Ground.objects.count() == 0 and Entry.objects.filter(act="practices.write").count() >= 2
