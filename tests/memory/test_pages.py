"""Pages of memory in a browser without JavaScript: what is opened is noted on the way, figures stand for everybody."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from kopir.interactions.models import Matter
from kopir.memory.models import Opening, Solution, Unfit
from kopir.practices import acts as practices
from kopir.search.meaning.service import Service
from tests.matter.people import browser, path, read, send
from tests.memory.world import Past
from tests.permissions.test_routes import cell
from tests.search.tried.test_tried import read as index

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def world() -> Past:
    practices.load_reference()
    return Past()


def opened(draft: Matter, to: str) -> str:
    return f"/kk/cabinet/matters/{draft.pk}/opened/?to={quote(to, safe='')}"


def test_a_link_beside_the_draft_notes_and_leads_on(world: Past) -> None:
    draft, earlier, card = world.draft(), world.solved(), world.published()
    author = browser(world.author)
    for to in (path(earlier), f"/kk/practices/{card.ref}/"):
        answer = author.get(opened(draft, to))
        assert (answer.status_code, answer.url) == (302, to)
    assert set(Opening.objects.values_list("card_id", "earlier_id")) == {(None, earlier.pk), (card.pk, None)}


def test_was_this_tried_leads_by_way_of_the_draft_and_of_the_post_s_matter(world: Past, service: Service) -> None:
    earlier, matter, draft = world.solved(), world.received(), world.draft()
    index()
    beside_draft = read(browser(world.author), f"/kk/cabinet/matters/{draft.pk}/nearby/")
    assert opened(draft, path(earlier)) in beside_draft
    beside_matter = read(browser(world.district), f"/kk/desk/same/{matter.number}/")
    assert f"/kk/desk/matters/{matter.number}/opened/?to=" in beside_matter
    assert "/opened/" not in read(Client(), f"/kk/tried/?text={quote(draft.text)}")


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org", "/kk/account/logout/", "", "javascript:alert(1)"])
def test_it_leads_nowhere_else(world: Past, to: str) -> None:
    draft = world.draft()
    answer = browser(world.author).get(opened(draft, to))
    assert answer.url == f"/kk/cabinet/matters/{draft.pk}/nearby/"
    assert Opening.objects.count() == 0


def test_a_card_found_in_another_way_counts_for_the_draft_that_is_written(world: Past) -> None:
    draft, card = world.draft(), world.published()
    page = f"/kk/practices/{card.ref}/"
    for reader in (Client(), browser(world.joiner), browser(world.neighbour)):
        read(reader, page)
    assert Opening.objects.count() == 0
    read(browser(world.author), page)
    assert Opening.objects.get().matter == draft


def test_what_the_post_opens_beside_its_matter_is_noted_and_what_others_open_is_not(world: Past) -> None:
    matter, earlier = world.received(), world.solved()
    address = f"/kk/desk/matters/{matter.number}/opened/?to={quote(path(earlier))}"
    for by in (world.neighbour, world.district):
        assert browser(by).get(address).url == path(earlier)
    assert Opening.objects.get().post == world.district_post


def test_the_post_names_the_adoption_that_solved_its_matter(world: Past) -> None:
    adoption, matter = world.adoption(world.published(), world.author), world.received()
    district, page = browser(world.district), f"/kk/practices/adopted/{matter.number}/"
    assert page in read(district, path(matter))
    send(district, page, adoption=adoption.pk)
    assert Solution.objects.get().adoption == adoption
    assert str(adoption.card.ref) in read(Client(), path(matter))
    send(district, page, adoption="")
    assert Solution.objects.count() == 0


def test_a_suggested_way_is_dismissed_with_a_reason_that_only_the_parties_read(world: Past) -> None:
    matter = world.received()
    district, page = browser(world.district), f"/kk/ways/of/{matter.number}/not-fitting/working_group/"
    assert page in read(district, path(matter))
    assert district.post(page, {"reason": ""}).status_code == 200
    send(district, page, reason="Мүшелері жиналмайды")
    assert Unfit.objects.get().way.code == "working_group"
    assert [("Мүшелері жиналмайды" in read(one, path(matter))) for one in (district, browser(world.author), Client())] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("visibility", ["public", "restricted"])
def test_a_matter_shows_its_suggestion_to_its_parties_only(world: Past, visibility: str) -> None:
    matter = world.received()
    Matter.objects.filter(pk=matter.pk).update(visibility=visibility)
    assert ['id="way"' in read(one, path(matter)) for one in (browser(world.district), browser(world.author), Client())] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_stand_for_everybody_in_three_languages(world: Past, language: str) -> None:
    world.usual(10, 20, 30, 40, 50)
    for number in range(5):
        matter = world.solved(10 + number)
        Opening.objects.create(matter=matter, card=world.published())
    earlier, repeat = world.solved(30), world.received()
    world.repeats(repeat, earlier)
    for address in ("figures/memory/", "watch/memory/"):
        shown = read(Client(), f"/{language}/{address}?period=all")
        assert "18" in shown
    assert repeat.number in shown
    for rest in ("figures/memory.csv?by=sector", "watch/memory/repeats.csv", "figures/memory/?where=630000000&sector=3"):
        assert cell(Client(), f"/{language}/{rest}") == "o"


def test_the_file_gives_the_total_and_the_lines_of_one_axis(world: Past) -> None:
    world.received()
    lines = b"".join(Client().get("/en/figures/memory.csv?by=body").streaming_content).decode().splitlines()
    assert [line.split(",")[0].strip('"\ufeff') for line in lines] == ["by", "total", "body"]


def test_empty_pages_say_what_to_do(world: Past) -> None:
    assert "k-empty" in read(Client(), "/kk/figures/memory/")
    assert "k-empty" in read(Client(), "/kk/watch/memory/?period=2020-1")


def test_the_pages_ask_as_much_for_three_as_for_one(world: Past, django_assert_max_num_queries: Any) -> None:
    for _number in range(3):
        world.repeats(world.received(), world.solved())
        with django_assert_max_num_queries(45):
            read(Client(), "/kk/watch/memory/")
