"""Proposing synergy and answering the proposal."""

from kopir.synergy.acts.answering import accept, decline
from kopir.synergy.acts.proposing import lapse_all, propose, propose_all

__all__ = ["accept", "decline", "lapse_all", "propose", "propose_all"]
