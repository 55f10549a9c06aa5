"""No hot page reads a whole table that grows with the number of matters."""

from __future__ import annotations

import pytest

from kopir.search import jobs
from tests.matter.people import Country, browser
from tests.web import plans

pytestmark = pytest.mark.django_db

READERS = {"a visitor": None, "an official": "district", "an author": "author"}
# By name the address and who opens it. {number}: of a matter that is worked on.
PAGES = {
    "desk inbox": ("desk/", "an official"),
    "an NGO's matters": ("cabinet/", "an author"),
    "matter list": ("interactions/", "a visitor"),
    "matter list of an official": ("interactions/?where=636000000", "an official"),
    "matter list of an author": ("interactions/?where=636000000", "an author"),
    "filtered matter list": ("interactions/?where=636000000&sector=3&state=running", "a visitor"),
    "matters by sector": ("interactions/?sector=3", "a visitor"),
    "matter page": ("interactions/{number}/", "a visitor"),
    "matter page of an official": ("interactions/{number}/", "an official"),
    "matter page of an author": ("interactions/{number}/", "an author"),
    "district page": ("territories/636000000/", "a visitor"),
    "region page": ("territories/630000000/", "a visitor"),
    "sector page": ("sectors/3/", "a visitor"),
    "organisation list": ("organisations/?where=636000000&kind=ngo", "a visitor"),
    "who is responsible": ("responsible/?where=636000000&about=3", "a visitor"),
    "post page": ("posts/{post}/", "a visitor"),
    "search": ("search/?q=қоқыс", "a visitor"),
    "journal": ("journal/", "a visitor"),
    "CSV of a district": ("interactions.csv?where=636000000", "a visitor"),
    "notices": ("desk/notices/", "an official"),
}


@pytest.fixture
def country() -> Country:
    return Country()


@pytest.mark.parametrize("name", PAGES)
def test_a_hot_page_scans_no_big_table(country: Country, name: str) -> None:
    matter = country.received()
    jobs.rebuild()
    address, reader = PAGES[name]
    role = READERS[reader]
    client = browser(getattr(country, role) if role else None)
    place = address.format(number=matter.number, post=country.district_post.ref)
    assert plans.full_scans(client, f"/kk/{place}") == []


WHOLE = 'SELECT COUNT(*) FROM "interactions_matter" WHERE "interactions_matter"."title" LIKE \'%қоқыс%\''
BY_KEY = 'SELECT "title" FROM "interactions_matter" WHERE "interactions_matter"."id" = 1'
A_PAGE = 'SELECT "id" FROM "interactions_matter" ORDER BY "interactions_matter"."id" DESC LIMIT 25'
INSIDE = (
    'SELECT "id" FROM "posts_post" WHERE "id" > (SELECT COUNT(*) FROM "interactions_matter" U0'
    ' WHERE U0."title" = \'a\') ORDER BY "id" DESC LIMIT 25'
)


@pytest.mark.parametrize(
    ("sql", "found"),
    [(WHOLE, {"interactions_matter"}), (INSIDE, {"interactions_matter"}), (BY_KEY, set()), (A_PAGE, set())],
)
def test_what_counts_as_a_scan(country: Country, sql: str, found: set[str]) -> None:
    country.received()
    plans.seem_large()
    assert plans.scanned(sql) == found
