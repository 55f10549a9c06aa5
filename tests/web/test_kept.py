"""Public pages kept in memory: never a stale one, never another's, and each public page is kept or has its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.interactions import acts, conservation
from kopir.interactions.models import Outcome
from kopir.journal.queries import state
from kopir.journal.sealing import seal
from kopir.organisations.models import Organisation
from kopir.web.kept import KEPT, KEPT_A_MINUTE
from tests.interactions.world import World
from tests.matter.people import browser
from tests.permissions.routes import TABLE

pytestmark = pytest.mark.django_db

# Why a page that a visitor may open is not kept. The first pattern that fits a name tells.
REASONS = {
    r"csv$|_file$|_pdf$|_docx$|_picture$|_cover$|_photo$|_paper$|_sheets?$|_template$|duties_feed": "a file, made while sent",
    r"search|suggest|tried|responsible|glossary|matter_posts": "looked for in words: the index follows a moment later",
    r":(journal|journal_keys?|heads|entry|verify_receipt)$": "the journal itself, or a form",
    r"^watch:|_figures$|:figures$|:post_history$|formal_closing": "figures with a running clock, or tables that jobs write",
    r":(about|help|privacy|accessibility|definitions|open_data|evidence_levels)$": "words that ask the database at most once",
    r":procedures$": "tells how long something takes now",
    r"practice|reading_list|:ways?$": "a reading is noted beside the journal",
    r"norm|regulation|dut(y|ies)|post_plan|post_report": "states of duties, which the worker also moves",
    r"benefit|effect|evaluation|indicator|measure|needs|survey|:check$|compare": "forms, or figures of the effects' own tables",
    r"^unsubscribe$": "a form",
}


@pytest.fixture(autouse=True)
def keeping(settings: Any) -> Iterator[None]:
    settings.KOPIR_KEPT_PAGES = 100
    caches["kept"].clear()
    yield
    caches["kept"].clear()


@pytest.fixture
def world() -> World:
    return World()


def addresses(world: World) -> dict[str, str]:
    author = Organisation.objects.get(pk=world.author.organisation_id)
    return {
        "public:home": "/kk/",
        "public:territories": "/kk/territories/",
        "public:territory": f"/kk/territories/{world.ulan.pk}/",
        "public:sectors": "/kk/sectors/",
        "public:sector": "/kk/sectors/3/",
        "public:organisations": "/kk/organisations/",
        "public:organisation": f"/kk/organisations/{author.ref}/",
        "public:posts": "/kk/posts/",
        "public:post": f"/kk/posts/{world.district_post.ref}/",
        "public:interactions": "/kk/interactions/",
    }


def asked(address: str, client: Client | None = None, **headers: str) -> tuple[Any, int]:
    """The answer and how many questions the database got."""
    with CaptureQueriesContext(connection) as queries:
        answer = (client or Client()).get(address, headers=headers or None)
    assert answer.status_code in (200, 304), answer.status_code
    return answer, len(queries)


def test_every_public_page_is_kept_or_has_its_reason() -> None:
    open_to_all = {name for name, row in TABLE.items() if row[0] == "o"}
    kept = KEPT | KEPT_A_MINUTE
    assert open_to_all >= kept
    assert not [name for name in open_to_all - kept if not any(re.search(pattern, name) for pattern in REASONS)]
    assert not [name for name in kept if name not in TABLE]


def test_the_second_visitor_costs_one_question(world: World) -> None:
    world.received()
    pages = addresses(world)
    assert set(pages) == KEPT
    for name, address in pages.items():
        first, many = asked(address)
        again, one = asked(address)
        assert (many > 1, one) == (True, 1), name
        assert again.content == first.content


CHANGES: dict[str, Callable[[World], Any]] = {
    "a matter is sent": lambda world: world.received(),
    "a matter is answered": lambda world: world.answered(),
    "the worker counts": lambda world: conservation.record(conservation.check()),
    "the sealer seals": lambda world: seal(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_nobody_reads_a_page_from_before(world: World, what: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read after the change, and what would be read without any keeping at the end of the same day."""
    world.received()
    pages = addresses(world)
    for address in pages.values():
        asked(address)
    CHANGES[what](world)
    read = {name: _lines(address) for name, address in pages.items()}
    settings.KOPIR_KEPT_PAGES = 0
    evening = timezone.localtime().replace(hour=23, minute=59, second=59)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    for name, address in pages.items():
        assert read[name] == _lines(address), name


def _lines(address: str) -> list[str]:
    """Without the line that says when the figures were counted: of a kept page that moment stays true."""
    return [line for line in asked(address)[0].content.decode().splitlines() if "қазір саналды" not in line]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """The clock stands, and goes on by as much as is said."""
    standing = timezone.now().replace(second=5)
    monkeypatch.setattr(timezone, "now", lambda: standing)

    def later(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: standing + by)

    return later


def test_a_matter_is_kept_for_its_minute(world: World, stopped: Callable[[timedelta], None]) -> None:
    address = f"/kk/interactions/{world.received().number}/"
    first, many = asked(address)
    stopped(timedelta(seconds=50))
    again, one = asked(address)
    assert (many > 1, one, again.content) == (True, 1, first.content)
    stopped(timedelta(minutes=1))
    assert asked(address)[1] > 1


MATTER_CHANGES: dict[str, Callable[[World, Any], Any]] = {
    "it is answered": lambda world, matter: world.answer(matter),
    "it is restricted": lambda world, matter: acts.restrict(matter, by=world.author, because="wish"),
    "the sealer seals": lambda world, matter: seal(),
}


@pytest.mark.parametrize("what", MATTER_CHANGES)
def test_nobody_reads_a_matter_from_before(world: World, settings: Any, stopped: Any, what: str) -> None:
    matter = world.received()
    address = f"/kk/interactions/{matter.number}/"
    before = asked(address)[0].content
    MATTER_CHANGES[what](world, matter)
    after = asked(address)[0].content
    settings.KOPIR_KEPT_PAGES = 0
    assert after == asked(address)[0].content
    assert (after != before) == (what != "the sealer seals")


def test_an_act_shows_at_once(world: World) -> None:
    before = asked("/kk/interactions/")[0].content
    number = world.received().number
    after = asked("/kk/interactions/")[0].content.decode()
    assert str(number) in after and str(number) not in before.decode()


def test_what_was_rolled_back_leaves_nothing(world: World) -> None:
    matter = world.received()
    before = asked("/kk/interactions/")[0].content
    with pytest.raises(Outcome.DoesNotExist):
        acts.fall_silent(matter)  # nobody has answered yet
    assert asked("/kk/interactions/")[0].content == before


def test_the_next_day_asks_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked("/kk/")
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert asked("/kk/")[1] > 1


def test_the_signed_in_neither_get_nor_fill(world: World) -> None:
    signed_in = browser(world.author)
    page = asked("/kk/", signed_in)[0]
    visitors, many = asked("/kk/")
    assert many > 1 and visitors.content != page.content
    again, still = asked("/kk/", signed_in)
    assert still > 1 and "ETag" not in again.headers
    assert "account/logout" not in visitors.content.decode()


def test_a_foreign_cookie_goes_past(world: World) -> None:
    asked("/kk/")
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert asked("/kk/", client)[1] > 1


@pytest.mark.parametrize("other", ["/ru/", "/kk/?light=1", "/kk/?where=636000000"])
def test_another_address_is_another_page(world: World, other: str) -> None:
    asked("/kk/")
    assert asked(other)[1] > 1


def test_the_light_choice_is_another_page(world: World) -> None:
    full = asked("/kk/")[0]
    client = Client()
    client.cookies["light"] = "1"
    light, many = asked("/kk/", client)
    assert many > 1 and light.content != full.content
    assert asked("/kk/", client)[0].content == light.content


def test_a_browser_that_has_the_page_is_told_so(world: World) -> None:
    tag = asked("/kk/")[0].headers["ETag"]
    same = asked("/kk/", **{"If-None-Match": tag})[0]
    assert (same.status_code, same.content) == (304, b"")
    world.received()
    assert asked("/kk/", **{"If-None-Match": tag})[0].status_code == 200


def test_it_can_be_switched_off(world: World, settings: Any) -> None:
    settings.KOPIR_KEPT_PAGES = 0
    asked("/kk/")
    assert asked("/kk/")[1] > 1


def test_the_state_counts_what_is_sealed_and_what_waits(world: World) -> None:
    """Numbers of entries may commit in any order, so they are counted: sealing moves them, and none is lost on the way."""
    world.received()
    sealed, waiting, signed = state()
    assert waiting > 0 and signed == sealed
    seal()
    assert state() == (sealed + waiting, 0, sealed + waiting)
    conservation.record(conservation.check())
    assert state() == (sealed + waiting, 1, sealed + waiting)
