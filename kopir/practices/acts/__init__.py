"""What is done with practices."""

from kopir.practices.acts.adopting import adopt, join_group, remind_adopters, report_result, say_used
from kopir.practices.acts.asking import answer_ask, ask_pioneer
from kopir.practices.acts.blocks import save_block
from kopir.practices.acts.evidence import expire_evidence, give_evidence, remove_evidence
from kopir.practices.acts.grounds import leave_ground, note_law, stand_on
from kopir.practices.acts.importing import (
    About,
    begin_import,
    demand_mapping,
    forget_import,
    go_on,
    hand_in,
    keep_import,
)
from kopir.practices.acts.living import contest, fall_due, renew, withdraw
from kopir.practices.acts.proposing import answer_proposal, propose
from kopir.practices.acts.reading import mark_read
from kopir.practices.acts.reference import load_reference
from kopir.practices.acts.reviewing import ask_review, publish, review
from kopir.practices.acts.ways import name_ways
from kopir.practices.acts.writing import Part, discard, draft, draft_from, draft_replacing, write

__all__ = [
    "About",
    "Part",
    "adopt",
    "answer_ask",
    "answer_proposal",
    "ask_pioneer",
    "ask_review",
    "begin_import",
    "contest",
    "demand_mapping",
    "discard",
    "draft",
    "draft_from",
    "draft_replacing",
    "expire_evidence",
    "fall_due",
    "forget_import",
    "give_evidence",
    "go_on",
    "hand_in",
    "join_group",
    "keep_import",
    "leave_ground",
    "load_reference",
    "mark_read",
    "name_ways",
    "note_law",
    "propose",
    "publish",
    "remind_adopters",
    "remove_evidence",
    "renew",
    "report_result",
    "review",
    "save_block",
    "say_used",
    "stand_on",
    "withdraw",
    "write",
]
