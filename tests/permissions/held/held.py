"""What is marked besides matters and cards: a row in one of its states, with words of its own."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from tests.permissions.states import mark
from tests.permissions.test_routes import Asked


def said(model: str, state: str, aspect: str = "") -> str:
    """What is typed into the row: the word by which it may be asked for, and its secret."""
    return f"{_mark('word', model)} {secret(model, state, aspect)}"


def secret(model: str, state: str, aspect: str = "") -> str:
    return _mark("secret", model, f"{aspect}{state}")


def _mark(what: str, model: str, rest: str = "") -> str:
    return mark(what, model.replace(".", "").lower(), rest)


@dataclass
class Held:
    """As `Marked`: `word` may be asked for, `secret` is never typed by a reader. `readers`: by the letters of the matrix.
    `aspect`: which of its words, where those of one row have several circles of readers. `places`: where the row stands in
    the routes' world. `addresses`: those that the routes' world does not lead to."""

    row: Any
    state: str
    readers: str
    places: dict[str, Any]
    aspect: str = ""
    addresses: list[str] = field(default_factory=list)

    @property
    def model(self) -> str:
        return str(self.row._meta.label)

    @property
    def word(self) -> str:
        return _mark("word", self.model)

    @property
    def secret(self) -> str:
        return secret(self.model, self.state, self.aspect)

    def within(self, asked: Asked) -> Asked:
        """The routes' world with this row in every address that leads to one."""
        mine = copy(asked)
        for place, value in self.places.items():
            _put(mine, place, value)
        return mine


def _put(world: Any, place: str, value: Any) -> None:
    head, _, rest = place.partition(".")
    if rest:
        inner = copy(getattr(world, head))
        _put(inner, rest, value)
        value = inner
    setattr(world, head, value)


__all__ = ["Held", "said", "secret"]
