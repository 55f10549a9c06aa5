"""Pieces of the pages of practices: `{% load practices %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.tongue import LocalisedText, localised
from kopir.interactions.models import Matter
from kopir.memory import queries as memory
from kopir.memory import rules as memory_rules
from kopir.practices import queries, rules
from kopir.practices.models import Adoption, Ask, Card, CardText, Proposal, Review, Way
from kopir.practices.papers import sections
from kopir.practices.shares import Share
from kopir.practices.words import CardKind, CardState, EvidenceLevel, Repeated
from kopir.web.practices.actions import url_of
from kopir.web.public.matter.reader import Reader
from kopir.web.public.reading import language

register = template.Library()
TONES = {
    CardState.DRAFT: "neutral", CardState.REVIEWED: "active", CardState.PUBLISHED: "good", CardState.NEEDS_REVIEW: "waiting",
    CardState.WITHDRAWN: "closed",
}  # fmt: skip
ANSWERS = {
    Repeated.YES: "good",
    Repeated.PARTLY: "partial",
    Repeated.NO: "bad",
    Repeated.TOO_EARLY: "neutral",
}


@register.inclusion_tag("ui/components/tag.html")
def card_state(card: Card) -> dict[str, str]:
    """{% card_state card %}"""
    return {"words": str(CardState(card.state).label), "tone": TONES[CardState(card.state)]}


@register.inclusion_tag("ui/components/tag.html")
def card_kind(card: Card) -> dict[str, str]:
    return {
        "words": str(CardKind(card.kind).label),
        "tone": "good" if card.kind == CardKind.WORKED else "partial",
    }


@register.inclusion_tag("ui/components/tag.html")
def repeated(adoption: Adoption) -> dict[str, str]:
    """{% repeated adoption %}: the answer as a tag."""
    return {"words": str(Repeated(adoption.repeated).label), "tone": ANSWERS[Repeated(adoption.repeated)]}


@register.filter
def level_words(card: Card) -> str:
    return str(EvidenceLevel(card.level).label)


@register.filter
def parts_of(text: CardText) -> list[tuple[str, str]]:
    """{% for heading, words in text|parts_of %}"""
    return sections(text)


@register.filter
def act_url(row: Review | Ask | Adoption | Proposal, name: str) -> str:
    """{{ ask|act_url:"answer" }}"""
    return url_of(row.card, name, row.pk)


@register.filter
def named(row: Any) -> LocalisedText:
    """{% localised row|named %}: the name of a post or an organisation, labelled when it stands in another language."""
    return localised(row.names, language())


@register.filter
def share_words(share: Share) -> str:
    """A share with its uncertainty; of few only the counts."""
    if not share.whole:
        return _("no result is known yet")
    if not share.is_shown:
        return _("%(part)s of %(whole)s; too few for a percentage") % {
            "part": share.part,
            "whole": share.whole,
        }
    words = _("%(percent)s %% (%(part)s of %(whole)s; with 95 %% confidence between %(low)s and %(high)s %%)")
    values = {
        "percent": share.percent,
        "part": share.part,
        "whole": share.whole,
        "low": share.low,
        "high": share.high,
    }
    return words % values


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], name: str, row: Any) -> bool:
    """{% may "answer_ask" ask as allowed %}"""
    rule = getattr(rules, f"may_{name}")
    return bool(rule(context["request"].actor, row))


@register.inclusion_tag("practices/parts/of_matter.html", takes_context=True)
def matter_practices(context: dict[str, Any], matter: Matter, ways: list[Way]) -> dict[str, Any]:
    """{% matter_practices matter ways %}: the ways named in it, cards born from it, and what a party may do."""
    by: Actor = context["request"].actor
    party = (by.is_official and by.post_id == matter.accountable_id) or (by.is_member and by.organisation_id == matter.author_id)
    over = matter.answered_at is not None and matter.is_public
    cards = queries.card_from(by, matter)
    names_adoption = memory_rules.may_name_adoption(by, matter) and memory.adoptions_to_name(matter).exists()
    return {
        "matter": matter, "cards": cards, "ways": ways, "csrf_token": context.get("csrf_token"),
        "may_write": party and over and not any(rules.writes(by, card) for card in cards),
        "ways_url": reverse("public:matter_ways", args=[matter.number]) if rules.may_name_way(by, matter) else "",
        "adoption": memory.adoption_named(matter),
        "adoption_url": reverse("public:matter_adoption", args=[matter.number]) if names_adoption else "",
    }  # fmt: skip


@register.inclusion_tag("practices/parts/suggested_way.html")
def suggested_way(reader: Reader, named: list[Way]) -> dict[str, Any]:
    """{% suggested_way reader ways %}: with what was named already. For those who work on the matter or oversee: a visitor needs
    no advice on it, and the uses of ways are not read for everybody who passes by."""
    matter, concerned = reader.matter, reader.takes_part or reader.by.oversees
    return {
        "matter": matter,
        "suggested": memory.suggested_way(matter, named) if concerned else None,
        "unfit": memory.unfit_ways(matter) if concerned else [],
        "may_dismiss": reader.is_accountable and bool(memory_rules.may_dismiss_way(reader.by, matter)),
    }
