"""Role × route × state, drawn from the code: every page that the routes know, opened by every role for a matter in every state
and of every visibility, for a practice card and an effect card in every state, and for everything else that has a state and
words that not everybody may read (see held/; a model with a state that is not among them needs a reason). Nobody is shown a
word that may not be read, by number, list, filter, search, export or entry of the journal; and everybody who may read it does
find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import permutations
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kopir.base.actors import SYSTEM, VISITOR, Actor
from kopir.base.permits import PERMISSIONS
from kopir.effects.words import EffectState
from kopir.interactions.flow import MATTER
from kopir.interactions.words import MatterState, Visibility
from kopir.journal.models import Entry
from kopir.practices.words import CardState
from kopir.search import keeping
from tests.factories import administrator, coordinator, make_organisation, member
from tests.matter.people import browser
from tests.permissions.card_states import MarkedCard, marked_cards
from tests.permissions.held import Held, held_in
from tests.permissions.held.reasons import REASONS
from tests.permissions.matrix import MATRIX
from tests.permissions.rules import load
from tests.permissions.states import ELSEWHERE, MOVES, READERS, STEPS, Marked, Stating
from tests.permissions.test_routes import Asked, filled, names, special
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
        self.held = held_in(world, self.asked)
        keeping.mend()
        self.addresses = addresses(self.asked, self.all)

    @property
    def all(self) -> list[Marked | MarkedCard | Held]:
        return [*self.marked, *self.cards, *self.held]

    @property
    def kinds(self) -> set[str]:
        """As `kinds_of_state`, of what is marked."""
        rows: list[Any] = [one.matter for one in self.marked]
        rows += [*(one.card for one in self.cards), *(one.row for one in self.held)]
        return {f"{row._meta.label}:{row.state}" for row in rows}


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


def test_everything_that_has_a_state_is_marked_in_each_or_a_reason_says_why_not(states: States) -> None:
    assert {one for one in kinds_of_state() - states.kinds if not reasons(one)} == set()
    needless = {one for kind in states.kinds for one in reasons(kind)}
    unknown = REASONS.keys() - {one for kind in kinds_of_state() for one in reasons(kind)}
    assert needless | unknown == set()


def test_what_is_held_is_in_its_state_and_no_secret_is_part_of_another(states: States) -> None:
    assert [f"{one.model}:{one.row.state}" for one in states.held] == [f"{one.model}:{one.state}" for one in states.held]
    secrets = [one.secret for one in states.all]
    assert [(one, other) for one, other in permutations(secrets, 2) if one in other] == []


def kinds_of_state() -> set[str]:
    """`app.Model:value` for every value that a field `state` of any model may have."""
    fields = [(model._meta.label, field) for model in apps.get_models() for field in model._meta.concrete_fields]
    states = [(label, field) for label, field in fields if field.name == "state"]
    return {f"{label}:{value}" for label, field in states for value, _words in field.flatchoices}


def reasons(kind: str) -> set[str]:
    return {kind, kind.partition(":")[0]} & REASONS.keys()


@pytest.mark.parametrize("letter", READERS)
def test_who_is_shown_what(letter: str, states: States) -> None:
    actor = states.actors[letter]
    client = browser(None if actor is VISITOR else actor)
    shown = "\n".join(opened(client, path) for path in states.addresses)
    assert told(states, shown) == {one.secret for one in states.all if letter in one.readers}
    assert {one.note for one in states.marked if one.note in shown and letter not in "DUW"} == set()


def test_the_journal_tells_nobody_what_is_not_open_to_all(states: States) -> None:
    """Every entry's page is the same whoever reads it."""
    client = browser()
    entries = Entry.objects.order_by("pk").values_list("pk", flat=True)
    shown = "\n".join(opened(client, reverse("public:entry", args=[pk])) for pk in entries)
    assert told(states, shown) <= {one.secret for one in states.all if "V" in one.readers}


def told(states: States, shown: str) -> set[str]:
    return {one.secret for one in states.all if one.secret in shown}


def addresses(asked: Asked, marked: Sequence[Marked | MarkedCard | Held]) -> list[str]:
    """Of every route once, and of each that leads to something marked for each of its kind; searched for by a word that it
    holds."""
    plain, values = names(), special(asked)
    found = {filled(name, asked, values) for name in plain}
    for one in marked:
        found |= {f"{reverse(name)}?q={one.word}" for name in ASKED_FOR}
        found |= {*leading_to(one, asked, plain), *getattr(one, "addresses", ())}
    return sorted(found)


def leading_to(one: Marked | MarkedCard | Held, asked: Asked, plain: Sequence[str]) -> Iterator[str]:
    within = one.within(asked)
    values = special(within)
    for name in plain:
        with suppress(NoReverseMatch):  # what was never received has no number
            yield filled(name, within, values)


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
    heads = " ".join(answer.headers.get(name, "") for name in ("Location", "Content-Disposition"))
    return f"{heads} {unpacked(body).decode(errors='replace')}"


def unpacked(body: bytes) -> bytes:
    """A DOCX or a ZIP is read whole."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())
