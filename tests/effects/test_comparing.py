"""Comparisons of a card: what they show, what they do not, and how similar places are chosen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.acts import Given
from kopir.effects.comparing import NoInterval
from kopir.effects.models import Effect, Measure, Reading
from kopir.effects.queries.comparing import Compared, comparisons_of, similar_places
from kopir.effects.queries.measuring import measured
from kopir.effects.words import ComparedWith, Kind
from kopir.territories.models import Territory
from tests.effects.world import Effects

pytestmark = pytest.mark.django_db
FIRST = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def world() -> Effects:
    return Effects()


def _accept(world: Effects, measure: Measure, **numbers: int) -> None:
    given = Given(world.ulan, *FIRST, **{name: Decimal(number) for name, number in numbers.items()})
    row = acts.measure_value(measure, by=world.author, given=given)
    acts.submit_measurement(row, by=world.author)
    acts.accept_measurement(row, by=world.district)


def _shown(card: Effect) -> Compared:
    with override("en"):
        return comparisons_of(card, measured(card, VISITOR))[0]


def _share(world: Effects, **aim: Any) -> Measure:
    card = world.published_effect()
    given = {"baseline": Decimal(60), "baseline_whole": Decimal(80), "target": Decimal(90), **aim}
    return world.measure(card, world.indicator("literate", Kind.SHARE), **given)


def test_a_share_before_and_after_has_an_interval_and_says_what_it_does_not_show(world: Effects) -> None:
    measure = _share(world)
    _accept(world, measure, part=56, whole=70)
    acts.compare(measure, by=world.author, compared_with=ComparedWith.BEFORE)
    found = _shown(measure.effect)
    assert "Difference: +20 percentage points. With 95 percent certainty it lies between +5.2 and +33.4." in found.shows
    assert "does not show that the work was the cause" in found.shows_not


def test_a_share_without_its_whole_has_no_interval_and_says_so(world: Effects) -> None:
    measure = _share(world, baseline_whole=None)
    _accept(world, measure, part=56, whole=70)
    acts.compare(measure, by=world.author, compared_with=ComparedWith.BEFORE)
    found = _shown(measure.effect)
    assert found.difference is not None and found.difference.why_none == NoInterval.NO_WHOLE
    assert "Of how many is not known" in found.shows


def test_a_full_count_has_no_interval(world: Effects) -> None:
    card = world.published_effect(measured=True)
    _accept(world, card.measures.get(), value=2)
    acts.compare(card.measures.get(), by=world.district, compared_with=ComparedWith.BEFORE)
    found = _shown(card)
    assert "Difference: −5" in found.shows and "All were counted" in found.shows


def test_what_lacks_is_said_where_nothing_can_be_compared_yet(world: Effects) -> None:
    card = world.published_effect(measured=True)
    for kind in (ComparedWith.BEFORE, ComparedWith.TARGET):
        acts.compare(card.measures.get(), by=world.author, compared_with=kind)
    with override("en"):
        found = comparisons_of(card, measured(card, VISITOR))
    assert all(one.shows.startswith("Nothing to compare yet") for one in found)


def test_the_way_to_the_target_is_said_in_percent(world: Effects) -> None:
    card = world.published_effect(measured=True)
    _accept(world, card.measures.get(), value=4)
    acts.compare(card.measures.get(), by=world.author, compared_with=ComparedWith.TARGET)
    assert "60 percent of the way is done." in _shown(card).shows
    assert "what would have been without the work" in _shown(card).shows_not


# ---- Similar places ------------------------------------------------------------------------------------------------


def _reading(measure: Measure, place: Territory, before: int, after: int) -> None:
    for year, value in ((2025, before), (2026, after)):
        Reading.objects.create(
            indicator=measure.indicator, territory=place, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
            value=Decimal(value), source="статистика", source_date=date(2026, 11, 1),
        )  # fmt: skip


def _places(world: Effects, number: int) -> list[Territory]:
    made = []
    for one in range(number):
        place = Territory(
            code=f"{world.ulan.code[:2]}9{one}00000"[:9], parent=world.ulan.parent, level=world.ulan.level, kind=world.ulan.kind
        )
        place.set_names(f"Аудан {one}", f"Район {one}", f"District {one}")
        place.save()
        made.append(place)
    return made


def test_similar_places_are_those_with_the_nearest_value_before_that_did_not_take_part(world: Effects) -> None:
    card = world.published_effect(measured=True)
    measure = card.measures.get()
    near, far, part, bare = _places(world, 4)
    _reading(measure, world.ulan, 7, 2)
    _reading(measure, near, 8, 8)
    _reading(measure, far, 90, 90)
    _reading(measure, part, 7, 1)
    other = world.published_effect(title="Басқа жұмыс")
    world.measure(other, measure.indicator)
    Effect.objects.filter(pk=other.pk).update(territory=part)
    assert similar_places(measure) == [near, far]
    assert bare not in similar_places(measure)


def test_at_most_eight_places_are_taken(world: Effects) -> None:
    measure = world.published_effect(measured=True).measures.get()
    for number, place in enumerate(_places(world, 10)):
        _reading(measure, place, 7 + number, 7)
    assert len(similar_places(measure)) == 8


def test_the_change_here_stands_beside_the_changes_there(world: Effects) -> None:
    card = world.published_effect(measured=True)
    measure = card.measures.get()
    _reading(measure, world.ulan, 7, 2)
    for place, after in zip(_places(world, 3), (6, 7, 8), strict=True):
        _reading(measure, place, 7, after)
    acts.compare(measure, by=world.author, compared_with=ComparedWith.PLACES)
    found = _shown(card)
    assert [(line.is_own, line.change) for line in found.lines] == [(True, -5), (False, -1), (False, 0), (False, 1)]
    assert "Here it changed by −5" in found.shows and "between −10 and 0" in found.shows
    assert "not drawn by lot" in found.shows_not
    with override("en"):
        assert "of them the 8 whose value before was nearest" in found.rule


def test_without_readings_no_places_are_compared(world: Effects) -> None:
    measure = world.published_effect(measured=True).measures.get()
    with pytest.raises(Refused) as refused:
        acts.compare(measure, by=world.author, compared_with=ComparedWith.PLACES)
    assert refused.value.code == "no_places"


def test_a_comparison_is_added_once_and_taken_away_by_a_party(world: Effects) -> None:
    card = world.published_effect(measured=True)
    for _time in range(2):
        acts.compare(card.measures.get(), by=world.author, compared_with=ComparedWith.TARGET)
    (found,) = comparisons_of(card, measured(card, VISITOR))
    with pytest.raises(Refused):
        acts.remove_comparison(found.comparison, by=world.joiner)
    acts.remove_comparison(found.comparison, by=world.district)
    assert comparisons_of(card, measured(card, VISITOR)) == []
