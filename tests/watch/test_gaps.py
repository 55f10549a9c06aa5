"""The page of gaps: a country's worth of them by region and page, narrowed as its file is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.web.watch.views.gaps import PAGE
from tests.factories import make_body, make_mandate, make_post, make_sector, make_territory

pytestmark = pytest.mark.django_db
DISTRICTS = PAGE + 2


@pytest.fixture(autouse=True)
def empty_tree() -> None:
    """Two regions of which no place has a post: every place and each of two sectors is a gap."""
    make_sector("3", "Жастар ісі"), make_sector("4", "Экология")
    east = make_territory("630000000", "Шығыс Қазақстан облысы", tile_column=7, tile_row=2)
    abai = make_territory("100000000", "Абай облысы", tile_column=6, tile_row=2)
    for number in range(DISTRICTS):
        make_territory(f"63{20 + number:02}00000", f"{number}-аудан", parent=east)
    make_territory("102000000", "Аягөз ауданы", parent=abai)
    village = Territory.objects.get(code="632000000")
    make_territory("632030000", "Ауылдық округ", parent=village)


def page(address: str = "") -> str:
    return Client().get(f"/en/watch/gaps/{address}").content.decode()


def places(text: str) -> list[str]:
    return re.findall(r'<p><a class="govuk-link" href="/en/territories/(\d+)/">', text)


def folded(text: str) -> list[str]:
    """What each place says before it is opened."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<details><summary>(.*?)</summary>", text, re.S)
    ]


def rows(address: str = "") -> list[list[str]]:
    table = Client().get(f"/en/watch/gaps.csv{address}").streaming_content  # type: ignore[attr-defined]
    return [line.split(",") for line in b"".join(table).decode().splitlines()[1:]]


def test_the_map_counts_places_and_leads_to_those_of_its_region() -> None:
    text = page("?kind=nowhere")
    tiles = dict(re.findall(r'<a href="\?([^"]+)" title="[^"]+">.*?k-tile__value">(\d+)<', text))
    assert tiles == {
        "kind=nowhere&amp;where=630000000": str(DISTRICTS + 1),
        "kind=nowhere&amp;where=100000000": "2",
    }
    inside = page("?kind=nowhere&where=100000000")
    assert places(inside) == ["100000000", "102000000"]
    assert "k-tile__value" not in inside


def test_a_place_says_in_a_line_what_it_lacks_and_the_rest_when_it_is_opened() -> None:
    make_sector("5", "Білім"), make_sector("6", "Мәдениет")
    one, two, three, four = (str(Sector.objects.get(code=code).name("en").text) for code in "3456")
    all_of_them = page("?where=102000000")
    assert folded(all_of_them) == ["Аягөз ауданы all sectors: no post answers"]
    assert "Who answers instead: —" in all_of_them
    assert folded(page("?where=102000000&sector=4")) == [f"Аягөз ауданы {two}: no post answers"]
    body = make_body("Аягөз ауданының әкімдігі", Territory.objects.get(pk="102000000"))
    make_mandate(make_post(body, "Аягөз уәкілі"), sector=Sector.objects.get(code="4"))
    some = page("?where=102000000")
    assert folded(some) == [f"Аягөз ауданы 3 sectors: no post answers {two}: the post is vacant"]
    assert f"{one}; {three}; {four}." in some


def test_pages_together_show_each_place_once() -> None:
    first = page()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = page(following.group(1).replace("&amp;", "&"))
    assert len(places(first)) == PAGE
    assert len(set(places(first) + places(second))) == DISTRICTS + 3
    assert 'rel="next"' not in second


def test_the_file_is_narrowed_as_the_page_is() -> None:
    assert len(rows()) == 2 * (DISTRICTS + 3)
    assert {row[0] for row in rows("?where=102000000")} == {"102000000"}
    assert {row[2] for row in rows("?sector=4")} == {"4"}
    assert rows("?kind=vacant") == []


def test_a_place_in_a_district_has_the_gaps_of_the_district() -> None:
    assert places(page("?where=632030000")) == ["632000000"]


def test_a_filter_that_finds_nothing_says_so_and_nonsense_does_not_narrow() -> None:
    assert "Take the filter away to see all gaps." in page("?kind=vacant")
    assert places(page("?where=nowhere&kind=nonsense&after=")) == places(page())
    assert places(page("?after=zzz")) == []
