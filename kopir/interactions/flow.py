"""Lawful moves of a matter and of a hand-off, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.interactions.words import HandOffState, MatterState

DRAFT, APPEAL, OPEN = MatterState.DRAFT, MatterState.APPEAL, MatterState.OPEN
ANSWERED, CONTESTED, CLOSED, JOINED = (
    MatterState.ANSWERED,
    MatterState.CONTESTED,
    MatterState.CLOSED,
    MatterState.JOINED,
)

MATTER = Flow(
    "matter",
    "state",
    [
        Move("submit", frozenset({DRAFT}), OPEN, _("send")),
        Move("take_to_state_system", frozenset({DRAFT}), APPEAL, _("take to the state's appeals system")),
        Move("join", frozenset({DRAFT, OPEN}), JOINED, _("join another matter")),
        Move("answer", frozenset({OPEN, CONTESTED}), ANSWERED, _("answer")),
        Move("settle", frozenset({ANSWERED}), CLOSED, _("close by the author's word")),
        Move("contest", frozenset({ANSWERED}), CONTESTED, _("contest")),
        Move("withdraw", frozenset({OPEN, ANSWERED, CONTESTED}), CLOSED, _("withdraw")),
        Move("close_unanswered", frozenset({OPEN, CONTESTED}), CLOSED, _("close without an answer")),
        Move("reopen", frozenset({CLOSED}), OPEN, _("reopen")),
    ],
    MatterState,
)

HAND_OFF = Flow(
    "hand-off",
    "state",
    [
        Move("accept", frozenset({HandOffState.OFFERED}), HandOffState.ACCEPTED, _("accept")),
        Move("refuse", frozenset({HandOffState.OFFERED}), HandOffState.REFUSED, _("refuse")),
        Move("lapse", frozenset({HandOffState.OFFERED}), HandOffState.LAPSED, _("lapse")),
        Move("take_back", frozenset({HandOffState.OFFERED}), HandOffState.WITHDRAWN, _("take back")),
    ],
    HandOffState,
)
