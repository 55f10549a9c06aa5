"""What people type about a matter: the same shapes for pages, imports and the API. Each gives an act its arguments."""

from kopir.interactions.forms.closing import Answer, AuthorsWord
from kopir.interactions.forms.fields import Files, PostChoice
from kopir.interactions.forms.templates import TemplateForm
from kopir.interactions.forms.work import (
    AskOpinion,
    Assign,
    Attach,
    CloseUnanswered,
    Decision,
    Extend,
    FinishPart,
    HandOver,
    Inform,
    JoinOther,
    JoinText,
    Note,
    Nothing,
    Objection,
    Opinion,
    Raise,
    Reason,
    Reroute,
    Restrict,
    Settle,
    WriteMessage,
)
from kopir.interactions.forms.writing import (
    STEPS,
    AppealNumber,
    Asked,
    Concerned,
    Language,
    Openness,
    What,
    WhatKind,
    Where,
)

__all__ = [
    "STEPS", "Answer", "AppealNumber", "AskOpinion", "Asked", "Assign", "Attach", "AuthorsWord", "CloseUnanswered",
    "Concerned", "Decision", "Extend", "Files", "FinishPart", "HandOver", "Inform", "JoinOther", "JoinText",
    "Language", "Note", "Nothing", "Objection", "Openness", "Opinion", "PostChoice", "Raise", "Reason", "Reroute", "Restrict",
    "Settle", "TemplateForm", "What", "WhatKind", "Where", "WriteMessage",
]  # fmt: skip
