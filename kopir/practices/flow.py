"""Lawful moves of a practice card, a review and a piece of evidence, as data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.states import Flow, Move
from kopir.practices.words import CardState, EvidenceState, ImportState, ProposalState, ReviewState

DRAFT, REVIEWED, PUBLISHED = CardState.DRAFT, CardState.REVIEWED, CardState.PUBLISHED
NEEDS_REVIEW, WITHDRAWN = CardState.NEEDS_REVIEW, CardState.WITHDRAWN

CARD = Flow(
    "practice",
    "state",
    [
        Move("complete_review", frozenset({DRAFT}), REVIEWED, _("both reviews are there")),
        Move("rewrite", frozenset({REVIEWED}), DRAFT, _("change the text")),
        Move("publish", frozenset({REVIEWED}), PUBLISHED, _("publish")),
        Move("doubt", frozenset({PUBLISHED}), NEEDS_REVIEW, _("put in doubt")),
        Move("renew", frozenset({PUBLISHED, NEEDS_REVIEW}), PUBLISHED, _("renew")),
        Move("withdraw", frozenset({PUBLISHED, NEEDS_REVIEW}), WITHDRAWN, _("withdraw")),
    ],
    CardState,
)

REVIEW = Flow(
    "review",
    "state",
    [
        Move("agree", frozenset({ReviewState.ASKED}), ReviewState.AGREED, _("agree")),
        Move("return", frozenset({ReviewState.ASKED}), ReviewState.RETURNED, _("return with a remark")),
        Move(
            "lapse",
            frozenset({ReviewState.ASKED, ReviewState.AGREED}),
            ReviewState.LAPSED,
            _("overtake by a change"),
        ),
    ],
    ReviewState,
)

EVIDENCE = Flow(
    "evidence",
    "state",
    [
        Move("expire", frozenset({EvidenceState.VALID}), EvidenceState.EXPIRED, _("expire")),
        Move(
            "remove",
            frozenset({EvidenceState.VALID, EvidenceState.EXPIRED}),
            EvidenceState.REMOVED,
            _("take back"),
        ),
    ],
    EvidenceState,
)

PROPOSAL = Flow(
    "proposal",
    "state",
    [
        Move("accept", frozenset({ProposalState.OFFERED}), ProposalState.ACCEPTED, _("accept")),
        Move("decline", frozenset({ProposalState.OFFERED}), ProposalState.DECLINED, _("decline")),
    ],
    ProposalState,
)

IMPORT = Flow(
    "import",
    "state",
    [
        Move("begin", frozenset({ImportState.PREPARED}), ImportState.RUNNING, _("begin")),
        Move("finish", frozenset({ImportState.RUNNING}), ImportState.DONE, _("finish")),
    ],
    ImportState,
)
