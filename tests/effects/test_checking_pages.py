"""Later checks and formal closings in a browser without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kopir.effects import acts
from kopir.effects.models import ChainStep, Check, CheckTerm
from kopir.effects.words import Holds
from kopir.interactions.models import Matter
from kopir.notices.models import Notice
from tests.effects.asking import Later, fresh
from tests.factories import administrator
from tests.matter.people import browser, path, read, send

pytestmark = pytest.mark.django_db
FORMAL = "figures/formal-closing"


@pytest.fixture
def world() -> Later:
    return Later()


def page(check: Check, rest: str = "") -> str:
    return f"/kk/checks/{check.pk}/{rest}"


def test_from_the_notice_in_two_taps_to_the_public_page(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    notice = Notice.objects.get(text="effects.check_asked", organisation=world.author.organisation_id)
    author, district = browser(world.author), browser(world.district)
    asked = read(author, f"/kk{notice.path}")
    assert 'name="holds" value="yes"' in asked
    assert send(author, f"/kk{notice.path}", holds="no") == f"/kk{notice.path}"
    send(author, f"/kk{notice.path}", holds="no", number="12", words="Алаң жабылды")
    send(district, page(world.of_post(matter)), holds="yes")
    visitor = read(Client(), path(fresh(matter)))
    assert all(words in visitor for words in ("Алаң жабылды", page(world.of_post(matter)), "12 адам"))
    settle = read(district, page(world.of_post(matter)))
    assert f"/kk/interactions/{matter.number}/reopen/" in settle


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    answer = browser(world.district).post(
        page(world.of_post(matter)), {"holds": "yes", "number": "99999999999", "words": "Алаң таза"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["number"]
    assert "Алаң таза" in answer.content.decode()


def test_a_stranger_reads_the_answers_and_cannot_answer(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    address = page(world.of_post(matter))
    assert 'name="holds"' not in read(browser(world.neighbour), address)
    refused = browser(world.neighbour).post(address, {"holds": "yes"})
    assert (refused.status_code, fresh(world.of_post(matter)).holds) == (200, "")


def test_of_a_restricted_matter_a_visitor_learns_nothing(world: Later) -> None:
    matter = world.closed(90)
    Matter.objects.filter(pk=matter.pk).update(visibility="restricted", restricted_because="wish")
    acts.ask_checks()
    answer = Client().get(page(world.of_post(matter)))
    assert (answer.status_code, "/account/login/" in answer.url) == (302, True)
    read(browser(world.neighbour), page(world.of_post(matter)), 404)
    rows = read(Client(), f"/kk/{FORMAL}/closings/")
    assert str(matter.number) in rows
    assert matter.title not in rows


def test_a_failed_check_is_seen_in_the_figure_and_behind_it(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    acts.answer_check(world.of_organisation(matter), by=world.author, holds=Holds.NO, words="Алаң жабылды")
    for language in ("kk", "ru", "en"):
        found = read(Client(), f"/{language}/{FORMAL}/")
        assert f"/{language}/{FORMAL}/closings/" in found
    assert str(matter.number) in read(Client(), f"/kk/{FORMAL}/closings/?why=contradicted")
    assert str(matter.number) not in read(Client(), f"/kk/{FORMAL}/closings/?why=no_effect")
    table = b"".join(Client().get(f"/kk/{FORMAL}.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "630000000,Шығыс Қазақстан облысы,1,0,0,1,0,1" in table
    behind = b"".join(Client().get(f"/kk/{FORMAL}/closings.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert f"{matter.number},proposal," in behind


@pytest.mark.parametrize("by", ["region", "body", "kind", "quarter"])
def test_the_figure_is_shown_by_place_body_kind_and_quarter(world: Later, by: str) -> None:
    world.closed(40)
    body = world.district_post.organisation.ref
    for query in (f"by={by}", f"by={by}&what=duties", f"where=630000000&by={by}", f"body={body}&by={by}"):
        read(Client(), f"/kk/{FORMAL}/?{query}")
        assert Client().get(f"/kk/{FORMAL}.csv?{query}").status_code == 200


def test_duties_are_shown_with_what_is_known_of_each(world: Later) -> None:
    duty = world.done_duty(40)
    rows = read(Client(), f"/kk/{FORMAL}/closings/?what=duties")
    assert f"/kk/posts/{duty.post.ref}/duties/" in rows
    assert Client().get(f"/kk/{FORMAL}/closings.csv?what=duties").status_code == 200


def test_the_page_asks_as_much_for_three_closings_as_for_one(world: Later, django_assert_num_queries: Any) -> None:
    counts = []
    for _number in range(3):
        world.closed(40)
        with django_assert_num_queries(*counts[-1:] or [100], exact=bool(counts)) as asked:
            read(Client(), f"/kk/{FORMAL}/closings/")
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_a_body_replies_on_the_page(world: Later) -> None:
    district = browser(world.district)
    led = send(district, f"/kk/{FORMAL}/reply/", since="2026-01-01", until="2026-12-31", text="Карталар жазылуда")
    assert "Карталар жазылуда" in read(Client(), led)
    assert browser(world.author).get(f"/kk/{FORMAL}/reply/").status_code == 403


def test_what_waits_stands_on_the_desk_and_in_the_cabinet(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    desk, cabinet = read(browser(world.district), "/kk/desk/"), read(browser(world.author), "/kk/cabinet/")
    assert f"{page(world.of_post(matter))}?from=desk" in desk
    assert page(world.of_organisation(matter)) in cabinet
    tasks = b"".join(browser(world.district).get("/kk/desk/tasks.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert f"later,{matter.number}," in tasks


def test_what_a_party_owes_on_a_card_stands_on_the_desk(world: Later) -> None:
    card = world.told_effect()
    use = world.piece(card)
    step = card.chain.exclude(assumption="")[0]
    ChainStep.objects.filter(pk=step.pk).update(test_on=timezone.localdate())
    desk = read(browser(world.district), "/kk/desk/")
    owed = ("act/confirm/", f"act/judge/{use.pk}/", f"act/test/{step.pk}/")
    assert all(f"/kk/effects/{card.ref}/{rest}" in desk for rest in owed)
    assert browser(world.district).get("/kk/desk/tasks.csv").status_code == 200


def test_an_administrator_edits_the_terms(world: Later) -> None:
    admin = browser(administrator())
    send(admin, "/kk/data/checks/new/", days="30", starts_on="2026-01-01")
    term = CheckTerm.objects.get(days=30)
    assert "30" in read(admin, "/kk/data/checks/")
    send(admin, f"/kk/data/checks/{term.pk}/end/")
    assert fresh(term).ends_on is not None
