"""Lawful moves of an effect card, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.effects.words import EffectState

EFFECT = Flow(
    "effect",
    "state",
    [
        Move("publish", frozenset({EffectState.DRAFT}), EffectState.PUBLISHED, _("publish")),
        Move("withdraw", frozenset({EffectState.PUBLISHED}), EffectState.WITHDRAWN, _("withdraw")),
    ],
    EffectState,
)
