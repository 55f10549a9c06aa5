"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from kopir.base.actors import VISITOR, Actor
from kopir.base.models import Installation
from kopir.base.tongue import name_or_role
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
    """`name`: who is signed in; `for_label`: for whom they act; `choices`: for whom they could (key, words); one is none."""
    current = next((choice for choice in capacities if is_current(actor, choice)), None)
    choices = [(choice.key, choice.words) for choice in capacities] if len(capacities) > 1 else []
    name = name_or_role(actor.name, actor.labels, get_language() or "kk")
    return {"name": name, "for_label": current.words if current else "", "choices": choices}


@cache
def demonstration() -> bool:
    """Set once when the installation begins, so one look is enough."""
    return Installation.is_demonstration()
