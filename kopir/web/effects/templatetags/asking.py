"""Later checks and surveys on any page: `{% load asking %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from kopir.effects import rules
from kopir.effects.models import Check, Effect, Survey
from kopir.effects.queries.checks import Told, checks_of_effect, checks_of_matter, next_checks
from kopir.effects.queries.formal import matter_verdict
from kopir.effects.queries.results import Result, Results
from kopir.effects.queries.surveys import surveys_of
from kopir.effects.words import CheckState, Holds, Standing, SurveyState, Verdict
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.practices.shares import Share

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
def of_people(share: Share) -> str:
    """{{ share|of_people }}: a share of those who answered or were asked; of few only the counts."""
    if not share.is_shown:
        return _("%(part)s of %(whole)s people; too few for a percentage") % {"part": share.part, "whole": share.whole}
    words = _("%(percent)s %% (%(part)s of %(whole)s people; with 95 %% confidence between %(low)s and %(high)s %%)")
    return words % _values(share)


@register.filter
def of_closings(share: Share) -> str:
    """{{ share|of_closings }}"""
    if not share.is_shown:
        return _("%(part)s of %(whole)s closings; too few for a percentage") % {"part": share.part, "whole": share.whole}
    words = _("%(percent)s %% (%(part)s of %(whole)s closings; with 95 %% confidence between %(low)s and %(high)s %%)")
    return words % _values(share)


def _values(share: Share) -> dict[str, int]:
    return {name: getattr(share, name) for name in ("percent", "part", "whole", "low", "high")}


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
    """{% effect_checks effect %}: of the card, or of the matter it tells of when the reader may read it."""
    ahead = next_checks(effect.matter or effect) if effect.is_public else []
    rounds = checks_of_effect(context["request"].actor, effect)
    return {"request": context["request"], "rounds": rounds, "ahead": ahead, "verdict": None}


# ---- Surveys -------------------------------------------------------------------------------------------------------

SURVEYS = {SurveyState.DRAFT: "neutral", SurveyState.OPEN: "active", SurveyState.CLOSED: "closed"}


@register.inclusion_tag("ui/components/tag.html")
def survey_state(survey: Survey) -> dict[str, str]:
    """{% survey_state survey %}"""
    return {"words": survey.get_state_display(), "tone": SURVEYS[SurveyState(survey.state)]}


@register.inclusion_tag("effects/parts/surveys.html", takes_context=True)
def effect_surveys(context: dict[str, Any], effect: Effect) -> dict[str, Any]:
    """{% effect_surveys effect %}: on the page of a card."""
    by = context["request"].actor
    may_make = bool(rules.may_make_survey(by, effect))
    return {"request": context["request"], "effect": effect, "surveys": surveys_of(by, effect), "may_make": may_make}


@register.simple_tag
def survey_bars(result: Result) -> list[dict[str, Any]]:
    """{% survey_bars result as bars %}: for `{% bar_chart %}`."""
    return [{"label": bar.label, "value": bar.count} for bar in result.bars]


@register.simple_tag
def survey_bounds(found: Results, result: Result) -> tuple[int, int] | None:
    """{% survey_bounds found result as bounds %}: the share of “yes” if all who kept silent had said no, and if all yes."""
    return found.bounds(result)
