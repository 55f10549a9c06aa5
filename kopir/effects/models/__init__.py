"""Nouns of effects."""

from kopir.effects.models.asking import (
    Answer,
    Check,
    CheckTerm,
    Code,
    FormalReply,
    Question,
    Response,
    Survey,
)
from kopir.effects.models.cards import (
    TEXTS,
    ChainStep,
    Confirmation,
    Effect,
    EffectText,
    Gain,
    Money,
)
from kopir.effects.models.evaluating import Evaluation, Remark, Score
from kopir.effects.models.indicators import Goal, Indicator, NgoHelps, Reading
from kopir.effects.models.measuring import Breakdown, Comparison, Measure, Measurement, Piece, PieceUse

__all__ = [
    "TEXTS",
    "Answer",
    "Breakdown",
    "ChainStep",
    "Check",
    "CheckTerm",
    "Code",
    "Comparison",
    "Confirmation",
    "Effect",
    "EffectText",
    "Evaluation",
    "FormalReply",
    "Gain",
    "Goal",
    "Indicator",
    "Measure",
    "Measurement",
    "Money",
    "NgoHelps",
    "Piece",
    "PieceUse",
    "Question",
    "Reading",
    "Remark",
    "Response",
    "Score",
    "Survey",
]
