"""A value goes from a draft through the other party's hands to a frozen one; what counts in a total, and what does not."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.acts import Aim, Given, PartOf
from kopir.effects.acts.measuring import FREEZE_AFTER, hash_of
from kopir.effects.models import Effect, Indicator, Measure, Measurement
from kopir.effects.queries import measuring as queries
from kopir.effects.queries.totals import people_reached, total_of
from kopir.effects.words import Group, Kind, LeftOut
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from tests.effects.world import Effects, fresh

pytestmark = pytest.mark.django_db
QUARTERS = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))]


@pytest.fixture
def world() -> Effects:
    return Effects()


def refused(code: str, call: Any) -> Refused:
    with pytest.raises(Refused) as found:
        call()
    assert found.value.code == code
    return found.value


@pytest.fixture
def card(world: Effects) -> Effect:
    return world.published_effect(measured=True)


@pytest.fixture
def measure(card: Effect) -> Measure:
    return card.measures.get()


def _given(world: Effects, quarter: int = 1, value: int | None = 10, **more: Any) -> Given:
    since, until = QUARTERS[quarter - 1]
    return Given(more.pop("territory", world.ulan), since, until, None if value is None else Decimal(value), **more)


def _accepted(world: Effects, measure: Measure, quarter: int = 1, value: int | None = 10, **more: Any) -> Measurement:
    effect = measure.effect
    row = acts.measure_value(measure, by=world.writer(effect), given=_given(world, quarter, value, **more))
    acts.submit_measurement(row, by=world.writer(effect))
    return acts.accept_measurement(row, by=world.other(effect))


# ---- What a card is measured by ------------------------------------------------------------------------------------


def test_a_card_takes_an_indicator_with_its_baseline_and_target(world: Effects) -> None:
    card = world.effect()
    aim = Aim(Decimal(7), None, date(2025, 12, 1), "акт", Decimal(2), date(2026, 12, 1), "аралап санау", "ауыл әкімі")
    measure = acts.choose_measure(card, by=world.author, indicator=world.indicator(), aim=aim)
    assert (measure.baseline, measure.target, measure.source) == (Decimal(7), Decimal(2), "ауыл әкімі")
    refused("twice", lambda: acts.choose_measure(card, by=world.author, indicator=world.indicator(), aim=aim))


def test_an_indicator_of_which_nobody_said_how_it_is_measured_is_not_taken(world: Effects) -> None:
    indicator = world.indicator()
    Indicator.objects.update(kind="")
    refused("not_measured", lambda: acts.choose_measure(world.effect(), by=world.author, indicator=fresh(indicator), aim=Aim()))


def test_a_target_is_not_moved_after_the_card_was_published(world: Effects, measure: Measure) -> None:
    refused("not_now", lambda: acts.edit_measure(measure, by=world.author, aim=Aim()))
    refused("not_now", lambda: acts.remove_measure(measure, by=world.author))


def test_a_target_before_its_baseline_and_a_value_without_a_day_are_refused(world: Effects) -> None:
    card, indicator = world.effect(), world.indicator()
    early = Aim(Decimal(7), None, date(2026, 12, 1), "", Decimal(2), date(2025, 12, 1))
    refused("order", lambda: acts.choose_measure(card, by=world.author, indicator=indicator, aim=early))
    refused("no_day", lambda: acts.choose_measure(card, by=world.author, indicator=indicator, aim=Aim(Decimal(7))))


# ---- The way of a value --------------------------------------------------------------------------------------------


def test_a_value_counts_once_the_other_party_has_accepted_it(world: Effects, card: Effect, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world))
    assert not queries.measured(card, world.author)[0].total.is_there
    acts.submit_measurement(row, by=world.author)
    assert queries.measured(card, world.author)[0].total.left_out[0].why == LeftOut.SUBMITTED
    acts.accept_measurement(row, by=world.district)
    assert queries.measured(card, VISITOR)[0].total.high == 10


def test_strangers_see_only_accepted_values(world: Effects, card: Effect, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world))
    readers = (VISITOR, world.joiner, world.author, world.district)
    assert [len(queries.measured(card, by)[0].rows) for by in readers] == [0, 0, 1, 1]
    refused("not_found", lambda: queries.measurement_for(VISITOR, row.pk))


def test_nobody_accepts_what_is_their_own_and_nobody_else_submits(world: Effects, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world))
    refused("not_writer", lambda: acts.submit_measurement(row, by=world.district))
    acts.submit_measurement(row, by=world.author)
    refused("not_other", lambda: acts.accept_measurement(row, by=world.author))
    refused("not_other", lambda: acts.accept_measurement(row, by=world.joiner))


def test_the_other_party_is_told_and_sees_what_waits(world: Effects, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world))
    acts.submit_measurement(row, by=world.author)
    assert queries.waiting_measurements(world.district) == [row]
    assert queries.waiting_measurements(world.author) == []
    assert Notice.objects.filter(text="effects.measurement_submitted").exists()


def test_a_returned_value_goes_back_with_its_reason_and_may_be_submitted_again(world: Effects, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world))
    acts.submit_measurement(row, by=world.author)
    refused("no_reason", lambda: acts.return_measurement(row, by=world.district, reason=" "))
    acts.return_measurement(row, by=world.district, reason="Актіде 9 деп тұр")
    assert queries.returned_measurements(world.author) == [row]
    assert fresh(row).returned_because == "Актіде 9 деп тұр"
    acts.edit_measurement(row, by=world.author, given=_given(world, value=9))
    acts.submit_measurement(row, by=world.author)
    assert (row.state, row.returned_because, row.value) == ("submitted", "", Decimal(9))


def test_an_accepted_value_is_frozen_a_week_later_with_a_hash_that_anybody_can_compute(world: Effects, measure: Measure) -> None:
    row = _accepted(world, measure)
    assert acts.freeze_measurements() == 0
    Measurement.objects.update(decided_at=timezone.now() - FREEZE_AFTER - timedelta(hours=1))
    assert acts.freeze_measurements() == 1
    row = queries.measurement_for(VISITOR, row.pk)
    assert (row.state, len(row.hash)) == ("frozen", 64)
    assert row.hash == hash_of(row)
    facts = json.loads(Entry.objects.filter(act="effects.freeze_measurements").get().content)["facts"]
    assert facts["hashes"] == [row.hash]
    refused("not_now", lambda: acts.return_measurement(row, by=world.district, reason="Қате екен"))


def test_a_late_change_opens_a_new_version_and_the_journal_keeps_the_old_one(
    world: Effects, card: Effect, measure: Measure
) -> None:
    row = _accepted(world, measure)
    Measurement.objects.update(decided_at=timezone.now() - FREEZE_AFTER)
    acts.freeze_measurements()
    frozen = fresh(row).hash
    refused("not_now", lambda: acts.edit_measurement(fresh(row), by=world.author, given=_given(world, value=8)))
    acts.reopen_measurement(row, by=world.author, reason="Екі акт ұмыт қалған")
    assert (row.state, row.version, row.hash) == ("draft", 2, "")
    assert not queries.measured(card, VISITOR)[0].total.is_there
    entry = json.loads(Entry.objects.filter(act="effects.reopen_measurement").get().content)
    assert (entry["facts"]["hash"], entry["facts"]["value"], entry["reason"]) == (frozen, "10.0000", "Екі акт ұмыт қалған")
    refused("not_now", lambda: acts.discard_measurement(row, by=world.author))
    acts.edit_measurement(row, by=world.author, given=_given(world, value=8))
    acts.submit_measurement(row, by=world.author)
    acts.accept_measurement(row, by=world.district)
    assert queries.measured(card, VISITOR)[0].total.high == 8


def test_values_of_a_draft_card_wait_until_it_is_published(world: Effects) -> None:
    card = world.effect()
    row = acts.measure_value(world.measure(card), by=world.author, given=_given(world))
    refused("not_now", lambda: acts.submit_measurement(row, by=world.author))


# ---- What is measured ----------------------------------------------------------------------------------------------


def test_what_a_device_sends_twice_under_one_key_arrives_once(world: Effects, measure: Measure) -> None:
    key = uuid4()
    first = acts.measure_value(measure, by=world.author, given=_given(world), key=key)
    before = Entry.objects.count()
    again = acts.measure_value(measure, by=world.author, given=_given(world, value=99), key=key)
    assert (again.pk, again.value, Measurement.objects.count()) == (first.pk, Decimal(10), 1)
    assert Entry.objects.count() == before


def test_a_key_is_no_way_around_the_rule(world: Effects, measure: Measure) -> None:
    key = uuid4()
    acts.measure_value(measure, by=world.author, given=_given(world), key=key)
    refused("not_writer", lambda: acts.measure_value(measure, by=world.joiner, given=_given(world), key=key))


def test_a_value_of_the_same_place_and_period_is_written_anew_until_it_stands(world: Effects, measure: Measure) -> None:
    acts.measure_value(measure, by=world.author, given=_given(world))
    row = acts.measure_value(measure, by=world.author, given=_given(world, value=12))
    assert (row.value, Measurement.objects.count()) == (Decimal(12), 1)
    acts.submit_measurement(row, by=world.author)
    refused("stands", lambda: acts.measure_value(measure, by=world.author, given=_given(world, value=13)))


def test_a_period_that_has_not_ended_is_not_measured(world: Effects, measure: Measure) -> None:
    late = replace(_given(world), until=timezone.localdate() + timedelta(days=1))
    refused("future", lambda: acts.measure_value(measure, by=world.author, given=late))


def test_groups_are_never_more_than_the_whole(world: Effects, measure: Measure) -> None:
    women, men = PartOf(Group.WOMEN, Decimal(6)), PartOf(Group.MEN, Decimal(5))
    error = refused("parts", lambda: acts.measure_value(measure, by=world.author, given=_given(world, parts=(women, men))))
    assert error.field == "part_women"
    row = acts.measure_value(measure, by=world.author, given=_given(world, parts=(women,)))
    assert [(one.dimension, one.group, one.value) for one in row.breakdowns.all()] == [("sex", "women", Decimal(6))]


def test_more_people_cannot_overlap_than_there_are(world: Effects) -> None:
    card = world.published_effect()
    measure = world.measure(card, world.indicator("people", Kind.PEOPLE))
    refused("overlap", lambda: acts.measure_value(measure, by=world.author, given=_given(world, overlap_high=11)))
    refused("overlap", lambda: acts.measure_value(measure, by=world.author, given=_given(world, overlap_low=5, overlap_high=4)))
    row = acts.measure_value(measure, by=world.author, given=_given(world, overlap_low=4))
    assert (row.overlap_low, row.overlap_high) == (4, 4)


def test_a_personal_number_in_a_note_is_hidden(world: Effects, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=_given(world, note="тізімде 900101300017 бар"))
    assert "900101300017" not in row.note


# ---- Totals --------------------------------------------------------------------------------------------------------


def test_people_of_a_card_are_a_range_that_opens_into_its_places(world: Effects) -> None:
    card = world.published_effect()
    measure = world.measure(card, world.indicator("people", Kind.PEOPLE), target=Decimal(200), baseline=None, baseline_on=None)
    _accepted(world, measure, 1, 100)
    _accepted(world, measure, 2, 60, overlap_low=20, overlap_high=40)
    found = queries.measured(card, VISITOR)[0]
    assert (found.total.low, found.total.high) == (120, 140)
    assert [place for place, _total in found.total.places] == [world.ulan.code]
    assert found.progress is not None
    assert (found.progress.low, found.progress.high, found.progress.is_reached) == (60, 70, False)


def test_progress_towards_less_is_counted_from_the_baseline(world: Effects, card: Effect, measure: Measure) -> None:
    _accepted(world, measure, 1, 2)
    found = queries.measured(card, VISITOR)[0].progress
    assert found is not None
    assert (found.low, found.is_reached) == (100, True)


def test_groups_are_added_up_by_the_same_rules(world: Effects, card: Effect, measure: Measure) -> None:
    _accepted(world, measure, 1, 10, parts=(PartOf(Group.WOMEN, Decimal(6)),))
    _accepted(world, measure, 2, 10, parts=(PartOf(Group.WOMEN, Decimal(3)), PartOf(Group.MEN, Decimal(7))))
    groups = {one.group: one.total.high for _dimension, found in queries.measured(card, VISITOR)[0].groups for one in found}
    assert groups == {Group.WOMEN: 9, Group.MEN: 7}


def test_people_of_several_cards_are_a_range_and_open_into_the_cards(world: Effects) -> None:
    people = world.indicator("people", Kind.PEOPLE)
    cards = [world.published_effect(title=f"Жұмыс {number}") for number in (1, 2, 3)]
    for card, number in zip(cards[:2], (100, 40), strict=True):
        _accepted(world, world.measure(card, people), 1, number)
    found = people_reached(Effect.objects.public())
    assert (found.total.low, found.total.high, found.counted, len(found.cards)) == (100, 140, 2, 3)
    assert total_of(people).total.high == 140


@pytest.mark.parametrize("number", [1, 3])
def test_what_cards_measure_is_read_with_three_queries(world: Effects, number: int, django_assert_num_queries: Any) -> None:
    cards = [world.published_effect(title=f"Жұмыс {one}", measured=True) for one in range(number)]
    for card in cards:
        _accepted(world, card.measures.get())
    with django_assert_num_queries(3):
        assert len(queries.measured_all(cards, VISITOR)) == number


def test_only_koepir_itself_freezes(world: Effects) -> None:
    _accepted(world, world.measure(world.published_effect()))
    Measurement.objects.update(decided_at=timezone.now() - FREEZE_AFTER)
    refused("not_system", lambda: acts.freeze_measurements(by=world.district))
    assert acts.freeze_measurements(by=SYSTEM) == 1


def test_where_less_is_better_the_last_period_is_held_against_the_target(world: Effects) -> None:
    card = world.published_effect()
    calls = world.indicator("calls", Kind.SUM, better="less")
    measure = world.measure(card, calls, baseline=Decimal(31), target=Decimal(15))
    _accepted(world, measure, 1, 30)
    _accepted(world, measure, 2, 23)
    found = queries.measured(card, VISITOR)[0]
    assert (found.total.high, found.held.high) == (53, 23)
    assert found.progress is not None and (found.progress.low, found.progress.is_reached) == (50, False)
