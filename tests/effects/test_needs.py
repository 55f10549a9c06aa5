"""Needs beside those who can help: what stands in a square, and which squares are proposed as topics."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.models import Indicator, NgoHelps, Reading
from kopir.effects.queries.needs import Square, needs
from kopir.effects.words import Better, Kind, Library
from kopir.interactions.acts import give_word
from kopir.interactions.words import Word
from kopir.organisations.models import Organisation
from tests.effects.world import Effects
from tests.factories import make_organisation, make_territory, member
from tests.matter.people import browser, read, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def square(world: Effects, place: Any = None, of: Any = None) -> Square:
    board = needs(of or world.place)
    wanted = (place or world.ulan).pk, world.sector.pk
    return next(one for one in board.squares if (one.place.pk, one.sector.pk) == wanted)


def helper(world: Effects, place: Any = None, **values: Any) -> Organisation:
    """An NGO of the sector, seated in the place."""
    organisation = make_organisation(values.pop("name", "«Көмек» қоры"), territory=place, **values)
    organisation.sectors.add(world.sector)
    return organisation


def indicator(world: Effects, better: str = Better.LESS) -> Indicator:
    row = Indicator(
        library=Library.OWN,
        code="waste",
        kind=Kind.SHARE,
        better=better,
        sector=world.sector,
        over_time="last",
        over_places="pooled",
    )
    row.set_names("Қоқыс", "Мусор", "Waste")
    row.save()
    return row


def read_in(of: Indicator, place: Any, value: int, year: int = 2025) -> None:
    period = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    Reading.objects.create(
        indicator=of,
        territory=place,
        value=Decimal(value),
        source="Статистика",
        source_date=date(2026, 2, 1),
        **period,
    )


# ---- Matters and help ----------------------------------------------------------------------------------------------


def test_an_open_matter_is_a_need_of_its_place_and_sector(world) -> None:
    world.received()
    assert square(world).matters == 1 and square(world).is_empty
    assert not square(world, world.glubokoe).has_need


def test_a_closed_matter_is_no_need(world) -> None:
    give_word(world.answered(), by=world.author, word=Word.CONFIRMED)
    assert not square(world).has_need


def test_who_is_seated_serves_or_offers_counts_once(world) -> None:
    world.received()
    organisation = helper(world, world.ulan)
    organisation.serves.add(world.ulan)
    acts.say_help(organisation, by=member(organisation), sector=world.sector, territory=world.ulan, people_a_year=40)
    found = square(world)
    assert (found.able, found.said, found.people_a_year, found.is_empty) == (1, 1, 40, False)


def test_who_serves_the_region_serves_every_district_of_it(world) -> None:
    helper(world, None).serves.add(world.place)
    assert (square(world).able, square(world, world.glubokoe).able) == (1, 1)


def test_who_is_seated_in_the_region_itself_is_not_counted_in_its_districts(world) -> None:
    helper(world, world.place)
    assert (square(world, world.place).able, square(world).able) == (1, 0)


@pytest.mark.parametrize("lost", [{"status": "ended"}, {"kind": "state_body", "tier": "district"}])
def test_who_has_ended_or_is_a_state_body_does_not_help(world, lost) -> None:
    helper(world, world.ulan, **lost)
    assert square(world).able == 0


def test_help_in_another_sector_does_not_fill_the_square(world) -> None:
    world.received()
    make_organisation("«Басқа» қоры", territory=world.ulan)
    assert square(world).is_empty


def test_help_is_thin_from_three_matters_for_each_organisation(world) -> None:
    helper(world, world.ulan)
    world.received(), world.received()
    assert not square(world).is_thin
    world.received()
    assert square(world).is_thin and not square(world).is_empty


def test_a_matter_of_the_region_itself_stands_in_its_own_line(world) -> None:
    world.received(territory=world.place)
    lines = {line.place.pk: line.squares[0].matters for line in needs(world.place).lines}
    assert lines == {world.place.pk: 1, world.ulan.pk: 0, world.glubokoe.pk: 0}


def test_the_country_has_a_line_for_each_region(world) -> None:
    world.received()
    assert square(world, world.place, of=world.country).matters == 1


def test_a_district_is_read_as_a_whole(world) -> None:
    village = make_territory("636010000", "Айыртау ауылы", world.ulan)
    world.received(territory=village)
    assert square(world, of=world.ulan).matters == 1


def test_empty_squares_are_proposed_with_the_most_matters_first(world) -> None:
    world.received(territory=world.glubokoe)
    world.received(), world.received()
    assert [one.place.pk for one in needs(world.place).empty] == [world.ulan.pk, world.glubokoe.pk]


def test_posts_and_what_they_carry_stand_beside(world) -> None:
    world.received()
    line = next(one for one in needs(world.place).lines if one.place.pk == world.ulan.pk)
    assert (line.post_count, line.open_count, line.each, line.squares[0].posts) == (1, 1, 1.0, 1)


# ---- Indicators ----------------------------------------------------------------------------------------------------


def districts(world: Effects, number: int = 5) -> list[Any]:
    made = [make_territory(f"63{n}000000", f"{n}-аудан", world.place) for n in (1, 2, 3)]
    return [world.ulan, world.glubokoe, *made][:number]


def test_an_indicator_worse_than_the_middle_of_the_places_beside_is_a_need(world) -> None:
    row = indicator(world)
    for place, value in zip(districts(world), (40, 10, 20, 30, 25), strict=True):
        read_in(row, place, value)
    worse = square(world).worse
    assert [(one.value, one.middle) for one in worse] == [(Decimal(40), Decimal(25))]
    assert square(world).is_empty and not square(world, world.glubokoe).worse


def test_where_more_is_better_the_smaller_value_is_worse(world) -> None:
    row = indicator(world, Better.MORE)
    for place, value in zip(districts(world), (40, 10, 20, 30, 25), strict=True):
        read_in(row, place, value)
    assert not square(world).worse and square(world, world.glubokoe).worse


def test_fewer_than_five_places_are_not_compared(world) -> None:
    row = indicator(world)
    for place, value in zip(districts(world, 4), (40, 10, 20, 30), strict=True):
        read_in(row, place, value)
    assert (square(world).compared, square(world).worse) == (0, [])


def test_the_last_reading_stands_and_an_old_one_says_nothing(world) -> None:
    row = indicator(world)
    for place, value in zip(districts(world), (10, 10, 20, 30, 25), strict=True):
        read_in(row, place, value)
        read_in(row, place, 99, year=2024 if place == world.ulan else 2012)
    assert not square(world).worse


# ---- Acts ----------------------------------------------------------------------------------------------------------


def test_help_said_again_takes_the_place_of_what_was_said_before(world) -> None:
    for people in (10, 25):
        acts.say_help(world.ngo, by=world.author, sector=world.sector, territory=world.ulan, people_a_year=people)
    assert square(world).people_a_year == 25 and NgoHelps.objects.count() == 2


def test_ended_help_is_not_counted(world) -> None:
    row = acts.say_help(world.ngo, by=world.author, sector=world.sector, territory=world.ulan)
    acts.end_help(row, by=world.author)
    assert square(world).said == 0
    with pytest.raises(Refused):
        acts.end_help(row, by=world.author)


def test_only_the_organisation_says_where_it_can_help(world) -> None:
    with pytest.raises(Refused):
        acts.say_help(world.ngo, by=world.joiner, sector=world.sector, territory=world.ulan)


def test_personal_numbers_in_an_offer_are_hidden(world) -> None:
    row = acts.say_help(world.ngo, by=world.author, sector=world.sector, territory=world.ulan, words="ЖСН 950312300458")
    assert "950312300458" not in row.words


# ---- Pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_shows_the_square_its_topic_and_the_ways_on(world, language) -> None:
    matter = world.received()
    page = read(browser(), f"/{language}/territories/{world.place.pk}/needs/")
    assert "k-heat__gap" in page and "1 / 0" in page
    assert f"/{language}/cabinet/help/new/?where={world.ulan.pk}&amp;about={world.sector.code}" in page
    assert matter.title not in page  # counted, not shown


@pytest.mark.parametrize("received", [0, 1, 3])
def test_a_figure_leads_to_its_part_of_the_page_only_where_it_is_there(world, received) -> None:
    for _ in range(received):
        world.received()
    page = read(browser(), f"/en/territories/{world.place.pk}/needs/")
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_table_says_the_same(world) -> None:
    world.received()
    lines = b"".join(browser().get(f"/kk/territories/{world.place.pk}/needs.csv").streaming_content).decode().splitlines()
    row = next(line for line in lines if line.startswith(world.ulan.pk) and f",{world.sector.code}," in line)
    assert row.endswith("1,0,0,0,0,0,1,1,0")


def test_an_organisation_says_it_in_its_cabinet_and_ends_it(world) -> None:
    client, form = (
        browser(world.author),
        {
            "place": "Ұлан ауданы",
            "sector": world.sector.pk,
            "people_a_year": "30",
            "words": "Алаң",
            "language": "kk",
        },
    )
    filled = read(client, f"/kk/cabinet/help/new/?where={world.ulan.pk}&about={world.sector.code}")
    assert "Ұлан ауданы" in filled and "checked" in filled
    assert send(client, "/kk/cabinet/help/new/", **form) == "/kk/cabinet/help/"
    row = NgoHelps.objects.get()
    assert (row.territory, row.people_a_year) == (world.ulan, 30)
    send(client, f"/kk/cabinet/help/{row.pk}/end/")
    assert square(world).said == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries, number) -> None:
    row = indicator(world)
    for place in districts(world, 2 + number):
        helper(world, place, name=f"«{place.pk}» қоры")
        read_in(row, place, 10)
        world.received(territory=place) if place in (world.ulan, world.glubokoe) else None
    with django_assert_num_queries(10):
        list(needs(world.place).squares)
