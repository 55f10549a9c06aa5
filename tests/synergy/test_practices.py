"""One practice and several places that ask for it; what accepted proposals have saved."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.base.actors import VISITOR, Actor
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.practices.models import Card
from kopir.synergy import acts, queries
from kopir.synergy.models import Asked, Proposal
from kopir.synergy.words import Kind, State
from tests.factories import make_body, make_territory, official
from tests.matter.people import browser, read
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db
WASTE = {"title": "Қоқыс алаңы, полигон керек", "asked": "Қоқыс алаңы мен полигон", "offered": "", "for_whom": ""}
WASTE_RU = {
    "title": "Нужна площадка для мусора и полигон", "asked": "Площадка, полигон", "offered": "", "for_whom": "", "language": "ru",
}  # fmt: skip


class Asking(Memory):
    """A practice can be published in Ulan district; three more districts have posts that answer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.places = [self.glubokoe]
        self.officials: list[Actor] = [self.neighbour]
        for code, name in (("634800000", "Самар ауданы"), ("635000000", "Күршім ауданы")):
            place = make_territory(code, name, self.place)
            post = self._post(make_body(f"{name} әкімдігі", place), f"{name} уәкілі", self.region_post)
            self.places.append(place)
            self.officials.append(official(post))

    def asks(self, place: Any, **values: Any) -> Matter:
        return matters.submit(self.draft(self.author, territory=place, **{**WASTE, **values}), by=self.author)

    def agree(self) -> None:
        for asked in Asked.objects.order_by("pk"):
            by = next(one for one in (*self.officials, self.district) if one.post_id == asked.post_id)
            acts.accept(asked, by=by)


@pytest.fixture
def world() -> Asking:
    return Asking()


def proposed(world: Asking) -> Proposal:
    world.published()
    for place, words in zip(world.places, (WASTE, WASTE_RU, WASTE), strict=True):
        world.asks(place, **words)
    acts.propose_all()
    return Proposal.objects.get(kind=Kind.PRACTICE)


def test_a_practice_is_proposed_to_three_places_that_ask_for_it_in_two_languages(world: Asking) -> None:
    proposal = proposed(world)
    assert proposal.card == Card.objects.get()
    assert {row.side for row in proposal.members.all()} == {"need"} and proposal.members.count() == 3
    assert proposal.asked.count() == 3
    assert "полигон" in proposal.why[1]["ru"] and "Самар ауданы" in proposal.why[2]["kk"]


def test_two_places_are_too_few(world: Asking) -> None:
    world.published()
    for place in world.places[:2]:
        world.asks(place)
    acts.propose_all()
    assert not Proposal.objects.filter(kind=Kind.PRACTICE).exists()


def test_who_has_adopted_it_is_not_asked_again(world: Asking) -> None:
    world.adoption(world.published())
    for place in world.places:
        world.asks(place)
    acts.propose_all()
    assert not Proposal.objects.filter(kind=Kind.PRACTICE).exists()


def test_it_is_proposed_once_whatever_came_of_it(world: Asking) -> None:
    proposal = proposed(world)
    acts.decline(proposal.asked.first(), by=world.neighbour, reason="Бізде басқаша")
    acts.propose_all()
    assert Proposal.objects.filter(kind=Kind.PRACTICE).count() == 1


def test_the_result_counts_posts_that_adopted_the_practice_after_all_had_agreed(world: Asking) -> None:
    proposal = proposed(world)
    world.agree()
    assert Proposal.objects.get(pk=proposal.pk).state == State.ACCEPTED
    world.adoption(Card.objects.get())
    world.adoption(Card.objects.get(), by=world.region, place=world.place)
    assert [one.adopted for one in queries.results(queries.proposals(VISITOR, State.ACCEPTED)).values()] == [1]


def test_money_not_spent_twice_is_what_the_joined_matter_has_cost(world: Asking) -> None:
    children = {**WASTE, "for_whom": "Мүгедектігі бар балалар"}
    first = world.asks(world.ulan, **children)
    second = matters.submit(world.draft(world.joiner, **children), by=world.joiner)
    acts.propose_all()
    world.agree()
    matters.join(second, by=world.joiner, target=first)
    assert [one.tenge for one in queries.results(queries.proposals(VISITOR)).values()] == [None]
    card = world.published()
    Card.objects.filter(pk=card.pk).update(matter=first, cost_tenge=1_200_000)
    (result,) = queries.results(queries.proposals(VISITOR)).values()
    assert (result.joined, result.tenge, result.priced) == (1, 1_200_000, 1)
    page = read(browser(), "/kk/watch/synergy/").replace("\xa0", " ").replace("\u202f", " ")
    assert "1 200 000" in page
    assert "1200000" in "".join(read_csv(browser()))


def read_csv(client: Any) -> list[str]:
    answer = client.get("/kk/watch/synergy.csv")
    return [part.decode() for part in answer.streaming_content]


def test_the_pages_lead_to_the_practice(world: Asking) -> None:
    proposal = proposed(world)
    page = read(browser(), f"/ru/watch/synergy/{proposal.pk}/")
    assert f"/ru/practices/{proposal.card.ref}/" in page
