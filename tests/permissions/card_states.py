"""An effect card and a practice card in every state, each with words of its own, and who may read each: see test_states.py.

Both belong to the district's post; an effect card's other party is the author's organisation. The neighbour and the joiner
are asked to review the practice once it is reviewed.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from kopir.effects import acts as effects
from kopir.effects.models import Effect
from kopir.effects.words import EffectState
from kopir.practices import acts as practices
from kopir.practices.models import Card
from kopir.practices.words import CardState
from tests.effects.world import WORDS as EFFECT_WORDS
from tests.permissions.states import READERS, mark
from tests.permissions.test_routes import Asked
from tests.permissions.whole import Whole
from tests.practices.world import WORDS as PRACTICE_WORDS

WHO_READS: dict[tuple[str, str], str] = {
    ("effects", EffectState.DRAFT): "AD",
    ("effects", EffectState.PUBLISHED): READERS,
    ("effects", EffectState.WITHDRAWN): READERS,
    ("practices", CardState.DRAFT): "D",
    ("practices", CardState.REVIEWED): "JDN",
    ("practices", CardState.PUBLISHED): READERS,
    ("practices", CardState.NEEDS_REVIEW): READERS,
    ("practices", CardState.WITHDRAWN): READERS,
}


@dataclass
class MarkedCard:
    """As `Marked`: `word` may be asked for, `secret` is never typed. `room`: that of the card."""

    room: str
    state: str
    card: Effect | Card

    @property
    def word(self) -> str:
        return mark("word", self.room, self.state)

    @property
    def secret(self) -> str:
        return mark("secret", self.room, self.state)

    @property
    def readers(self) -> str:
        return WHO_READS[self.room, self.state]

    def within(self, asked: Asked) -> Asked:
        """The routes' world with this card in every address that leads to one."""
        mine, cards = copy(asked), copy(getattr(asked, self.room))
        cards.written = cards.published = self.card
        setattr(mine, self.room, cards)
        return mine


def marked_cards(world: Whole) -> list[MarkedCard]:
    return [_marked(world, room, state) for room, state in WHO_READS]


def _marked(world: Whole, room: str, state: str) -> MarkedCard:
    names = EFFECT_WORDS if room == "effects" else PRACTICE_WORDS
    words = {name: f"{mark('word', room, state)} {mark('secret', room, state)} {name}" for name in names}
    make: Any = _effect if room == "effects" else _practice
    card = make(world, state, words)
    return MarkedCard(room, state, type(card).objects.get(pk=card.pk))


def _effect(world: Whole, state: str, words: dict[str, str]) -> Effect:
    card = world.whole(**words)
    if state != EffectState.DRAFT:
        effects.publish(card, by=world.author)
    if state == EffectState.WITHDRAWN:
        effects.withdraw(card, by=world.author, reason="Жоба тоқтатылды")
    return card


def _practice(world: Whole, state: str, words: dict[str, str]) -> Card:
    card = world.card(**words) if state == CardState.DRAFT else world.reviewed(**words)
    if state not in (CardState.DRAFT, CardState.REVIEWED):
        card = practices.publish(card, by=world.district)
    if state == CardState.NEEDS_REVIEW:
        practices.contest(card, by=world.joiner, reason="Екінші жылы үйінді қайта пайда болды")
    if state == CardState.WITHDRAWN:
        practices.withdraw(card, by=world.district, reason="Алаң жабылды")
    return card
