"""Words and addresses of matters in lists and pages: `{% load matters %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from kopir.base.lists import MOST_COUNTED
from kopir.base.tongue import localised
from kopir.interactions.models import Matter
from kopir.interactions.words import (
    Direction,
    HandOffKind,
    HandOffState,
    Letter,
    OutcomeKind,
    PartState,
    Side,
    Word,
)
from kopir.web.public.matter import addresses
from kopir.web.public.matter.standing import OUTCOME_TONES, WORD_TONES, is_late, state_tone, state_words

register = template.Library()


@register.inclusion_tag("ui/components/tag.html")
def matter_state(matter: Matter) -> dict[str, Any]:
    """{% matter_state matter %}: its state as shape and words."""
    return {"words": state_words(matter), "tone": state_tone(matter)}


@register.inclusion_tag("public/parts/total.html")
def total_of_matters(total: int | None) -> dict[str, Any]:
    """{% total_of_matters total %}: how many the list has, of `count_up_to`; nothing when that was not counted."""
    return {"total": total and min(total, MOST_COUNTED), "is_more": bool(total and total > MOST_COUNTED)}


@register.inclusion_tag("ui/components/tag.html")
def outcome_tag(kind: str) -> dict[str, Any]:
    return {"words": OutcomeKind(kind).label, "tone": OUTCOME_TONES.get(kind, "closed")}


@register.inclusion_tag("ui/components/tag.html")
def word_tag(word: str) -> dict[str, Any]:
    return {"words": Word(word).label, "tone": WORD_TONES[word]}


@register.filter
def late(matter: Matter) -> bool:
    return is_late(matter)


@register.filter
def matter_url(matter: Matter) -> str:
    return addresses.page(matter)


@register.simple_tag
def act_url(matter: Matter, name: str, pk: int | None = None) -> str:
    """{% act_url matter "answer" as url %}"""
    return addresses.act(matter, name, pk)


@register.filter
def in_my_language(names: dict[str, str]) -> str:
    """A dict by language in the reader's."""
    return localised(names, get_language() or "kk").text


_LABELS: dict[str, Any] = {
    "direction": Direction, "hand_off": HandOffKind, "hand_off_state": HandOffState, "letter": Letter, "part_state": PartState,
    "side": Side,
}  # fmt: skip


@register.filter
def label(value: str, kind: str) -> str:
    """{{ move.state|label:"hand_off_state" }}"""
    return str(_LABELS[kind](value).label) if value else ""
