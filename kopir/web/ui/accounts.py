"""For whom the reader acts, in words, for the menu of the account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language

from kopir.base.actors import Actor, Role
from kopir.base.tongue import localised


class Acting(NamedTuple):
    name: str
    for_label: str
    choices: list[tuple[str, str]]


def acting(actor: Actor | None, capacities: Iterable[Any]) -> Acting | None:
    """None for a visitor. A capacity has `key`, `role` and `names`; an office has no name but its role's."""
    if actor is None or not actor.is_signed_in:
        return None
    choices = [(one.key, _words(dict(one.names), one.role)) for one in capacities]
    return Acting(actor.name, _words(actor.labels, actor.role) if choices else "", choices)


def _words(names: Mapping[str, str], role: Role) -> str:
    return localised(names, get_language() or "kk").text or str(Role(role).label)
