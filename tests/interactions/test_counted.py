"""Figures are counted from what a matter repeats of its last outcome and word: always what the rows say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.interactions import acts, conservation, jobs, queries
from kopir.interactions.models import Matter
from kopir.journal.models import Entry
from kopir.territories.models import inside
from tests.interactions.counted import not_as_the_rows
from tests.interactions.test_acts import ALMATY
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


def confirmed(world: World) -> None:
    acts.give_word(world.answered(), by=world.author, word="confirmed")


def contested_twice(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="contested", text="Алаң әлі жабық тұр")
    world.answer(matter, by=world.region)
    acts.give_word(matter, by=world.author, word="contested", text="Өзгеріс жоқ")


def contested_once(world: World) -> None:
    acts.give_word(world.answered(), by=world.author, word="contested", text="Алаң әлі жабық тұр")


def silent(world: World) -> None:
    Matter.objects.filter(pk=world.answered().pk).update(word_due_on=timezone.localdate() - timedelta(days=1))
    jobs.record_silence()


def reopened(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="partly", text="Жартысы ғана")
    acts.reopen(matter, by=world.author, reason="Алаң қайта жабылды")


def withdrawn(world: World) -> None:
    acts.withdraw(world.answered(), by=world.author, reason="Мәселе өзі шешілді")


def unanswered(world: World) -> None:
    matter = acts.submit(world.draft(), by=world.author, at=datetime(2026, 1, 12, 10, tzinfo=ALMATY))
    acts.close_unanswered(matter, by=world.author, text="Жауап болмады")


def joined_and_the_other_spoke_first(world: World) -> None:
    matter = world.received()
    acts.join(world.draft(world.joiner, text="Біздің ауылда да сол мәселе"), by=world.joiner, target=matter)
    world.answer(matter)
    acts.give_word(matter, by=world.joiner, word="confirmed")


def one_said_and_the_other_is_silent(world: World) -> None:
    matter = world.received()
    acts.join(world.draft(world.joiner, text="Біздің ауылда да сол мәселе"), by=world.joiner, target=matter)
    world.answer(matter)
    acts.give_word(matter, by=world.author, word="confirmed")


CLOSED = {
    confirmed: ({"solved": 1}, {"confirmed": 1}),
    contested_twice: ({"solved": 1}, {"contested": 1}),
    silent: ({"solved": 1}, {"silence": 1}),
    withdrawn: ({"withdrawn": 1}, {}),
    unanswered: ({"no_answer": 1}, {}),
}
OPEN = (contested_once, reopened, joined_and_the_other_spoke_first, one_said_and_the_other_is_silent)


@pytest.mark.parametrize("happens", [*CLOSED, *OPEN], ids=lambda one: one.__name__)
def test_the_figures_say_what_the_rows_say(happens: Callable[[World], None]) -> None:
    world = World()
    happens(world)
    assert not_as_the_rows() == []
    assert conservation.check().details == []
    found = queries.counts(inside("territory", world.ulan))
    outcomes, words = CLOSED.get(happens, ({}, {}))
    assert (found.outcomes, found.words, found.closed) == (outcomes, words, len(outcomes))
    assert found.received == found.open + found.closed + found.joined


@pytest.mark.parametrize(
    "wrong",
    [{"outcome": "refused"}, {"word": None}, {"first_answered_at": None}, {"answered_in": 7}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_hourly_count_finds_what_is_repeated_wrongly(wrong: dict[str, Any]) -> None:
    world = World()
    confirmed(world)
    number = Matter.objects.get().number
    Matter.objects.update(**wrong)
    count = conservation.check()
    assert (count.good, count.details) == (False, [{"number": number, "code": "told_otherwise"}])


def test_the_journal_does_not_tell_what_is_repeated() -> None:
    world = World()
    confirmed(world)
    told = "".join(Entry.objects.filter(act__startswith="interactions.").values_list("content", flat=True))
    assert '"answered_at"' in told
    assert '"first_answered_at"' not in told


@pytest.mark.parametrize("happens", [*CLOSED, *OPEN], ids=lambda one: one.__name__)
def test_the_regions_add_up_to_the_country(happens: Callable[[World], None]) -> None:
    happens(World())
    whole, (region,) = queries.counts(), queries.flow_by_region()
    assert (region.code, region.received) == ("630000000", whole.received)
    assert (region.open, region.overdue, region.contested, region.closed) == (
        whole.open, whole.overdue, whole.contested, whole.closed,
    )  # fmt: skip
    assert (region.confirmed, region.silent) == tuple(whole.words.get(word, 0) for word in ("confirmed", "silence"))


def test_flow_says_for_whom_a_region_waits() -> None:
    world = World()
    handed, raised, late, _asked = world.received(), world.received(), world.received(), world.answered()
    acts.hand_over(handed, by=world.district, to=world.neighbour_post, reason="Мәселе көрші ауданға қатысты")
    acts.accept(acts.raise_up(raised, by=world.district, power=world.power, reason="Бюджет керек"), by=world.region)
    Matter.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    (region,) = queries.flow_by_region()
    assert (region.waits_receiver, region.raised, region.overdue, region.waits_author) == (1, 1, 1, 1)
