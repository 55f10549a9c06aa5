"""A card from the first word to its withdrawal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.base.idents import check_digit
from kopir.interactions import acts as matters
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.practices import acts, queries, rules
from kopir.practices.acts.reviewing import lacking
from kopir.practices.models import Card, Evidence
from kopir.practices.words import CardKind, CardState, Doubt, ReviewSide, ReviewState
from tests.practices.world import Memory, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Memory:
    return Memory()


def refused(code: str, call: Any) -> None:
    with pytest.raises(Refused) as found:
        call()
    assert found.value.code == code


def test_one_click_on_a_closed_matter_fills_the_card_in_the_words_of_its_parties(world: Memory) -> None:
    matter = world.received(people_concerned=340, for_whom="Ауыл тұрғындары")
    matters.join(world.draft(world.joiner), by=world.joiner, target=matter)
    world.answer(matter)
    matters.give_word(matter, by=world.author, word="confirmed", text="Расымен ашылды")
    card = acts.draft_from(fresh(matter), by=world.district)
    text = card.texts.get()
    assert (card.state, card.kind, card.owner_id, card.people_reached) == (
        "draft",
        "worked",
        world.district_post.pk,
        340,
    )
    assert (text.language, text.title, text.problem, text.people) == (
        "kk",
        matter.title,
        matter.text,
        "Ауыл тұрғындары",
    )
    assert "Расымен ашылды" in text.results and "Алаң ашылды" in text.results
    assert [row.takes_part_as for row in card.participants.all()] == ["initiator", "does", "speaks"]
    assert Evidence.objects.get(card=card).words == "2026 жылғы 10 қарашадағы акт"


def test_what_the_author_contests_becomes_a_card_of_what_did_not_work(world: Memory) -> None:
    matter = world.answered()
    matters.give_word(matter, by=world.author, word="contested", text="Алаң ашылған жоқ")
    card = acts.draft_from(fresh(matter), by=world.author)
    assert (card.kind, card.author_id, card.owner_id) == (
        "failed",
        world.author.organisation_id,
        fresh(matter).accountable_id,
    )
    assert "Алаң ашылған жоқ" in card.texts.get().because


def test_no_card_comes_from_a_matter_that_is_restricted_open_or_of_others(world: Memory) -> None:
    matter, other = world.answered(), world.received()
    matters.restrict(matter, by=world.author, because=RestrictedBecause.WISH)
    refused("restricted", lambda: acts.draft_from(fresh(matter), by=world.district))
    refused("no_outcome", lambda: acts.draft_from(other, by=world.district))
    refused("not_party", lambda: acts.draft_from(other, by=world.neighbour))


def test_an_organisation_s_card_is_owned_by_the_post_that_answers_there(world: Memory) -> None:
    card = world.card(world.author)
    assert (card.owner_id, card.author_id) == (world.district_post.pk, world.author.organisation_id)


def test_a_draft_is_seen_by_its_writers_and_those_asked_only(world: Memory) -> None:
    card = world.card()
    seen = lambda by: Card.objects.visible_to(by).filter(pk=card.pk).exists()  # noqa: E731
    assert [seen(by) for by in (world.district, world.neighbour, world.joiner, world.author)] == [
        True,
        False,
        False,
        False,
    ]
    world.asked(card)
    assert [seen(by) for by in (world.district, world.neighbour, world.joiner, world.author)] == [
        True,
        True,
        True,
        False,
    ]
    assert not Entry.objects.filter(subject_kind="practices.card", is_open=True).exists()


def test_a_card_is_published_after_a_peer_of_another_territory_and_the_other_side(world: Memory) -> None:
    card = world.card()
    refused("not_reviewed", lambda: acts.publish(card, by=world.district))
    refused(
        "not_peer",
        lambda: acts.ask_review(card, by=world.district, side=ReviewSide.PEER, of=world.district_post),
    )
    refused(
        "not_other_side",
        lambda: acts.ask_review(card, by=world.district, side=ReviewSide.OTHER, of=world.neighbour_post),
    )
    peer, other = world.asked(card)
    acts.review(peer, by=world.neighbour, agrees=True)
    assert fresh(card).state == CardState.DRAFT
    acts.review(other, by=world.joiner, agrees=True)
    assert fresh(card).state == CardState.REVIEWED
    acts.publish(card, by=world.district)
    assert [row.ref for row in queries.list_cards()] == [card.ref]
    assert Notice.objects.filter(text="practices.ready").count() == 1


def test_the_owning_post_confirms_what_an_organisation_wrote(world: Memory) -> None:
    card = world.card(world.author)
    other = acts.ask_review(card, by=world.author, side=ReviewSide.OTHER, of=world.district_post)
    assert rules.may_review(world.district, other)


def test_a_review_needs_a_whole_card(world: Memory) -> None:
    card = world.card(results="")
    assert lacking(card) == ["results"]
    refused("not_whole", lambda: world.asked(card))


def test_a_failure_needs_the_reason_instead_of_the_result(world: Memory) -> None:
    assert lacking(world.card(kind=CardKind.FAILED, results="")) == []
    assert lacking(world.card(kind=CardKind.FAILED, because="")) == ["because"]


def test_a_change_after_the_review_makes_it_lapse(world: Memory) -> None:
    card = world.reviewed()
    acts.write(card, by=world.district, language="kk", words={"results": "Басқа нәтиже"})
    assert fresh(card).state == CardState.DRAFT
    assert {row.state for row in card.reviews.all()} == {ReviewState.LAPSED}


def test_saving_the_same_words_changes_nothing(world: Memory) -> None:
    card = world.reviewed()
    before = Entry.objects.count()
    acts.write(card, by=world.district, language="kk", words={"results": "Жағадағы үйінді жойылды."})
    assert (fresh(card).state, Entry.objects.count()) == (CardState.REVIEWED, before)


def test_what_is_published_is_not_edited_but_replaced(world: Memory) -> None:
    old = world.published()
    assert rules.may_write(world.district, old).code == "not_now"
    card = acts.draft_replacing(old, by=world.district)
    refused("not_now", lambda: acts.draft_replacing(old, by=world.district))
    peer, other = world.asked(card)
    acts.review(peer, by=world.neighbour, agrees=True)
    acts.review(other, by=world.joiner, agrees=True)
    acts.publish(fresh(card), by=world.district)
    assert (fresh(old).state, fresh(old).withdrawn_because) == (CardState.WITHDRAWN, card.ref)


def test_a_returned_review_is_asked_anew(world: Memory) -> None:
    card = world.card()
    peer, _other = world.asked(card)
    refused("no_reason", lambda: acts.review(peer, by=world.neighbour, agrees=False))
    acts.review(fresh(peer), by=world.neighbour, agrees=False, words="Құнын жазыңыз")
    again = acts.ask_review(card, by=world.district, side=ReviewSide.PEER, of=world.neighbour_post)
    assert again.state == ReviewState.ASKED


def test_a_contested_card_stays_readable_and_is_renewed_with_a_reason(world: Memory) -> None:
    card = world.published()
    acts.contest(card, by=world.author, reason="Үйінді қайта пайда болды")
    assert (fresh(card).state, fresh(card).doubt) == (CardState.NEEDS_REVIEW, Doubt.CONTESTED)
    refused("no_reason", lambda: acts.renew(card, by=world.district))
    acts.renew(fresh(card), by=world.district, reason="Барып көрдік, таза")
    assert (fresh(card).state, fresh(card).doubt) == (CardState.PUBLISHED, "")


def test_a_passed_review_date_puts_the_card_in_doubt_once(world: Memory) -> None:
    card = world.published()
    Card.objects.filter(pk=card.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    assert (acts.fall_due(), acts.fall_due()) == (1, 0)
    assert fresh(card).doubt == Doubt.DATE_PASSED


def test_a_withdrawn_card_says_why_and_leaves_the_list(world: Memory) -> None:
    card = world.published()
    refused("no_reason", lambda: acts.withdraw(card, by=world.district, reason=""))
    acts.withdraw(fresh(card), by=world.district, reason="Заң өзгерді")
    assert (queries.list_cards(), queries.card_for(world.author, card.ref).withdrawn_because) == (
        [],
        "Заң өзгерді",
    )


def test_a_discarded_draft_leaves_nothing_but_closed_entries(world: Memory) -> None:
    card = world.card()
    number = card.pk
    acts.discard(card, by=world.district)
    assert not Card.objects.filter(pk=number).exists()
    assert not Entry.objects.filter(subject_kind="practices.card", subject_id=str(number), is_open=True).exists()


def test_nobody_s_personal_number_is_kept(world: Memory) -> None:
    number = f"90010130012{check_digit('90010130012')}"
    card = world.card(problem=f"Тұрғын {number} қоқыс төкті")
    assert number not in card.texts.get().problem


def test_a_text_is_read_in_one_language_and_says_which(world: Memory) -> None:
    card = world.card()
    acts.write(card, by=world.district, language="ru", words={"title": "Площадка раздельного сбора"})
    found = fresh(card)
    assert [found.text_in(code).language for code in ("kk", "ru", "en")] == ["kk", "ru", "ru"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_cards_as_for_one(world: Memory, number: int, django_assert_num_queries: Any) -> None:
    for _n in range(number):
        world.published()
    with django_assert_num_queries(2):
        rows = queries.list_cards()
        assert [(row.title.text, str(row.sector), row.adopted) for row in rows] == [
            ("Қоқысты бөлек жинау алаңы", str(world.sector), 0)
        ] * number


@pytest.mark.parametrize(
    ("narrowed", "number"),
    [
        ({"text": "ҚОҚЫС"}, 1), ({"text": "мектеп"}, 0), ({"kind": "failed"}, 0), ({"kind": "worked"}, 1), ({"sector": "3"}, 1),
        ({"sector": "9"}, 0), ({"level": 1}, 1), ({"level": 2}, 0), ({"state": "withdrawn"}, 0), ({"state": "published"}, 1),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(world: Memory, narrowed: dict[str, Any], number: int) -> None:
    world.published()
    assert queries.count_cards(queries.CardFilter(**narrowed)) == number
