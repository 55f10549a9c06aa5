"""States of a thing as one table of lawful moves. The table is data; the only door to a state is `Flow.move`.

A flow decides what *can* happen from a state; who may do it is the business of permits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.errors import Refused

if TYPE_CHECKING:
    from kopir.base.errors import Words


@dataclass(frozen=True)
class Move:
    """`label` is what a person reads on the button; without one the name stands in."""

    name: str
    sources: frozenset[str]
    target: str
    label: "Words" = ""


class Flow:
    """The moves of one kind of thing. `field`: the attribute that holds the state; `states`: its choices.

    The first choice is where a thing begins unless `start` says otherwise. Raises ValueError for a table that
    names an unknown state or one move twice.
    """

    def __init__(
        self,
        name: str,
        field: str,
        moves: Iterable[Move],
        states: type[TextChoices],
        *,
        start: str | None = None,
    ) -> None:
        self.name = name
        self.field = field
        self.states = states
        self.start = str(start or states.values[0])
        table = tuple(moves)
        self.moves = {move.name: move for move in table}
        self._check(table)

    def _check(self, moves: tuple[Move, ...]) -> None:
        if len(self.moves) != len(moves):
            raise ValueError(f"flow {self.name}: one move is named twice")
        named = {self.start}.union(*({move.target, *move.sources} for move in moves))
        unknown = sorted(map(str, named - set(self.states.values)))
        if unknown:
            raise ValueError(f"flow {self.name}: unknown states {', '.join(unknown)}")

    def label(self, state: str) -> "Words":
        return self.states(state).label

    def may(self, state: str, move: str) -> bool:
        """KeyError for a move the flow does not have: that is a slip in the code, not a refusal."""
        return state in self.moves[move].sources

    def moves_from(self, state: str) -> tuple[Move, ...]:
        return tuple(move for move in self.moves.values() if state in move.sources)

    def move(self, obj: object, name: str) -> str:
        """Sets the new state on `obj` (saving is the caller's), and answers it. Raises Refused `not_now`."""
        state = getattr(obj, self.field)
        if not self.may(state, name):
            raise self.refusal(state, name)
        target = str(self.moves[name].target)
        setattr(obj, self.field, target)
        return target

    def refusal(self, state: str, name: str) -> Refused:
        possible = [str(move.label or move.name) for move in self.moves_from(state)]
        values = {"move": self.moves[name].label or name, "state": self.label(state)}
        reason = _("“%(move)s” is not possible now: the state is “%(state)s”.") % values
        if not possible:
            return Refused("not_now", reason, _("Nothing more can be done from this state."))
        return Refused("not_now", reason, _("Possible now: %(moves)s.") % {"moves": ", ".join(possible)})

    def unreachable(self) -> frozenset[str]:
        """States that no chain of moves leads to from the start."""
        reached, fresh = {self.start}, [self.start]
        while fresh:
            targets = {str(move.target) for move in self.moves_from(fresh.pop())} - reached
            reached |= targets
            fresh += targets
        return frozenset(map(str, self.states.values)) - reached

    def final(self) -> frozenset[str]:
        """States that no move leaves."""
        return frozenset(state for state in map(str, self.states.values) if not self.moves_from(state))

    def as_table(self) -> list[tuple[str, str, str]]:
        """(state, move, next state) in the order of states and moves, one row for every arrow."""
        return [(state, move.name, str(move.target)) for state in map(str, self.states.values) for move in self.moves_from(state)]

    def mermaid(self, language: str = "en") -> str:
        """A state diagram for the documentation, with the states' labels in `language`."""
        with override(language):
            names = [f"    {state}: {self.label(state)}" for state in map(str, self.states.values)]
            arrows = [f"    {state} --> {target}: {self.moves[move].label or move}" for state, move, target in self.as_table()]
        ends = [f"    {state} --> [*]" for state in map(str, self.states.values) if state in self.final()]
        return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {self.start}", *arrows, *ends, ""])
