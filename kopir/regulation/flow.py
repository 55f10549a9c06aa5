"""Lawful moves of an obligation, a proof, a plan and a report, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.regulation.words import ObligationState, PlanState, ProofState, ReportState

DUE, DONE, WAIVED, MISSED, LAPSED = (
    ObligationState.DUE, ObligationState.DONE, ObligationState.WAIVED, ObligationState.MISSED, ObligationState.LAPSED,
)  # fmt: skip

OBLIGATION = Flow(
    "obligation",
    "state",
    [
        Move("prove", frozenset({DUE, WAIVED, MISSED}), DONE, _("prove")),
        Move("waive", frozenset({DUE}), WAIVED, _("waive")),
        Move("miss", frozenset({DUE}), MISSED, _("note that the day has passed")),
        Move("resume", frozenset({WAIVED}), DUE, _("note that the waiver has ended")),
        Move("expire", frozenset({DONE}), DUE, _("note that the evidence has expired")),
        Move("renew", frozenset({DONE, WAIVED, MISSED, LAPSED}), DUE, _("begin again: the occasion has come back")),
        Move("lapse", frozenset({DUE, WAIVED}), LAPSED, _("fall away")),
    ],
    ObligationState,
)

PROOF = Flow(
    "proof",
    "state",
    [
        Move("accept", frozenset({ProofState.SUBMITTED}), ProofState.ACCEPTED, _("accept")),
        Move("return", frozenset({ProofState.SUBMITTED}), ProofState.RETURNED, _("return")),
        Move("expire", frozenset({ProofState.ACCEPTED}), ProofState.EXPIRED, _("expire")),
    ],
    ProofState,
)

PLAN = Flow("plan", "state", [Move("approve", frozenset({PlanState.DRAFT}), PlanState.APPROVED, _("approve"))], PlanState)
REPORT = Flow("report", "state", [Move("send", frozenset({ReportState.DRAFT}), ReportState.SENT, _("send"))], ReportState)
