"""Words kept by language, the colour of an answer, and what the desk says to a newcomer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from kopir.base.tongue import localised
from kopir.handovers import queries
from kopir.handovers.words import ItemState, PackState, PromiseState

register = template.Library()
TONES = {
    ItemState.WAITING: "waiting", ItemState.TAKEN: "good", ItemState.QUESTION: "active", ItemState.ANSWERED: "active",
    ItemState.REFUSED: "bad", PackState.ASSEMBLING: "active", PackState.OFFERED: "waiting", PackState.SIGNED: "good",
    PackState.DROPPED: "closed", PromiseState.FOUND: "waiting", PromiseState.CONFIRMED: "good", PromiseState.STRUCK: "closed",
}  # fmt: skip


@register.filter
def said(names: Mapping[str, str]) -> str:
    """In the reader's language, or the next one that there is."""
    return localised(names or {}, get_language() or "kk").text


@register.filter
def tone(state: str) -> str:
    return TONES.get(state, "active")  # type: ignore[call-overload, no-any-return]


@register.inclusion_tag("handovers/parts/banner.html", takes_context=True)
def handover_banner(context: Any) -> dict[str, Any]:
    """On the desk: what waits to be taken over, what must be prepared, what is asked. Two queries."""
    actor = context["actor"]
    packs = queries.packs_of(actor)
    leaving = [pack for pack in packs if pack.leaver_id == actor.person_id]
    return {
        "to_take": queries.pack_to_take(actor, packs),
        "leaving": next((pack for pack in leaving if pack.state == PackState.ASSEMBLING), None),
        "questions": len(queries.questions_for(actor)),
    }
