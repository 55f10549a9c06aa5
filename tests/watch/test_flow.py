"""The page of flow: each figure of a region leads to the matters that it counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.interactions.queries import stalled
from kopir.posts.queries import list_vacancies
from kopir.territories.models import COUNTRY
from tests.factories import make_mandate, make_post, make_territory
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


def test_the_longest_past_their_term_are_ten_that_the_reader_may_see() -> None:
    world = World()
    days = timezone.localdate() - timedelta(days=40)
    matters = [world.received(visibility="restricted" if number < 3 else "public") for number in range(14)]
    for number, matter in enumerate(matters):
        Matter.objects.filter(pk=matter.pk).update(due_on=days + timedelta(days=number))
    shown = [row.pk for row in stalled(VISITOR)]
    assert shown == [matter.pk for matter in matters[3:13]]
    assert [row.pk for row in stalled(world.author)] == [matter.pk for matter in matters[:10]]
    page = Client().get("/en/watch/").content.decode().split("Longest past their term")[1].split("</ul>")[0]
    assert re.findall(r'interactions/([\d-]+)/"', page) == [matter.number for matter in matters[3:13]]


def test_vacant_posts_stand_on_pages_and_whole_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    body = world.district_post.organisation
    posts = [make_post(body, f"{number}-лауазым") for number in range(5)]
    monkeypatch.setattr(list_vacancies, "__defaults__", ("", "", 2))
    client, address, seen, sizes = Client(), "?", [], []
    while address:
        page = client.get(f"/en/watch/vacancies/{address}").content.decode()
        assert "<strong>5</strong> vacant posts" in page
        found = re.findall(r'<th scope="row"[^>]*><a[^>]*posts/([^/]+)/"', page)
        seen, sizes = [*seen, *found], [*sizes, len(found)]
        further = re.search(r'rel="next" href="([^"]*)"', page)
        address = further[1].replace("&amp;", "&") if further else ""
    assert (sizes, seen) == ([2, 2, 1], [post.ref for post in posts])
    back = re.search(r'rel="prev" href="([^"]*)"', page)
    assert back and posts[2].ref in client.get(f"/en/watch/vacancies/{back[1].replace('&amp;', '&')}").content.decode()
    table = b"".join(client.get("/en/watch/vacancies.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert [line.split(",")[0] for line in table.splitlines()[1:]] == seen
