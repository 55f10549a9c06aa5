"""Verbs of effects."""

from kopir.effects.acts.chain import remove_step, save_step, test_assumption
from kopir.effects.acts.checking import (
    add_check_term,
    answer_check,
    ask_checks,
    drop_checks,
    end_check_term,
    load_check_terms,
    pass_checks,
)
from kopir.effects.acts.confirming import confirm
from kopir.effects.acts.evaluating import add_remark, approve_evaluation, remove_remark, save_evaluation
from kopir.effects.acts.evidence import expire_pieces, give_piece, judge_piece, take_back_piece, use_piece
from kopir.effects.acts.helping import end_help, say_help
from kopir.effects.acts.indicators import (
    Told,
    add_goal,
    add_indicator,
    edit_indicator,
    end_goal,
    end_indicator,
    import_indicators,
    load_indicators,
)
from kopir.effects.acts.money import Spent, count_money, name_gain, remove_gain
from kopir.effects.acts.practising import draft_practice
from kopir.effects.acts.readings import import_readings
from kopir.effects.acts.replying import (
    reply_to_figure,
)
from kopir.effects.acts.writing import (
    answers_for,
    discard,
    draft,
    draft_from_adoption,
    draft_from_duty,
    draft_from_matter,
    lacking,
    publish,
    withdraw,
    write,
)

__all__ = [
    "Spent",
    "Told",
    "add_check_term",
    "add_goal",
    "add_indicator",
    "add_remark",
    "answer_check",
    "answers_for",
    "approve_evaluation",
    "ask_checks",
    "confirm",
    "count_money",
    "discard",
    "draft",
    "draft_from_adoption",
    "draft_from_duty",
    "draft_from_matter",
    "draft_practice",
    "drop_checks",
    "edit_indicator",
    "end_check_term",
    "end_goal",
    "end_help",
    "end_indicator",
    "expire_pieces",
    "give_piece",
    "import_indicators",
    "import_readings",
    "judge_piece",
    "lacking",
    "load_check_terms",
    "load_indicators",
    "name_gain",
    "pass_checks",
    "publish",
    "remove_gain",
    "remove_remark",
    "remove_step",
    "reply_to_figure",
    "save_evaluation",
    "save_step",
    "say_help",
    "take_back_piece",
    "test_assumption",
    "use_piece",
    "withdraw",
    "write",
]
