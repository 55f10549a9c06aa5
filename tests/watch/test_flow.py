"""The page of flow: each figure of a region leads to the matters that it counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.interactions import acts
from kopir.interactions.models import Matter
from tests.factories import make_mandate, make_territory
from tests.interactions.world import World

pytestmark = pytest.mark.django_db
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
    assert len(found) == 10
    assert {int(figure) for _, figure in found} == {0, 1, 2, 3}
    assert [behind(address) for address, _ in found] == [int(figure) for _, figure in found]


def test_the_rows_add_up_to_all_matters_those_of_the_whole_country_too() -> None:
    world = World()
    make_mandate(world.committee_post, territory=world.country)
    world.received(territory=world.country)
    world.received()
    page = Client().get("/en/watch/").content.decode()
    table = b"".join(Client().get("/en/watch/flow.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = [line.split(",") for line in table.splitlines()[1:]]
    assert sum(int(row[2]) for row in rows) == 2
    assert rows[-1][0] == world.country.pk
    assert "the country as a whole" in page
    assert f"?where={world.country.pk}" not in page
