"""What may be done together: who is proposed to whom and why, who answers, what came of it, and what nobody may be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.words import RestrictedBecause, Visibility
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.notices.texts import render
from kopir.search.models import Judgement
from kopir.synergy import acts, queries
from kopir.synergy.models import Asked, Proposal
from kopir.synergy.proposing.concepts import concepts, in_words
from kopir.synergy.words import Kind, State
from tests.factories import make_sector, member, official
from tests.interactions.world import World
from tests.matter.people import browser, read

pytestmark = pytest.mark.django_db
ONLY = {"asked": "", "offered": ""}
RAMPS = {"title": "Мектептерге пандус керек", "for_whom": "Мүгедектігі бар балалар", "text": "Пандус жоқ", **ONLY}
CLUB = {"title": "Кружок для детей", "for_whom": "Дети с инвалидностью", "text": "Нужен кружок", "language": "ru", **ONLY}
NEED = {"for_whom": "", "asked": "Еріктілер мен көлік, қоқысты сұрыптау сабақтары керек", "offered": ""}


@pytest.fixture
def world() -> World:
    return World()


def send(world: World, by: Any = None, **values: Any) -> Matter:
    author = by or world.author
    return matters.submit(world.draft(author, **values), by=author)


def alike(world: World) -> tuple[Matter, Matter]:
    """The same children in the same district, in two languages and by two authors."""
    return send(world, **RAMPS), send(world, world.joiner, **CLUB)


def proposed(world: World) -> Proposal:
    alike(world)
    assert acts.propose_all() == 1
    return Proposal.objects.get()


def asked(proposal: Proposal) -> Asked:
    return proposal.asked.get()


# ---- What is proposed ------------------------------------------------------------------------------------------


def test_one_thing_said_in_three_languages_is_one_concept() -> None:
    found = [concepts("балалар", "kk"), concepts("дети", "ru"), concepts("children", "en")]
    assert found[0] and found[0] == found[1] == found[2]
    assert in_words(next(iter(found[0]))) == {"kk": "бала", "ru": "ребёнок", "en": "child"}


def test_two_words_for_one_thing_are_one_concept() -> None:
    assert (
        concepts("еріктілер", "kk")
        == concepts("волонтёрлер", "kk")
        == concepts("волонтёры", "ru")
        == concepts("volunteers", "en")
    )


def test_a_phrase_does_not_stand_for_its_single_word_in_another_language() -> None:
    """`су тасқыны` is a flood in English, as `тасқын` is."""
    assert concepts("flood", "en") == concepts("тасқын", "kk")


def test_what_both_say_of_people_is_told_from_what_else_both_say(world: World) -> None:
    at_night = {"title": "Аялдамаға жарық", "for_whom": "Кешкі ауысымнан қайтатын оқушылар", **ONLY}
    send(world, **at_night)
    send(world, world.joiner, **{**at_night, "title": "Мектепке жол", "for_whom": "Ауысымдағы оқушылар"})
    acts.propose_all()
    people, _place, about = (why["ru"] for why in Proposal.objects.get().why)
    assert people.endswith(": ученик")
    assert "смена" in about


def test_words_that_name_no_people_make_no_same_people(world: World) -> None:
    evening = {"title": "Аялдамаға жарық", "for_whom": "Кешкі ауысым", **ONLY}
    send(world, **evening)
    send(world, world.joiner, **evening)
    assert acts.propose_all() == 0


def test_the_same_people_in_one_district_are_proposed_with_reasons(world: World) -> None:
    proposal = proposed(world)
    assert (proposal.kind, proposal.state) == (Kind.SAME_PEOPLE, State.PROPOSED)
    assert proposal.members.count() == 2
    assert "бала" in proposal.why[0]["kk"] and "ребёнок" in proposal.why[0]["ru"]
    assert "Ұлан ауданы" in proposal.why[1]["kk"]


def test_a_need_here_meets_an_offer_there(world: World) -> None:
    need = send(world, title="Қоқысты шығару", **NEED)
    offer = send(
        world, world.joiner, title="Сабақтар", for_whom="", territory=world.glubokoe, asked="",
        offered="Еріктілер, көлік және қоқысты сұрыптау туралы сабақтар",
    )  # fmt: skip
    acts.propose_all()
    proposal = Proposal.objects.get(kind=Kind.NEED_OFFER)
    assert {row.matter: row.side for row in proposal.members.all()} == {need: "need", offer: "offer"}
    assert set(proposal.asked.values_list("post", flat=True)) == {world.district_post.pk, world.neighbour_post.pk}


@pytest.mark.parametrize(
    "other",
    [{"for_whom": "Зейнеткерлер", "title": "Тазалық"}, {"territory": "elsewhere"}, {"by": "author"}],
    ids=["other people", "another place", "the same author"],
)
def test_what_has_nothing_in_common_is_not_proposed(world: World, other: dict[str, Any]) -> None:
    send(world, **RAMPS)
    by = world.author if other.pop("by", "") else world.joiner
    if other.get("territory"):
        other["territory"] = world.glubokoe
    send(world, by, **{**CLUB, "language": "kk", **other})
    assert acts.propose_all() == 0


def test_a_restricted_matter_is_never_proposed(world: World) -> None:
    send(world, visibility="restricted", restricted_because="wish", **RAMPS)
    send(world, world.joiner, **CLUB)
    assert acts.propose_all() == 0


def test_a_pair_is_proposed_once_whatever_came_of_it(world: World) -> None:
    proposal = proposed(world)
    acts.decline(asked(proposal), by=world.district, reason="Бөлек мәселелер")
    assert acts.propose_all() == 0


def test_a_pair_that_somebody_judged_different_is_not_proposed(world: World) -> None:
    first, second = alike(world)
    Judgement.objects.create(first=first, second=second, verdict="different", at=timezone.now())
    assert acts.propose_all() == 0


def test_a_post_is_not_asked_more_than_it_can_read(world: World) -> None:
    for number in range(4):
        sector = make_sector(str(20 + number), f"Сала {number}")
        for by in (world.author, world.joiner):
            send(world, by, **{**RAMPS, "sector": sector, "title": f"Пандус {number}"})
    acts.propose_all()
    assert Asked.objects.filter(post=world.district_post).count() <= 5


# ---- Answering -------------------------------------------------------------------------------------------------


def test_the_post_is_told_with_the_reason(world: World) -> None:
    proposal = proposed(world)
    notice = Notice.objects.get(text="synergy.proposed")
    assert (notice.post, notice.path) == (world.district_post, f"/desk/synergy/{proposal.pk}/")
    assert "ребёнок" in render(notice, "ru").body


def test_all_posts_must_accept(world: World) -> None:
    send(world, title="Көлік", **NEED)
    send(
        world, world.joiner, title="Сабақтар", for_whom="", territory=world.glubokoe, asked="",
        offered="Еріктілер, көлік және қоқысты сұрыптау туралы сабақтар",
    )  # fmt: skip
    acts.propose_all()
    proposal = Proposal.objects.get()
    acts.accept(proposal.asked.get(post=world.district_post), by=world.district)
    assert Proposal.objects.get().state == State.PROPOSED
    acts.accept(proposal.asked.get(post=world.neighbour_post), by=world.neighbour, reason="Бірге істейміз")
    assert Proposal.objects.get().state == State.ACCEPTED
    assert Notice.objects.filter(text="synergy.agreed").count() == 2


def test_declining_needs_a_reason(world: World) -> None:
    proposal = proposed(world)
    with pytest.raises(Refused) as refusal:
        acts.decline(asked(proposal), by=world.district, reason="  ")
    assert (refusal.value.code, refusal.value.field) == ("incomplete", "reason")
    acts.decline(asked(proposal), by=world.district, reason="Әртүрлі мәселе")
    assert (Proposal.objects.get().state, asked(proposal).reason) == (State.DECLINED, "Әртүрлі мәселе")


def test_it_is_answered_once(world: World) -> None:
    proposal = proposed(world)
    mine = asked(proposal)
    acts.accept(mine, by=world.district)
    with pytest.raises(Refused) as refusal:
        acts.decline(Asked.objects.get(pk=mine.pk), by=world.district, reason="Жоқ")
    assert refusal.value.code == "not_now"


def test_the_authors_are_told_only_of_what_anybody_may_read(world: World) -> None:
    first, second = alike(world)
    acts.propose_all()
    Matter.objects.filter(pk=second.pk).update(visibility=Visibility.RESTRICTED)
    acts.accept(Asked.objects.get(), by=world.district)
    assert not Notice.objects.filter(text="synergy.join").exists()
    told = Notice.objects.get(text="synergy.agreed")
    assert (first.number in told.facts["numbers"], second.number in told.facts["numbers"]) == (True, False)


def test_both_authors_are_told_when_the_posts_agree(world: World) -> None:
    acts.accept(asked(proposed(world)), by=world.district)
    told = Notice.objects.filter(text="synergy.join").values_list("organisation", flat=True)
    assert set(told) == {world.author.organisation_id, world.joiner.organisation_id}


def test_a_proposal_lapses_when_its_matters_are_closed(world: World) -> None:
    proposal = proposed(world)
    assert acts.lapse_all() == 0
    matters.withdraw(proposal.members.first().matter, by=world.author, reason="Керек емес")
    assert (acts.lapse_all(), Proposal.objects.get().state) == (1, State.LAPSED)
    assert Entry.objects.filter(act="synergy.lapse").count() == 1


# ---- Reading ---------------------------------------------------------------------------------------------------


def test_a_matter_restricted_since_hides_its_proposal(world: World) -> None:
    proposal = proposed(world)
    Matter.objects.filter(pk=proposal.members.first().matter_id).update(visibility=Visibility.RESTRICTED)
    assert list(queries.proposals(VISITOR)) == [] and queries.counts(VISITOR)[State.PROPOSED] == 0
    stranger = member(world.author.organisation_id and proposal.members.last().matter.author)
    assert list(queries.proposals(stranger)) == []
    assert queries.waiting_for(world.district) == [proposal]


def test_why_it_was_proposed_leaves_the_public_journal_with_the_matter(world: World) -> None:
    """Its sentences hold words of the matters; so does the reason with which a post declines it afterwards."""
    proposal = proposed(world)
    entry = Entry.objects.get(act="synergy.propose")
    assert "бала" in read(browser(), f"/kk/journal/{entry.pk}/")
    matters.restrict(proposal.members.first().matter, by=world.author, because=RestrictedBecause.WISH)
    acts.decline(asked(proposal), by=world.district, reason="Жасырын себеп")
    assert browser().get(f"/kk/journal/{entry.pk}/").status_code == 404
    assert "Жасырын себеп" not in read(browser(), "/kk/journal/")
    assert not Entry.objects.get(act="synergy.decline").is_open


def test_only_the_posts_asked_have_it_on_their_desk(world: World) -> None:
    proposal = proposed(world)
    assert queries.waiting_for(world.district) == [proposal]
    assert queries.waiting_for(world.neighbour) == [] == queries.waiting_for(VISITOR)
    assert queries.asked_of(official(world.neighbour_post), proposal) is None


def test_the_result_counts_joined_matters_and_the_days_they_saved(world: World) -> None:
    first, second = alike(world)
    for _number in range(5):
        usual = world.answered(title="Басқа", for_whom="Зейнеткерлер")
        Matter.objects.filter(pk=usual.pk).update(received_at=timezone.now() - timedelta(days=10))
    acts.propose_all()
    acts.accept(Asked.objects.get(), by=world.district)
    matters.join(second, by=world.joiner, target=first)
    result = queries.results(queries.proposals(VISITOR))[Proposal.objects.get().pk]
    assert (result.joined, result.days) == (1, None)
    world.answer(first)
    result = queries.results(queries.proposals(VISITOR))[Proposal.objects.get().pk]
    assert (result.joined, result.counted) == (1, 1)
    assert result.days is not None and 9.5 < result.days < 10.5


def test_a_matter_that_joined_before_the_posts_agreed_is_not_counted(world: World) -> None:
    first, second = alike(world)
    acts.propose_all()
    matters.join(second, by=world.joiner, target=first)
    Outcome.objects.filter(matter=second).update(at=timezone.now() - timedelta(days=1))
    acts.accept(Asked.objects.get(), by=world.district)
    assert [one.joined for one in queries.results(queries.proposals(VISITOR)).values()] == [0]


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_proposals_as_for_one(world: World, number: int, django_assert_num_queries: Any) -> None:
    for place in range(number):
        sector = make_sector(str(20 + place), f"Сала {place}")
        pair = [send(world, by, **{**RAMPS, "sector": sector}) for by in (world.author, world.joiner)]
        proposal = Proposal.objects.create(kind=Kind.SAME_PEOPLE, key=f"{place}", found_at=timezone.now())
        for matter in pair:
            proposal.members.create(matter=matter, side="alike")
        proposal.asked.create(post=world.district_post)
    with django_assert_num_queries(4):
        assert len(list(queries.proposals(VISITOR))) == number
