"""The sheet of an expert council: points of each expert by the five criteria, and the council's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.effects.acts.evaluating import EXPERTS
from kopir.effects.models import Evaluation
from kopir.effects.words import Criterion
from kopir.practices.forms import day, language_field

POINTS = [("", "–"), *((str(n), str(n)) for n in range(1, 6))]
ANSWERS = [("", _("not decided yet")), ("yes", _("accepted")), ("no", _("not accepted"))]


class Begin(forms.Form):
    council = forms.CharField(label=_("Which council evaluates?"), max_length=300)
    held_on = day(_("When did it meet?"))
    experts = forms.IntegerField(
        label=_("How many experts?"), min_value=1, max_value=EXPERTS, initial=3,
        help_text=_("They stand in the sheet by number, never by name."),
    )  # fmt: skip
    language = language_field()

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > timezone.localdate():
            raise forms.ValidationError(_("The date lies ahead."))
        return self.cleaned_data["held_on"]


class Sheet(forms.Form):
    """Fields `points_<expert>_<criterion>` and `words_<criterion>`; drafts are kept whatever is still empty."""

    council = forms.CharField(label=_("Council"), max_length=300)
    held_on = day(_("Day"))

    def __init__(self, *args: Any, experts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.experts = range(1, experts + 1)
        for one in Criterion:
            for expert in self.experts:
                label = _("Expert %(number)s: %(criterion)s") % {"number": expert, "criterion": one.label}
                self.fields[f"points_{expert}_{one}"] = forms.ChoiceField(label=label, choices=POINTS, required=False)
            words = _("The council's conclusion: %(criterion)s") % {"criterion": one.label}
            self.fields[f"words_{one}"] = forms.CharField(
                label=words, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField], forms.BoundField]]:
        """By criterion: its name, a field for each expert, the field of the conclusion."""
        return [
            (str(one.label), [self[f"points_{expert}_{one}"] for expert in self.experts], self[f"words_{one}"])
            for one in Criterion
        ]

    def given(self) -> dict[str, Any]:
        """As `save_evaluation` takes it."""
        data = self.cleaned_data
        scores = {
            (expert, str(one)): int(data[f"points_{expert}_{one}"])
            for expert in self.experts
            for one in Criterion
            if data.get(f"points_{expert}_{one}")
        }
        conclusions = {str(one): data.get(f"words_{one}", "") for one in Criterion}
        return {"council": data["council"], "held_on": data["held_on"], "scores": scores, "conclusions": conclusions}


def filled(evaluation: Evaluation) -> dict[str, Any]:
    """Of a sheet that is there, as the form's first values."""
    points = {f"points_{row.expert}_{row.criterion}": row.points for row in evaluation.scores.all()}
    words = {f"words_{name}": said for name, said in evaluation.conclusions.items()}
    return {"council": evaluation.council, "held_on": evaluation.held_on, **points, **words}


class RemarkForm(forms.Form):
    text = forms.CharField(label=_("Remark or proposal"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    accepted = forms.ChoiceField(label=_("Accepted?"), choices=ANSWERS, required=False)
    because = forms.CharField(
        label=_("Why not"), max_length=500, required=False, help_text=_("Needed when it is not accepted."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    language = language_field()

    def answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["accepted"])
