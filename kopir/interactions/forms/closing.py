"""The outcome, and the author's word on it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.interactions.forms.fields import Files, long_text
from kopir.interactions.words import OutcomeKind, Word

# A place that a typical answer leaves open: "on … at …". An ellipsis at the end of a word is a writer's own.
LEFT_OPEN = re.compile(r"(?:^|(?<=\s))…")

MEANINGS = [
    (OutcomeKind.SOLVED, _("Solved: what was asked is done, and it can be seen")),
    (OutcomeKind.PARTLY, _("Partly solved: a part is done; say what is left")),
    (OutcomeKind.NOT_IN_POWER, _("Not in our power: name who can decide it")),
    (OutcomeKind.REFUSED, _("Refused: say why, and on what ground")),
]
WORDS = [
    (Word.CONFIRMED, _("Yes, it is so")),
    (Word.PARTLY, pgettext_lazy("author's answer", "Partly")),
    (Word.CONTESTED, _("No, I contest it")),
]


class Answer(forms.Form):
    kind = forms.ChoiceField(label=_("What is the outcome"), choices=MEANINGS, widget=forms.RadioSelect)
    statement = long_text(
        _("Answer to the author"),
        _("What was done, what changed for people, what comes next. Plain words."),
        rows=10,
    )
    evidence = long_text(
        _("What shows it"),
        _("A document with its number, a place to look, a figure. Needed for “solved” and “partly solved”."),
        required=False,
        rows=3,
        limit=4000,
    )
    evidence_link = forms.URLField(
        label=_("A link"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("If it is published."),
    )
    uploads = Files(label=_("Files"), help_text=_("Up to 20 MB each."))

    def clean_statement(self) -> str:
        statement: str = self.cleaned_data["statement"]
        if LEFT_OPEN.search(statement):
            raise forms.ValidationError(_("Fill in the places marked “…”: the author will read this."))
        return statement


class AuthorsWord(forms.Form):
    word = forms.ChoiceField(label=_("Is the outcome as the state body says?"), choices=WORDS, widget=forms.RadioSelect)
    text = long_text(
        _("In your own words"),
        _("Needed when you contest: what is not so. The post above reads it."),
        required=False,
        rows=4,
        limit=4000,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("word") == Word.CONTESTED and len((data.get("text") or "").strip()) < 3:
            self.add_error("text", _("Say what is not so, in a sentence."))
        return data
