"""Input shapes of hand-over packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.handovers.models import Note, Promise, Question
from kopir.handovers.words import ANSWERS, HISTORY_KINDS, PromiseState

LONGEST = 4000


class Notes(forms.Form):
    """One field a question, `note_<number>`."""

    def __init__(self, data: Any, asked: Sequence[Question], notes: Sequence[Note]) -> None:
        super().__init__(data, initial={f"note_{row.question_id}": row.text for row in notes})
        for question in asked:
            self.fields[f"note_{question.pk}"] = forms.CharField(
                label=question.name(get_language() or "kk").text,
                widget=forms.Textarea(attrs={"rows": 4}),
                required=False,
                max_length=LONGEST,
            )

    def texts(self) -> dict[int, str]:
        return {int(name.removeprefix("note_")): text for name, text in self.cleaned_data.items()}


class Promises(forms.Form):
    """One question a promise, `promise_<number>`; unanswered ones stay as they are."""

    CHOICES = [("yes", _("It stands")), ("no", _("It is no promise"))]
    ANSWER = {PromiseState.CONFIRMED: "yes", PromiseState.STRUCK: "no"}

    def __init__(self, data: Any, found: Sequence[Promise]) -> None:
        super().__init__(data)
        for row in found:
            self.fields[f"promise_{row.pk}"] = forms.ChoiceField(
                label=f"«{row.quote}»",
                help_text=f"{row.label} · {row.said_on:%d.%m.%Y} → {row.due_on:%d.%m.%Y}",
                choices=self.CHOICES,
                widget=forms.RadioSelect,
                required=False,
                initial=self.ANSWER.get(PromiseState(row.state)),
            )

    def judged(self) -> dict[int, bool]:
        return {int(name.removeprefix("promise_")): value == "yes" for name, value in self.cleaned_data.items() if value}


class Decision(forms.Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=list(ANSWERS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Question or reason"),
        help_text=_("Needed for a question and for a refusal. A question goes to the one who left and to the post above."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST,
    )


class Answer(forms.Form):
    words = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST)


class History(forms.Form):
    """A filter read from an address: a value that is not among the choices does not narrow."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", pgettext_lazy("filter", "all kinds")), *HISTORY_KINDS.items()]
    )

    def __init__(self, data: Any, years: Sequence[int]) -> None:
        super().__init__(data)
        choices = [("", pgettext_lazy("filter", "all years")), *((str(year), str(year)) for year in years)]
        self.fields["year"] = forms.ChoiceField(label=_("Year"), required=False, choices=choices)

    def chosen(self) -> tuple[int | None, str]:
        self.is_valid()
        year = self.cleaned_data.get("year") or ""
        return int(year) if year else None, self.cleaned_data.get("kind") or ""


class TermsForm(forms.Form):
    """All in days."""

    days_ahead = forms.IntegerField(label=_("A pack is begun so many days before the last day"), min_value=1, max_value=365)
    days_back = forms.IntegerField(label=_("Departures longer ago than so many days get no pack"), min_value=1, max_value=365)
    remind_days = forms.IntegerField(label=_("Reminders come every so many days"), min_value=1, max_value=60)
    stall_days = forms.IntegerField(
        label=_("A matter untouched for so many days after the change counts as stalled"), min_value=1, max_value=180
    )


class QuestionForm(forms.Form):
    name_kk = forms.CharField(label=_("The question in Kazakh"), max_length=300)
    name_ru = forms.CharField(label=_("The question in Russian"), max_length=300)
    name_en = forms.CharField(label=_("The question in English"), max_length=300, required=False)
    ends_on = DayField(
        label=_("Not asked any more from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
