"""Lawful moves of a pack and of its items, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.states import Flow, Move
from kopir.handovers.words import RUNNING, ItemState, PackState

ASSEMBLING, OFFERED, TAKEN, SIGNED = PackState.ASSEMBLING, PackState.OFFERED, PackState.TAKEN, PackState.SIGNED

PACK = Flow(
    "hand-over pack",
    "state",
    [
        Move("offer", frozenset({ASSEMBLING}), OFFERED, _("sign as the one who leaves")),
        Move("make_without", frozenset({ASSEMBLING}), OFFERED, _("make it without the one who left")),
        Move("begin", frozenset({OFFERED, TAKEN}), TAKEN, _("take over item by item")),
        Move("sign", frozenset({OFFERED, TAKEN}), SIGNED, _("sign as the successor")),
        Move("drop", frozenset(RUNNING), PackState.DROPPED, _("drop")),
        Move("reopen", frozenset({PackState.DROPPED}), ASSEMBLING, _("begin anew")),
    ],
    PackState,
)

OPEN_ITEM = frozenset({ItemState.WAITING, ItemState.ANSWERED, ItemState.TAKEN, ItemState.REFUSED})

ITEM = Flow(
    "item",
    "state",
    [
        Move("taken", OPEN_ITEM, ItemState.TAKEN, _("take over")),
        Move("refused", OPEN_ITEM, ItemState.REFUSED, pgettext_lazy("item", "refuse")),
        Move("question", OPEN_ITEM, ItemState.QUESTION, _("ask")),
        Move("answer", frozenset({ItemState.QUESTION}), ItemState.ANSWERED, _("answer")),
    ],
    ItemState,
)
