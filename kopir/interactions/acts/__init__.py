"""Verbs of interactions. Each is one act: see kopir.journal.acts."""

from kopir.interactions.acts.closing import (
    answer,
    close_unanswered,
    fall_silent,
    give_word,
    reopen,
    withdraw,
)
from kopir.interactions.acts.drafts import attach, attach_all, detach, discard, save_draft, start_draft
from kopir.interactions.acts.handing import (
    accept,
    hand_over,
    lapse,
    object_to_route,
    raise_up,
    refuse,
    reroute,
    return_down,
    settle_objection,
    take_back,
)
from kopir.interactions.acts.procedures import edit_procedure, save_template
from kopir.interactions.acts.reference import load_reference
from kopir.interactions.acts.sending import join, submit, take_to_state_system
from kopir.interactions.acts.talking import mark_read, open_up, restrict, write, write_note
from kopir.interactions.acts.working import (
    ask_opinion,
    assign,
    extend,
    finish_part,
    give_opinion,
    inform,
    pause,
    resume,
    stop_informing,
    waive_opinion,
)

__all__ = [
    "accept", "answer", "ask_opinion", "assign", "attach", "attach_all", "close_unanswered", "detach", "discard",
    "edit_procedure", "extend", "fall_silent", "finish_part", "give_opinion", "give_word", "hand_over", "inform", "join", "lapse",
    "load_reference", "mark_read", "object_to_route", "open_up", "pause", "raise_up", "refuse", "reopen", "reroute", "restrict",
    "resume", "return_down", "save_draft", "save_template", "settle_objection", "start_draft", "stop_informing", "submit",
    "take_back", "take_to_state_system", "waive_opinion", "withdraw", "write", "write_note",
]  # fmt: skip
