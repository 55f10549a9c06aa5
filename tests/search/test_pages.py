"""Pages of “was this tried?”, of what is the same, of synergy and of the glossary, as they come without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.journal.models import Entry
from kopir.search import jobs
from kopir.search.acts import judge
from kopir.search.glossary import entries
from kopir.search.models import Judgement
from kopir.search.queries.clusters import clusters
from kopir.search.words import Verdict
from kopir.synergy.models import Proposal
from kopir.synergy.words import Kind
from tests.matter.people import Country, browser, read, send

pytestmark = pytest.mark.django_db
WASTE = "Ауылда қоқыс полигоны жоқ, тұрғындар қалдықты өзен жағасына тастайды"


@pytest.fixture
def country() -> Country:
    return Country()


def two(country: Country) -> tuple[Matter, Matter]:
    first, second = country.received(title="Қоқыс алаңы"), matters.submit(country.draft(country.joiner), by=country.joiner)
    jobs.rebuild()
    return first, second


# ---- Was this tried? -------------------------------------------------------------------------------------------


def test_the_page_shows_what_is_open_and_what_was_finished(country: Country) -> None:
    first, finished = country.received(title="Қоқыс алаңы"), country.answered(title="Қоқыс полигоны")
    matters.give_word(finished, by=country.author, word="confirmed")
    jobs.rebuild()
    page = read(Client(), f"/kk/tried/?text={WASTE}&territory=636000000")
    assert first.title in page and f"/kk/interactions/{first.number}/join/" in page
    assert finished.title in page and "шешілді" in page and "растады" in page
    assert "Тек сөз бойынша ізделді" in page  # without the process that compares meanings


def test_nothing_typed_nothing_said() -> None:
    page = read(Client(), "/ru/tried/")
    assert "Что на это похоже" not in page and "<textarea" in page


def test_what_is_like_nothing_is_answered_honestly(country: Country) -> None:
    two(country)
    assert "Это не доказывает" in read(Client(), "/ru/tried/?text=zzzz qqqq xxxx")


def test_while_one_types_the_part_comes_without_the_page(country: Country) -> None:
    first, _second = two(country)
    draft = country.draft(country.joiner, title="", text="")
    client, address = browser(country.joiner), f"/kk/cabinet/matters/{draft.pk}/tried/"
    part = client.post(address, {"title": "Қоқыс", "text": WASTE}).content.decode()
    assert first.title in part and "<html" not in part and f"/matters/{draft.pk}/join/{first.number}/" in part
    assert client.post(address, {"title": "Қо", "text": ""}).content.decode().strip() == ""
    assert Matter.objects.get(pk=draft.pk).text == ""


def test_an_own_matter_is_shown_but_not_to_be_joined(country: Country) -> None:
    first, _second = two(country)
    part = browser(country.author).post(f"/kk/cabinet/matters/{country.draft().pk}/tried/", {"title": "", "text": WASTE})
    assert first.title in part.content.decode() and f"/join/{first.number}/" not in part.content.decode()


def test_a_restricted_matter_is_not_among_what_was_tried(country: Country) -> None:
    first, second = two(country)
    for pk in (first.pk, second.pk):
        Matter.objects.filter(pk=pk).update(visibility=Visibility.RESTRICTED)
    page = read(Client(), f"/kk/tried/?text={WASTE}")
    assert first.number not in page and second.number not in page


# ---- The same --------------------------------------------------------------------------------------------------


def test_at_intake_the_post_sees_what_is_alike_and_says_whether_it_is_the_same(country: Country) -> None:
    first, second = two(country)
    client = browser(country.district)
    assert f"/kk/desk/same/{second.number}/" in read(client, f"/kk/interactions/{second.number}/")
    page = read(client, f"/kk/desk/same/{second.number}/")
    assert first.number in page
    send(client, f"/kk/desk/same/{second.number}/{first.number}/", verdict="same")
    assert Judgement.objects.get().verdict == Verdict.SAME
    assert Entry.objects.get(act="search.judge_same").is_open
    assert first.number in read(Client(), f"/kk/interactions/{second.number}/")  # in its story


def test_the_last_word_stands(country: Country) -> None:
    first, second = two(country)
    judge(first, second, by=country.district, verdict=Verdict.SAME)
    judge(second, first, by=country.district, verdict=Verdict.DIFFERENT, reason="Басқа ауыл")
    found = Judgement.objects.get()
    assert (found.first, found.second, found.verdict, found.reason) == (first, second, Verdict.DIFFERENT, "Басқа ауыл")


def test_another_post_does_not_say_so(country: Country) -> None:
    first, second = two(country)
    with pytest.raises(Refused) as refusal:
        judge(first, second, by=country.neighbour, verdict=Verdict.SAME)
    assert refusal.value.code == "not_accountable"


def test_the_words_of_a_restricted_matter_are_not_compared_for_others(country: Country) -> None:
    first, second = two(country)
    Matter.objects.filter(pk=first.pk).update(visibility=Visibility.RESTRICTED)
    neighbour = browser(country.neighbour)
    assert neighbour.get(f"/kk/desk/same/{first.number}/").status_code == 404
    assert neighbour.post(f"/kk/desk/same/{second.number}/{first.number}/", {"verdict": "same"}).status_code == 404
    assert browser(country.district).get(f"/kk/desk/same/{first.number}/").status_code == 200


def test_matters_that_hang_together_are_one_group(country: Country) -> None:
    first, second = two(country)
    third = country.received(title="Үшінші")
    judge(first, second, by=country.district, verdict=Verdict.SAME)
    judge(second, third, by=country.district, verdict=Verdict.SAME)
    [group] = clusters(VISITOR)
    assert group.matters == [first, second, third]
    page = read(Client(), "/kk/watch/same/")
    assert all(row.number in page for row in group.matters)
    Matter.objects.filter(pk=second.pk).update(visibility=Visibility.RESTRICTED)
    assert clusters(VISITOR) == [] and second.number not in read(Client(), "/kk/watch/same/")
    assert second.number not in b"".join(Client().get("/kk/watch/same.csv").streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [1, 3])
def test_groups_are_asked_for_twice_however_many(country: Country, number: int, django_assert_num_queries: Any) -> None:
    for _number in range(number):
        pair = country.received(), country.received()
        Judgement.objects.create(first=pair[0], second=pair[1], verdict=Verdict.SAME, at=timezone.now())
    with django_assert_num_queries(2):
        assert len(clusters(VISITOR)) == number


# ---- Synergy ---------------------------------------------------------------------------------------------------


@pytest.fixture
def proposal(country: Country) -> Proposal:
    why = [{"kk": "Сол бір адамдар: бала"}]
    found = Proposal.objects.create(kind=Kind.SAME_PEOPLE, key="1+2", why=why, found_at=timezone.now())
    for matter in two(country):
        found.members.create(matter=matter, side="alike")
    found.asked.create(post=country.district_post)
    return found


def test_the_desk_shows_the_proposal_and_takes_the_answer(country: Country, proposal: Proposal) -> None:
    client, address = browser(country.district), f"/kk/desk/synergy/{proposal.pk}/"
    assert address in read(client, "/kk/desk/") and address in read(client, "/kk/desk/synergy/")
    assert "Сол бір адамдар: бала" in read(client, address)
    refused = client.post(address, {"decline": "1", "reason": ""})
    assert "Неге болмайтынын" in refused.content.decode()
    send(client, address, accept="1", reason="Бірге істейміз")
    assert Proposal.objects.get().state == "accepted"
    assert client.get(address).headers["Location"] == f"/kk/watch/synergy/{proposal.pk}/"


def test_everybody_reads_what_was_proposed_and_what_came_of_it(country: Country, proposal: Proposal) -> None:
    for page in ("", f"{proposal.pk}/"):
        text = read(Client(), f"/ru/watch/synergy/{page}")
        assert all(member.matter.number in text for member in proposal.members.all())
    lines = b"".join(Client().get("/kk/watch/synergy.csv").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1].split(",")[:3] == [str(proposal.pk), "same_people", "proposed"]
    assert "k-empty" in read(Client(), "/kk/watch/synergy/?state=declined")


# ---- Glossary --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("мүгедектік", "инвалидность"), ("инвалидность", "мүгедектік"), ("disability", "мүгедектік")],
)
def test_a_word_is_found_in_any_language(typed: str, found: str) -> None:
    assert found in read(Client(), f"/kk/glossary/?q={typed}")


def test_the_glossary_is_narrowed_leafed_through_and_downloaded() -> None:
    assert read(Client(), "/en/glossary/").count("<tr") == 101
    assert "health" not in {row.split(",")[-1] for row in _csv("sector=law")[1:]}
    assert len(_csv("")) == len(entries()) + 1
    assert "k-empty" in read(Client(), "/ru/glossary/?q=zzzz")


def _csv(query: str) -> list[str]:
    answer: Any = Client().get(f"/kk/glossary.csv?{query}")
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
