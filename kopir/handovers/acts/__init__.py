"""What is done with hand-over packs. Each verb is one transaction and one entry in the journal."""

from kopir.handovers.acts.assembling import assemble, follow_changes, make_without, open_pack
from kopir.handovers.acts.leaving import judge_promise, offer, write_notes
from kopir.handovers.acts.measuring import measure
from kopir.handovers.acts.reference import edit_question, load_reference, set_terms
from kopir.handovers.acts.taking import answer, decide, keep_draft, sign

__all__ = [
    "answer",
    "assemble",
    "decide",
    "edit_question",
    "follow_changes",
    "judge_promise",
    "keep_draft",
    "load_reference",
    "make_without",
    "measure",
    "offer",
    "open_pack",
    "set_terms",
    "sign",
    "write_notes",
]
