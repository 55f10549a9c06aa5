"""The page of flow: each figure of a region leads to the matters that it counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.territories.models import COUNTRY
from tests.factories import make_mandate, make_territory
from tests.interactions.world import World

pytestmark = pytest.mark.django_db
ANY_LIST = re.compile(r'href="(/en/interactions/[^"]*)">\s*(\d+)\b')
LINKED = re.compile(r'<a href="(/en/interactions/\?where=[^"]+)">(\d+)</a>')


def behind(address: str) -> int:
    """How many matters the list at the address has."""
    table = Client().get(address.replace("&amp;", "&").replace("interactions/", "interactions.csv"))
    return len(b"".join(table.streaming_content).splitlines()) - 1  # type: ignore[attr-defined]


def test_each_figure_of_a_region_leads_to_its_matters() -> None:
    world = World()
    elsewhere = make_territory("100000000", "Абай облысы")
    make_mandate(world.committee_post, territory=elsewhere)
    world.received(territory=elsewhere)
    acts.give_word(world.answered(), by=world.author, word="confirmed")
    acts.give_word(world.answered(), by=world.author, word="contested", text="Алаң әлі жабық тұр")
    Matter.objects.filter(pk=world.received().pk).update(due_on=timezone.localdate() - timedelta(days=1))
    found = LINKED.findall(Client().get("/en/watch/").content.decode())
    assert len(found) == 18
    assert {int(figure) for _, figure in found} == {0, 1, 2, 3}
    assert [behind(address) for address, _ in found] == [int(figure) for _, figure in found]


def test_every_other_figure_leads_to_its_matters_too_and_the_regions_add_up() -> None:
    world = World()
    country = make_territory(COUNTRY, "Қазақстан Республикасы")
    make_mandate(world.committee_post, territory=country)
    world.received(territory=country)
    acts.give_word(world.answered(), by=world.author, word="confirmed")
    world.answered()
    acts.hand_over(world.received(), by=world.district, to=world.neighbour_post, reason="Мәселе көрші ауданға қатысты")
    found = ANY_LIST.findall(Client().get("/en/watch/").content.decode())
    assert len(found) == 4 + 3 + 3 * 9
    assert [behind(address) for address, _ in found] == [int(figure) for _, figure in found]
    received = [int(figure) for address, figure in found if "&" not in address][-3:]
    assert received == [3, 1, 4]


def test_the_list_says_that_it_leaves_out_what_lies_inside() -> None:
    World().received()
    page = Client().get("/en/interactions/?own=1").content.decode()
    assert "Only of the whole country, of no region." in page
    assert behind("/en/interactions/?own=1") == 0
    assert behind("/en/interactions/?own=1&where=630000000") == 0
    assert behind("/en/interactions/?where=630000000") == 1


def test_a_kind_of_gap_leads_to_gaps_of_that_kind() -> None:
    World()
    make_territory("100000000", "Абай облысы")
    page = Client().get("/en/watch/").content.decode()
    assert re.search(r'href="/en/watch/gaps/\?kind=\w+"', page)


def test_the_rows_of_the_file_add_up_to_all_matters() -> None:
    world = World()
    make_mandate(world.committee_post, territory=world.country)
    world.received(territory=world.country)
    world.received()
    table = b"".join(Client().get("/en/watch/flow.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = [line.split(",") for line in table.splitlines()[1:]]
    assert sum(int(row[2]) for row in rows) == 2
    assert rows[-1][0] == world.country.pk
