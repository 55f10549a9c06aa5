"""The Regulation as data: what the text says, which duties follow from it, what falls due, what proves it, what hinders.

A norm has versions in time; its provisions have stable addresses. A duty is dated and points at an address, so that an
amendment which leaves the provision alone leaves the duty alone. Obligations are duty × post × period.
"""

from kopir.regulation.models.findings import Finding
from kopir.regulation.models.law import (
    Assignment,
    Duty,
    DutyStep,
    FunctionLink,
    NeededPower,
    Norm,
    NormVersion,
    ProvingAct,
    Provision,
    in_force_duties,
)
from kopir.regulation.models.work import (
    Cursor,
    Feed,
    Obligation,
    Plan,
    Proof,
    Reply,
    Report,
)

__all__ = [
    "Assignment",
    "Cursor",
    "Duty",
    "DutyStep",
    "Feed",
    "Finding",
    "FunctionLink",
    "NeededPower",
    "Norm",
    "NormVersion",
    "Obligation",
    "Plan",
    "Proof",
    "ProvingAct",
    "Provision",
    "Reply",
    "Report",
    "in_force_duties",
]
