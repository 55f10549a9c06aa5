"""Later checks and surveys on any page: `{% load asking %}`."""

from __future__ import annotations

from typing import Any

from django import template

from kopir.effects.models import Check, Effect
from kopir.effects.queries.checks import Told, checks_of_effect, checks_of_matter, next_checks
from kopir.effects.queries.formal import matter_verdict
from kopir.effects.words import CheckState, Holds, Standing, Verdict
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState

register = template.Library()
HOLDS = {Holds.YES: "good", Holds.PARTLY: "partial", Holds.NO: "bad", Holds.UNKNOWN: "neutral"}
STATES = {CheckState.DUE: "waiting", CheckState.UNANSWERED: "neutral", CheckState.LAPSED: "closed"}
STANDINGS = {
    Standing.WAITING: "waiting", Standing.HOLDS: "good", Standing.PARTLY: "partial", Standing.FAILS: "bad",
    Standing.DIFFER: "bad", Standing.SILENT: "neutral",
}  # fmt: skip
VERDICTS = {
    Verdict.CONTRADICTED: "bad", Verdict.NO_EFFECT: "waiting", Verdict.NEVER_CHECKED: "waiting", Verdict.HOLDS: "good",
    Verdict.TOO_EARLY: "neutral",
}  # fmt: skip


@register.inclusion_tag("ui/components/tag.html")
def check_answer(check: Check) -> dict[str, str]:
    """{% check_answer check %}: the answer, or why there is none."""
    if check.state == CheckState.ANSWERED:
        return {"words": check.get_holds_display(), "tone": HOLDS[Holds(check.holds)]}
    return {"words": check.get_state_display(), "tone": STATES[CheckState(check.state)]}


@register.inclusion_tag("ui/components/tag.html")
def check_standing(told: Told) -> dict[str, str]:
    """{% check_standing told %}: what all answers say together."""
    return {"words": str(told.standing.label), "tone": STANDINGS[told.standing]}


@register.inclusion_tag("ui/components/tag.html")
def verdict_tag(verdict: str) -> dict[str, str]:
    """{% verdict_tag row.verdict %}"""
    return {"words": str(Verdict(verdict).label), "tone": VERDICTS[Verdict(verdict)]}


@register.filter
def verdict_words(verdict: str) -> str:
    return str(Verdict(verdict).label)


@register.inclusion_tag("effects/parts/checks.html", takes_context=True)
def matter_checks(context: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """{% matter_checks matter %}: on the page of a matter that the reader may read."""
    if matter.state != MatterState.CLOSED:
        return {}
    verdict = matter_verdict(matter)
    ahead = next_checks(matter) if verdict else []
    return {"request": context["request"], "rounds": checks_of_matter(matter), "ahead": ahead, "verdict": verdict}


@register.inclusion_tag("effects/parts/checks.html", takes_context=True)
def effect_checks(context: dict[str, Any], effect: Effect) -> dict[str, Any]:
    """{% effect_checks effect %}: of the card, or of the matter it tells of."""
    ahead = next_checks(effect.matter or effect) if effect.is_public else []
    return {"request": context["request"], "rounds": checks_of_effect(effect), "ahead": ahead, "verdict": None}
