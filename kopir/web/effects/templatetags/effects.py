"""Pieces of the pages of effects: `{% load effects %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.tongue import LocalisedText, localised
from kopir.effects import rules
from kopir.effects.models import ChainStep, Effect, PieceUse
from kopir.effects.queries import cards as queries
from kopir.effects.words import Adequacy, Agreed, EffectOf, EffectState, Party, Tested
from kopir.interactions.models import Matter
from kopir.practices.models import Adoption
from kopir.regulation.models import Obligation
from kopir.regulation.words import ObligationState
from kopir.web.effects.actions import url_of
from kopir.web.public.reading import language

register = template.Library()
OF = {
    EffectOf.MATTER: _("effect of a matter"),
    EffectOf.ADOPTION: _("effect of an adopted practice"),
    EffectOf.DUTY: _("effect of a duty"),
    EffectOf.PROJECT: _("effect of a project"),
}
STATES = {EffectState.DRAFT: "neutral", EffectState.PUBLISHED: "active", EffectState.WITHDRAWN: "closed"}
WORDS = {Agreed.CONFIRMED: "good", Agreed.PARTLY: "partial", Agreed.CONTESTED: "bad"}
JUDGED = {Adequacy.WAITING: "waiting", Adequacy.ADEQUATE: "good", Adequacy.WEAK: "partial", Adequacy.NOT: "bad"}
TESTS = {Tested.OPEN: "waiting", Tested.HOLDS: "good", Tested.PARTLY: "partial", Tested.FAILS: "bad"}


def _tag(words: Any, tone: str) -> dict[str, str]:
    return {"words": str(words), "tone": tone}


@register.inclusion_tag("ui/components/tag.html")
def effect_state(effect: Effect) -> dict[str, str]:
    """{% effect_state effect %}"""
    return _tag(EffectState(effect.state).label, STATES[EffectState(effect.state)])


@register.inclusion_tag("ui/components/tag.html")
def agreed(word: str) -> dict[str, str]:
    """{% agreed confirmation.agreed %}"""
    return _tag(Agreed(word).label, WORDS[Agreed(word)])


@register.inclusion_tag("ui/components/tag.html")
def adequacy(use: PieceUse) -> dict[str, str]:
    return _tag(Adequacy(use.adequacy).label, JUDGED[Adequacy(use.adequacy)])


@register.inclusion_tag("ui/components/tag.html")
def tested(step: ChainStep) -> dict[str, str]:
    return _tag(Tested(step.tested).label, TESTS[Tested(step.tested)])


@register.filter
def of_words(effect: Effect) -> str:
    """{{ effect|of_words }}: "effect of a matter", "effect of a project"."""
    return str(OF[EffectOf(effect.of)])


@register.filter
def party_words(party: str) -> str:
    return str(Party(party).label)


@register.filter
def side(effect: Effect, party: str) -> Any:
    """{{ effect|side:"post" }}: the post or the organisation of a side."""
    return effect.post if party == Party.POST else effect.organisation


@register.filter
def whole_name(row: Any) -> LocalisedText:
    """{% localised row|whole_name %}: labelled when it stands in another language."""
    return localised(row.names, language())


@register.filter
def effect_act_url(row: ChainStep | PieceUse, name: str) -> str:
    """{{ use|effect_act_url:"judge" }}"""
    return url_of(row.effect, name, row.pk)


@register.simple_tag(takes_context=True)
def allowed(context: dict[str, Any], name: str, row: Any) -> bool:
    """{% allowed "judge_piece" use as may_judge %}"""
    return bool(getattr(rules, f"may_{name}")(context["request"].actor, row))


@register.inclusion_tag("effects/parts/of_matter.html", takes_context=True)
def matter_effect(context: dict[str, Any], matter: Matter) -> dict[str, Any]:
    """{% matter_effect matter %}: the card that names its effect, or the way to begin one."""
    by: Actor = context["request"].actor
    found = queries.effect_of(by, matter)
    return {
        "matter": matter, "effect": found, "words": queries.words_of_sides(found) if found else [],
        "may_begin": found is None and _is_party(by, matter), "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


def _is_party(by: Actor, matter: Matter) -> bool:
    party = (by.is_official and by.post_id == matter.accountable_id) or (by.is_member and by.organisation_id == matter.author_id)
    return party and matter.answered_at is not None and matter.is_public


@register.inclusion_tag("effects/parts/of_practice.html", takes_context=True)
def practice_effects(context: dict[str, Any], adoptions: list[Adoption]) -> dict[str, Any]:
    """{% practice_effects adoptions %}: cards that name the effects of adoptions, and the way to begin one of the own."""
    by: Actor = context["request"].actor
    cards = queries.effects_of_adoptions(by, adoptions) if adoptions else []
    named = {card.adoption_id for card in cards}
    own = [row for row in adoptions if row.pk not in named and _adopted(by, row)]
    return {"cards": cards, "own": own, "csrf_token": context.get("csrf_token")}


def _adopted(by: Actor, row: Adoption) -> bool:
    return row.post_id == by.post_id if by.is_official else by.is_member and row.organisation_id == by.organisation_id


@register.inclusion_tag("effects/parts/of_duty.html", takes_context=True)
def duty_effect(context: dict[str, Any], obligation: Obligation) -> dict[str, Any]:
    """{% duty_effect obligation %}: of a duty that is done."""
    by: Actor = context["request"].actor
    found = queries.effect_of_duty(by, obligation)
    mine = by.is_official and by.post_id == obligation.post_id and obligation.state == ObligationState.DONE
    begins = found is None and mine
    return {"obligation": obligation, "effect": found, "may_begin": begins, "csrf_token": context.get("csrf_token")}
