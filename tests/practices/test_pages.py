"""The pages of practices in a browser without JavaScript: from a matter to a card, its review, publication and adoptions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kopir.interactions import acts as matters
from kopir.practices import acts
from kopir.practices.models import Adoption, Ask, Block, Card, Evidence, Way
from kopir.practices.words import CardState, EvidenceKind, Repeated
from tests.matter.people import browser, path, read, send
from tests.practices.world import WORDS, Memory, fresh

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def world() -> Memory:
    acts.load_reference()
    return Memory()


def page(card: Card, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/practices/{card.ref}/{rest}"


def test_from_a_matter_to_two_adoptions(world: Memory) -> None:
    matter = world.answered()
    matters.give_word(matter, by=world.author, word="confirmed")
    district, peer, other = browser(world.district), browser(world.neighbour), browser(world.joiner)
    assert f"/kk/practices/from/{matter.number}/" in read(district, path(matter))
    led = send(district, f"/kk/practices/from/{matter.number}/")
    card = Card.objects.get()
    assert led == page(card)
    assert send(district, f"/kk/practices/from/{matter.number}/") == page(card), "a second click leads to the same card"
    assert read(peer, page(card), 404)
    send(district, page(card, "text/kk/"), **WORDS)
    send(district, page(card, "ask-peer/"), picked=world.neighbour_post.pk)
    send(district, page(card, "ask-other/"), found=world.other_side.ref)
    send(peer, page(card, f"review/{card.reviews.get(side='peer').pk}/"), agrees="yes")
    send(other, page(card, f"review/{card.reviews.get(side='other').pk}/"), agrees="yes")
    send(district, page(card, "publish/"))
    assert fresh(card).state == CardState.PUBLISHED
    for client, place in ((peer, "Глубокое"), (other, "Шығыс Қазақстан облысы")):
        send(client, page(card, "adopt/"), place=place, started_on="2026-03-01", language="kk", in_group="on")
    first, second = Adoption.objects.order_by("pk")
    send(peer, page(card, f"result/{first.pk}/"), repeated="yes", result="Үйінді жойылды")
    send(other, page(card, f"result/{second.pk}/"), repeated="no", result="Техника жетпеді")
    visitor = read(Client(), page(card))
    assert all(words in visitor for words in ("Үйінді жойылды", "Техника жетпеді", "2 нәтиже ішінен 1"))
    tree = read(Client(), page(card, "tree.svg"))
    assert all(sign in tree for sign in ("★", "✓", "✕", "Глубокое ауданы"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_for_everybody_in_three_languages(world: Memory, language: str) -> None:
    card = world.published()
    world.evidence(card)
    world.told(world.adoption(card), Repeated.PARTLY)
    rests = ("practices/", "practices/evidence/", "ways/", "ways/hearing/")
    files = ("practices.csv", "ways.csv", "ways/hearing/kk.docx", "ways/grant/ru.docx")
    assert [Client().get(f"/{language}/{rest}").status_code for rest in (*rests, *files)] == [200] * 8
    own = ("", "cover.svg", "tree.svg", "card.pdf", "card.docx", "adoptions.csv")
    assert [Client().get(page(card, rest, language)).status_code for rest in own] == [200] * 6


def test_what_waits_stands_on_the_desk_and_in_the_cabinet(world: Memory) -> None:
    card = world.card()
    peer, other = world.asked(card)
    assert page(card, f"review/{peer.pk}/") in read(browser(world.neighbour), "/kk/desk/practices/")
    assert page(card, f"review/{other.pk}/") in read(browser(world.joiner), "/kk/cabinet/practices/")
    assert page(card) in read(browser(world.district), "/kk/desk/practices/")


def test_a_card_from_nothing_is_kept_while_one_types(world: Memory) -> None:
    author = browser(world.author)
    given = {
        "kind": "failed",
        "title": "Көшпелі кітапхана",
        "language": "kk",
        "place": "Ұлан",
        "sector": world.sector.pk,
    }
    led = send(author, "/kk/practices/new/", **given)
    card = Card.objects.get()
    assert led == page(card, "text/kk/")
    answer = author.post(page(card, "text/kk/save/"), {"title": "Көшпелі кітапхана", "problem": "Ауылда кітап жоқ"})
    assert (answer.status_code, card.texts.get().problem) == (200, "Ауылда кітап жоқ")


def test_a_refused_form_keeps_what_was_typed(world: Memory) -> None:
    card = world.published()
    answer = browser(world.neighbour).post(
        page(card, "adopt/"),
        {"place": "Глубокое", "started_on": "2026-03-01", "language": "kk", "changed": "Контейнерсіз"},
    )
    assert answer.status_code == 200
    assert "Контейнерсіз" in answer.content.decode() and answer.context["form"].errors["because"]


def test_evidence_is_attached_and_taken_back_on_the_page(world: Memory) -> None:
    card, district = world.published(), browser(world.district)
    today = timezone.localdate()
    given = {
        "kind": "measured",
        "words": "Үйінді 12-ден 0-ге",
        "language": "kk",
        "dated_on": today,
        "number": "5",
    }
    send(district, page(card, "proof/"), **given, expires_on=today + timedelta(days=5))
    assert fresh(card).level == 2
    send(district, page(card, f"proofs/{Evidence.objects.get().pk}/remove/"))
    assert fresh(card).level == 1


def test_a_question_and_a_voice(world: Memory) -> None:
    card, joiner = world.published(), browser(world.joiner)
    send(joiner, page(card, "ask/"), kind="question", text="Құны қанша?", language="kk")
    send(browser(world.district), page(card, f"answer/{Ask.objects.get().pk}/"), answer="Екі миллион")
    send(joiner, page(card, "used/"))
    found = read(Client(), page(card))
    assert "Екі миллион" in found and card.uses.count() == 1


def test_participants_are_added_and_taken_away(world: Memory) -> None:
    card, district = world.card(), browser(world.district)
    send(district, page(card, "parts/"), takes_part_as="pays", found=world.other_side.ref)
    send(district, page(card, "parts/"), takes_part_as="does", picked=world.district_post.pk)
    assert [str(row.who) for row in card.participants.all()] == [
        str(world.other_side),
        str(world.district_post),
    ]
    send(district, page(card, f"parts/{card.participants.first().pk}/remove/"))  # type: ignore[union-attr]
    assert [str(row.who) for row in card.participants.all()] == [str(world.district_post)]


def test_a_building_block_is_shared_by_cards(world: Memory) -> None:
    card, district = world.card(), browser(world.district)
    send(district, "/kk/practices/blocks/new/", name_kk="Ауыл жиыны", text_kk="Екі апта бұрын жарияланады")
    send(district, page(card, "blocks/"), blocks=[Block.objects.get().pk])
    assert [str(use.block) for use in card.block_uses.all()] == ["Ауыл жиыны"]


def test_the_post_names_the_ways_used_in_its_matter(world: Memory) -> None:
    matter = world.answered()
    hearing = Way.objects.get(code="hearing")
    send(browser(world.district), f"/kk/ways/of/{matter.number}/", ways=[hearing.pk])
    assert "/kk/ways/hearing/" in read(Client(), path(matter))


def test_a_proposal_that_is_accepted_leads_to_the_adoption(world: Memory) -> None:
    card = world.published(problem="Ауылда қоқыс полигоны жоқ, тұрғындар қалдықты өзен жағасына тастайды.")
    world.received(territory=world.glubokoe)
    acts.propose()
    proposal = card.proposals.get()
    address = page(card, f"proposal/{proposal.pk}/")
    assert address in read(browser(world.neighbour), "/kk/desk/practices/")
    assert send(browser(world.neighbour), address, accepts="yes") == page(card, "adopt/")
    assert browser(world.region).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_three_adoptions_as_for_one(
    world: Memory, number: int, django_assert_max_num_queries: Any
) -> None:
    card = world.published()
    for place in (world.glubokoe, world.place, world.country)[:number]:
        world.evidence(world.adoption(card, place=place), EvidenceKind.DOCUMENT)
    client = Client()
    client.get(page(card))
    with django_assert_max_num_queries(20):
        assert client.get(page(card)).status_code == 200
