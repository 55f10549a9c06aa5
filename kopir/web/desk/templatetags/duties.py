"""Pieces of the pages of duties: `{% load duties %}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.regulation.models import Obligation, Proof
from kopir.regulation.words import ObligationState, ProofState

register = template.Library()
TONES = {
    ObligationState.DUE: "waiting", ObligationState.DONE: "good", ObligationState.WAIVED: "closed",
    ObligationState.MISSED: "bad", ObligationState.LAPSED: "neutral",
}  # fmt: skip
PROOF_TONES = {
    ProofState.SUBMITTED: "waiting", ProofState.ACCEPTED: "good", ProofState.RETURNED: "bad", ProofState.EXPIRED: "closed",
}  # fmt: skip


@register.inclusion_tag("ui/components/tag.html")
def obligation_tag(row: Obligation) -> dict[str, Any]:
    """{% obligation_tag row %}: its state; what is done after its day is called so."""
    if row.state == ObligationState.DONE and row.done_on and row.done_on > row.due_on:
        return {"words": _("done late, with proof"), "tone": "partial"}
    return {"words": row.get_state_display(), "tone": TONES[ObligationState(row.state)]}


@register.inclusion_tag("ui/components/tag.html")
def proof_tag(proof: Proof) -> dict[str, Any]:
    """{% proof_tag proof %}"""
    return {"words": proof.get_state_display(), "tone": PROOF_TONES[ProofState(proof.state)]}


@register.filter
def short_day(day: date | None) -> str:
    """{{ row.due_on|short_day }}: 25.03.2027, for narrow columns."""
    return f"{day:%d.%m.%Y}" if day else ""


@register.filter
def late(row: Obligation) -> bool:
    return row.state == ObligationState.DUE and row.due_on < timezone.localdate()


@register.filter
def in_language(words: dict[str, str]) -> str:
    """{{ section.title|in_language }}: words kept by language."""
    return words.get(get_language() or "kk") or words.get("ru") or words.get("kk") or ""
