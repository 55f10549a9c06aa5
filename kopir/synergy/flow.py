"""The states of a proposal."""

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.synergy.words import State

PROPOSAL = Flow(
    "proposal",
    "state",
    [
        Move("accept", frozenset({State.PROPOSED}), State.ACCEPTED, _("Accept")),
        Move("decline", frozenset({State.PROPOSED}), State.DECLINED, _("Decline")),
        Move("lapse", frozenset({State.PROPOSED}), State.LAPSED),
    ],
    State,
)
