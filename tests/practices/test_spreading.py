"""Adoption, its tree and its results; questions to the pioneer; proposals where the same need is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.notices.models import Notice
from kopir.practices import acts, queries, rules
from kopir.practices.models import Adoption, Card, Use
from kopir.practices.words import CardKind, ProposalState, Repeated
from tests.practices.world import Memory, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Memory:
    return Memory()


def test_an_adoption_stands_in_the_tree_under_the_one_it_learned_from(world: Memory) -> None:
    card = world.published()
    first = world.adoption(card)
    second = world.adoption(card, world.joiner, learned_from=first)
    world.adoption(card, world.region, world.place)
    branches = queries.tree(queries.adoptions_of(card))
    assert (branches[0].adoption, branches[0].depth) == (first, 1)
    assert [row.depth for row in branches[0].followers] == [2]
    assert branches[0].followers[0].adoption == second
    assert len(branches) == 2


def test_the_tree_asks_as_much_for_three_as_for_one(world: Memory, django_assert_num_queries: Any) -> None:
    card = world.published()
    for place in (world.glubokoe, world.place, world.country):
        world.adoption(card, place=place)
        with django_assert_num_queries(2):
            assert all(str(row.who) and str(row.territory) for row in queries.adoptions_of(card))


def test_the_most_adopted_comes_first_and_what_nobody_adopted_does_not_come(world: Memory) -> None:
    once, twice = world.published(), world.published()
    world.adoption(once)
    world.adoption(twice)
    world.adoption(twice, world.region, world.place)
    world.published()
    assert [(card, card.adopted) for card in queries.spreading()] == [(twice, 2), (once, 1)]  # type: ignore[attr-defined]
    assert f"/en/practices/{twice.ref}/" in Client().get("/en/watch/").content.decode()


def test_results_are_counted_by_answer(world: Memory) -> None:
    card = world.published()
    world.told(world.adoption(card))
    world.told(world.adoption(card, world.joiner), Repeated.NO)
    world.adoption(card, world.region, world.place)
    found = queries.spread(queries.adoptions_of(card))
    assert (found.total, found.counts["yes"], found.counts["no"], found.counts["too_early"]) == (3, 1, 1, 1)
    assert (found.share.part, found.share.whole, found.share.is_shown) == (1, 2, False)


def test_one_adopts_once_a_place_and_says_why_it_is_done_otherwise(world: Memory) -> None:
    card = world.published()
    with pytest.raises(Refused) as why:
        world.adoption(card, changed="Контейнерсіз")
    assert why.value.code == "no_reason"
    world.adoption(card)
    with pytest.raises(Refused) as twice:
        world.adoption(card)
    assert twice.value.code == "twice"


def test_what_did_not_work_and_one_s_own_is_not_adopted(world: Memory) -> None:
    card = world.published()
    assert rules.may_adopt(world.district, card).code == "own_card"
    Card.objects.filter(pk=card.pk).update(kind=CardKind.FAILED)
    assert rules.may_adopt(world.neighbour, fresh(card)).code == "did_not_work"


def test_the_pioneer_and_the_group_hear_of_a_result(world: Memory) -> None:
    card = world.published()
    first = world.adoption(card)
    world.adoption(card, world.joiner)
    silent = world.adoption(card, world.region, world.place)
    acts.join_group(silent, by=world.region, joins=False)
    world.told(first, Repeated.PARTLY)
    told = Notice.objects.filter(text="practices.result_reported").values_list("post_id", "organisation_id")
    assert sorted(told, key=str) == sorted([(world.district_post.pk, None), (None, world.joiner.organisation_id)], key=str)


def test_a_result_is_asked_for_when_it_is_due_and_again_later(world: Memory) -> None:
    adoption = world.adoption(world.published())
    assert acts.remind_adopters() == 0
    Adoption.objects.update(next_ask_on=timezone.localdate())
    assert (acts.remind_adopters(), acts.remind_adopters()) == (1, 0)
    assert fresh(adoption).next_ask_on > timezone.localdate() + timedelta(days=80)
    assert Notice.objects.get(text="practices.result_asked").post_id == world.neighbour_post.pk


def test_a_known_result_is_not_asked_for_again(world: Memory) -> None:
    assert world.told(world.adoption(world.published())).next_ask_on is None


def test_used_is_said_once(world: Memory) -> None:
    card = world.published()
    for _n in range(2):
        acts.say_used(card, by=world.joiner)
    acts.say_used(card, by=world.neighbour)
    assert Use.objects.filter(card=card).count() == 2


def test_a_question_is_answered_once_and_the_group_hears(world: Memory) -> None:
    card = world.published()
    world.adoption(card)
    ask = acts.ask_pioneer(card, by=world.joiner, text="Құны қанша болды?", language="kk")
    acts.answer_ask(ask, by=world.district, answer="Екі миллион")
    assert rules.may_answer_ask(world.district, fresh(ask)).code == "not_now"
    assert Notice.objects.filter(text="practices.answered").count() == 2


def test_a_practice_is_proposed_once_where_the_same_need_is_open(world: Memory) -> None:
    words = "Ауылда қоқыс полигоны жоқ, тұрғындар қалдықты өзен жағасына тастайды."
    card = world.published(problem=words)
    matter = world.received(territory=world.glubokoe)
    assert [(need.card, need.post, need.matter) for need in queries.same_needs()] == [(card, world.neighbour_post, matter)]
    assert (acts.propose(), acts.propose()) == (1, 0)
    proposal = card.proposals.get()
    acts.answer_proposal(proposal, by=world.neighbour, accepts=False, words="Бізде полигон бар")
    assert (fresh(proposal).state, acts.propose()) == (ProposalState.DECLINED, 0)


def test_other_needs_and_adopters_get_no_proposal(world: Memory) -> None:
    card = world.published(problem="Мектеп асханасы жабылды", title="Асхана")
    world.received(territory=world.glubokoe)
    assert queries.same_needs() == []
    Card.objects.filter(pk=card.pk).delete()
