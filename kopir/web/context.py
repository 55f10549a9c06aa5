"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from kopir.base.models import Installation


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `capacities` (what the person may act as) and `demonstration`."""
    return {
        "actor": getattr(request, "actor", None),
        "capacities": getattr(request, "capacities", []),
        "demonstration": demonstration(),
    }


@cache
def demonstration() -> bool:
    """Set once when the installation begins, so one look is enough."""
    return Installation.is_demonstration()
