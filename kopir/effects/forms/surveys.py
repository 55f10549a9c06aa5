"""What is filled in to make a survey, and by one person who answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.effects.acts.answering import LONGEST
from kopir.effects.acts.surveys import LANGUAGES, MOST_CODES
from kopir.effects.models import Question, Survey
from kopir.effects.queries.results import options
from kopir.effects.words import Entrance, HiddenBecause, QuestionKind
from kopir.interactions.forms.fields import long_text
from kopir.posts.forms import day_field


class About(forms.Form):
    """A survey's name and who may answer."""

    title_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200)
    title_ru = forms.CharField(label=_("Name in Russian"), max_length=200)
    title_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    entrance = forms.ChoiceField(
        label=_("Who may answer"), choices=Entrance.choices, widget=forms.RadioSelect, initial=Entrance.CODES,
        help_text=_("Codes are surer: each is for one answer, and an answer needs no JavaScript."),
    )  # fmt: skip
    invited = forms.IntegerField(
        label=_("How many people are asked"), required=False, min_value=1,
        help_text=_("So that everybody sees how many did not answer. Without it the printed codes are counted."),
    )  # fmt: skip
    closes_on = day_field(_("Last day"), required=False, help_text=_("The survey closes by itself after it."))

    @property
    def words(self) -> dict[str, Any]:
        """As the acts take it."""
        data = dict(self.cleaned_data)
        return {"title": {code: data.pop(f"title_{code}") for code in LANGUAGES}, **data}

    @staticmethod
    def of(survey: Survey) -> dict[str, Any]:
        return {name: getattr(survey, name) for name in About.base_fields}


class QuestionForm(forms.Form):
    """One question of at most five."""

    kind = forms.ChoiceField(
        label=_("Kind of question"), choices=QuestionKind.choices, widget=forms.RadioSelect, initial=QuestionKind.YES_NO
    )
    text_kk = forms.CharField(label=_("Question in Kazakh"), max_length=300)
    text_ru = forms.CharField(label=_("Question in Russian"), max_length=300)
    text_en = forms.CharField(label=_("Question in English"), max_length=300, required=False)
    choices_kk = long_text(_("Answers in Kazakh"), _("For a choice: one a line."), required=False, rows=3, limit=800)
    choices_ru = long_text(_("Answers in Russian"), _("In the same order."), required=False, rows=3, limit=800)
    choices_en = long_text(_("Answers in English"), required=False, rows=3, limit=800)
    confirms = forms.BooleanField(
        label=_("“Yes” means that the effect is so"), required=False,
        help_text=_("Of a yes-or-no question: its result stands on the card as the people's own word."),
    )  # fmt: skip

    @property
    def words(self) -> dict[str, Any]:
        data = self.cleaned_data
        lines = {code: [line.strip() for line in data[f"choices_{code}"].splitlines() if line.strip()] for code in LANGUAGES}
        longest = max(len(found) for found in lines.values())
        choices = [{code: found[place] for code, found in lines.items() if place < len(found)} for place in range(longest)]
        text = {code: data[f"text_{code}"] for code in LANGUAGES}
        return {"kind": data["kind"], "text": text, "choices": choices, "confirms": data["confirms"]}

    @staticmethod
    def of(question: Question) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": question.kind, "confirms": question.confirms}
        for code in LANGUAGES:
            found[f"text_{code}"] = getattr(question, f"text_{code}")
            found[f"choices_{code}"] = "\n".join(one.get(code, "") for one in question.choices).strip()
        return found


class Codes(forms.Form):
    number = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=MOST_CODES, initial=30)


class Reading(forms.Form):
    """Free text that somebody reads before others do."""

    hidden_because = forms.ChoiceField(label=_("Hide, because"), required=False, choices=[("", "—"), *HiddenBecause.choices])


class AnswerForm(forms.Form):
    """One field for each question, then the code. `answers`: as the act takes them."""

    code = forms.CharField(
        label=_("Code from your slip"), required=False, max_length=30, help_text=_("Twelve digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    token = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    work = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, survey: Survey, language: str, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        asked = {f"q{row.order}": _field(row, language) for row in survey.questions.all()}
        self.fields = {**asked, **self.fields}
        if survey.entrance == Entrance.CODES:
            self.fields["code"].required = True

    @property
    def answers(self) -> dict[int, str]:
        return {
            int(name[1:]): str(value) for name, value in self.cleaned_data.items() if name[0] == "q" and value not in (None, "")
        }


def _field(question: Question, language: str) -> forms.Field:
    label = question.text.text
    if question.kind == QuestionKind.WORDS:
        return long_text(label, _("Name nobody, please."), required=False, rows=3, limit=LONGEST)
    hint = _("1 — not at all, 5 — very much.") if question.kind == QuestionKind.SCALE else ""
    return forms.ChoiceField(
        label=label, choices=options(question, language), required=False, widget=forms.RadioSelect, help_text=hint
    )


__all__ = ["About", "AnswerForm", "Codes", "QuestionForm", "Reading"]
