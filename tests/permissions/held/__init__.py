"""Everything else that has a state: rows in each of their states, made by the acts that lead there, each with words of its own,
who may read them, and why nothing is marked of the others. See test_states.py."""

from __future__ import annotations

from tests.permissions.held import effects, handovers, matters, practices, regulation
from tests.permissions.held.held import Held
from tests.permissions.test_routes import Asked
from tests.permissions.whole import Whole


def held_in(world: Whole, asked: Asked) -> list[Held]:
    return [
        *matters.held(world), *effects.held(world), *practices.held(world), *regulation.held(world),
        *handovers.held(world, asked),  # last: what the district has by now stands in its pack
    ]  # fmt: skip


__all__ = ["Held", "held_in"]
