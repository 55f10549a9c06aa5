"""Role × route × state, drawn from the code: every page that the routes know, opened by every role for a matter in every state
and of every visibility, and for a practice card and an effect card in every state. Nobody is shown a word that may not be
read, by number, list, filter, search or export; and everybody who may read it does find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kopir.base.actors import SYSTEM, VISITOR, Actor
from kopir.base.permits import PERMISSIONS
from kopir.effects.words import EffectState
from kopir.interactions.flow import MATTER
from kopir.interactions.words import MatterState, Visibility
from kopir.practices.words import CardState
from kopir.search import keeping
from tests.factories import administrator, coordinator, make_organisation, member
from tests.matter.people import browser
from tests.permissions.card_states import MarkedCard, marked_cards
from tests.permissions.matrix import MATRIX
from tests.permissions.rules import load
from tests.permissions.states import ELSEWHERE, MOVES, READERS, STEPS, Marked, Stating
from tests.permissions.test_routes import Asked, address, names
from tests.permissions.whole import Whole

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
load()
KINDS = [(state, visibility) for state in MatterState.values for visibility in Visibility.values]
ASKED_FOR = ("public:interactions", "public:matters_csv", "public:search", "public:search_csv", "public:suggest_search")


@dataclass
class States:
    def __post_init__(self) -> None:
        world = Whole()
        self.actors: dict[str, Actor] = {
            "V": VISITOR, "S": member(make_organisation("Бөтен ұйым")), "A": world.author, "J": world.joiner,
            "D": world.district, "N": world.neighbour, "U": world.region, "W": coordinator(),
        }  # fmt: skip
        stating = Stating(world)
        self.marked = [stating.marked(state, visibility) for state, visibility in KINDS]
        self.asked = Asked(world)
        self.cards = marked_cards(world)
        keeping.mend()
        self.addresses = addresses(self.asked, [*self.marked, *self.cards])


@pytest.fixture(scope="module")
def states(lasting: Any) -> Iterator[States]:
    with lasting():
        yield States()


def test_every_state_has_a_matter(states: States) -> None:
    assert [(one.matter.state, one.matter.visibility) for one in states.marked] == KINDS
    assert set(states.actors) == set(READERS)


def test_every_state_has_a_card(states: States) -> None:
    assert [(one.room, one.card.state) for one in states.cards] == [
        *(("effects", state) for state in EffectState), *(("practices", state) for state in CardState)
    ]  # fmt: skip


@pytest.mark.parametrize("letter", READERS)
def test_who_is_shown_what(letter: str, states: States) -> None:
    actor = states.actors[letter]
    client = browser(None if actor is VISITOR else actor)
    shown = "\n".join(opened(client, path) for path in states.addresses)
    marked = [*states.marked, *states.cards]
    assert {one.secret for one in marked if one.secret in shown} == {one.secret for one in marked if letter in one.readers}
    assert {one.note for one in states.marked if one.note in shown and letter not in "DUW"} == set()


def addresses(asked: Asked, marked: Sequence[Marked | MarkedCard]) -> list[str]:
    """Of every route once, and of each that leads to something marked for each of its kind; searched for by a word that it
    holds."""
    plain = {name: address(name, asked) for name in names()}
    found = {*plain.values()}
    for one in marked:
        found |= {f"{reverse(name)}?q={one.word}" for name in ASKED_FOR}
        within = one.within(asked)
        for name in plain:
            with suppress(NoReverseMatch):  # what was never received has no number
                found.add(address(name, within))
    return sorted(found)


def test_every_step_on_a_matter_has_a_row() -> None:
    acts = {name.removeprefix("interactions.") for name in MATRIX if name.startswith("interactions.")}
    assert acts == {*STEPS} | ELSEWHERE


@pytest.mark.parametrize("act", STEPS)
def test_who_may_take_a_step_in_which_state(act: str, states: States) -> None:
    rule, move = PERMISSIONS[f"interactions.{act}"], MOVES.get(act, act)
    actors = {**states.actors, "X": administrator(), "Y": SYSTEM}
    matters = [one.matter for one in states.marked if one.visibility == Visibility.PUBLIC]
    can = [matter for matter in matters if move not in MATTER.moves or MATTER.may(matter.state, move)]
    cells = ["".join(letter for letter in actors if matter in can and rule(actors[letter], matter)) for matter in matters]
    assert " ".join(cell or "-" for cell in cells) == STEPS[act]


def opened(client: Client, path: str) -> str:
    with transaction.atomic():
        answer: Any = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return f"{answer.headers.get('Location', '')} {body.decode(errors='replace')}"
