"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from kopir.base.actors import VISITOR, Actor
from kopir.base.models import Installation
from kopir.web.acting import Capacity, is_current
from kopir.web.navigation import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `capacities` (what the person may act as), `acting` (the same for the header), `demonstration`, `navigation`,
    `light` (the slow line)."""
    actor, capacities = getattr(request, "actor", VISITOR), getattr(request, "capacities", [])
    return {
        "actor": actor,
        "capacities": capacities,
        "acting": acting(actor, capacities),
        "demonstration": demonstration(),
        "navigation": navigation(actor),
        "light": getattr(request, "light", False),
    }


def acting(actor: Actor, capacities: list[Capacity]) -> dict[str, Any]:
    """Who is signed in, for whom they act, and for whom else they could: a choice of one is none. Whoever is called as the
    post is, a role of the demonstration, is called so in the reader's language."""
    current = next((choice for choice in capacities if is_current(actor, choice)), None)
    choices = [(choice.key, choice.words) for choice in capacities] if len(capacities) > 1 else []
    words = current.words if current else ""
    return {"name": words if actor.name in actor.labels.values() else actor.name, "for_label": words, "choices": choices}


@cache
def demonstration() -> bool:
    """Set once when the installation begins, so one look is enough."""
    return Installation.is_demonstration()
