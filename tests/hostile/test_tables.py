"""Every table that leaves as CSV, with names that a spreadsheet would run: no cell of any of them begins a formula."""

from __future__ import annotations

import csv
import io

import pytest

from kopir.base.tables import safe_cell
from kopir.interactions.models import Matter
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from tests.data.test_access import addresses
from tests.data.world import Office
from tests.permissions.routes import ROLES, TABLE
from tests.permissions.test_routes import Asked, address
from tests.permissions.whole import Whole

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://example.kz","x")'


def poison() -> None:
    """The names of everything begin a formula; written past the acts, which may well refuse some."""
    for model in (Organisation, Post, Sector, Territory):
        model._default_manager.update(name_kk=FORMULA, name_ru=f"+{FORMULA}", name_en=f"@{FORMULA}")
    Matter.objects.update(title=f"-{FORMULA}", text=f"\t{FORMULA}")


def unsafe(content: bytes) -> list[str]:
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert cells
    return [cell for cell in cells if safe_cell(cell) != cell]


def test_tables_of_the_pages() -> None:
    asked = Asked(Whole())
    tables = {name: address(name, asked) for name in TABLE if name.endswith("_csv")}
    poison()
    met = 0
    for name, door in tables.items():
        role = ROLES[TABLE[name].rindex("o")]
        content = asked.clients[role].get(door).getvalue()
        assert unsafe(content) == [], name
        met += b"'=HYPERLINK" in content
    assert len(tables) > 30
    assert met > 3


def test_tables_of_administration() -> None:
    office = Office()
    doors = addresses(office)
    poison()
    met = tables = 0
    for name, door in doors.items():
        answer = office.browser.get(door, {"csv": "1"})
        if answer.headers.get("Content-Type", "").startswith("text/csv"):
            content = answer.getvalue()
            assert unsafe(content) == [], name
            tables, met = tables + 1, met + (b"'=HYPERLINK" in content)
    assert tables > 10
    assert met > 2
