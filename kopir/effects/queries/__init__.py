"""Reads of effects. The right to see is inside each."""

from kopir.effects.queries.cards import (
    EffectFilter,
    count_effects,
    effect_for,
    effect_of,
    effects_of_adoptions,
    list_effects,
    own_effects,
    words_of_sides,
)
from kopir.effects.queries.evaluating import evaluations_of, year_of
from kopir.effects.queries.evidence import evidence_of, to_judge

__all__ = [
    "EffectFilter",
    "count_effects",
    "effect_for",
    "effect_of",
    "effects_of_adoptions",
    "evaluations_of",
    "evidence_of",
    "list_effects",
    "own_effects",
    "to_judge",
    "words_of_sides",
    "year_of",
]
