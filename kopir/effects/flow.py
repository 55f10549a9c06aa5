"""Lawful moves of an effect card, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.effects.words import EffectState, MeasurementState, SurveyState

EFFECT = Flow(
    "effect",
    "state",
    [
        Move("publish", frozenset({EffectState.DRAFT}), EffectState.PUBLISHED, _("publish")),
        Move("withdraw", frozenset({EffectState.PUBLISHED}), EffectState.WITHDRAWN, _("withdraw")),
    ],
    EffectState,
)

_BEFORE = frozenset({MeasurementState.DRAFT, MeasurementState.RETURNED})

MEASUREMENT = Flow(
    "measurement",
    "state",
    [
        Move("submit", _BEFORE, MeasurementState.SUBMITTED, _("submit")),
        Move("accept", frozenset({MeasurementState.SUBMITTED}), MeasurementState.ACCEPTED, _("accept")),
        Move(
            "return",
            frozenset({MeasurementState.SUBMITTED, MeasurementState.ACCEPTED}),
            MeasurementState.RETURNED,
            _("return with a reason"),
        ),
        Move("freeze", frozenset({MeasurementState.ACCEPTED}), MeasurementState.FROZEN, _("freeze")),
        Move(
            "reopen",
            frozenset({MeasurementState.ACCEPTED, MeasurementState.FROZEN}),
            MeasurementState.DRAFT,
            _("open again"),
        ),
    ],
    MeasurementState,
)

SURVEY = Flow(
    "survey",
    "state",
    [
        Move("open", frozenset({SurveyState.DRAFT}), SurveyState.OPEN, _("open the survey")),
        Move("close", frozenset({SurveyState.OPEN}), SurveyState.CLOSED, _("close the survey")),
    ],
    SurveyState,
)
