"""Giving a proof, checking one, waiving, narrowing the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.files import accepts
from kopir.base.given import DayField
from kopir.regulation.queries import DutyFilter
from kopir.regulation.words import EvidenceKind, ObligationState, ProofKind

BY_HAND = (ProofKind.DOCUMENT, ProofKind.LINK, ProofKind.FILE)
USUAL = {EvidenceKind.PUBLICATION: ProofKind.LINK, EvidenceKind.REPORT: ProofKind.FILE}
"""What usually shows that such a duty was done; else a document or minutes."""


class ProofForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What shows that it was done"),
        choices=[(kind.value, kind.label) for kind in BY_HAND],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(label=_("Number of the document or minutes"), required=False, max_length=60)
    dated_on = DayField(label=_("Date of the document or minutes"), required=False)
    url = forms.URLField(label=_("Address of the page"), required=False, max_length=500, assume_scheme="https")
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, a picture or an office file, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": accepts()}),
    )
    words = forms.CharField(
        label=_("In a sentence: what was done"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read it: no personal data, please."),
    )

    @classmethod
    def usual(cls, evidence: str) -> dict[str, Any]:
        """What is chosen to begin with."""
        return {"kind": USUAL.get(EvidenceKind(evidence), ProofKind.DOCUMENT).value}


class CheckForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Does it show that the duty was done?"),
        choices=[("accept", _("Yes, accept it")), ("return", _("No, return it and say what is lacking"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What is lacking"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WaiverForm(forms.Form):
    until = DayField(label=_("Waived until"), help_text=_("On the day after, it is to be done again."))
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason is public and the post above is told."),
    )


class DutyListFilter(forms.Form):
    """`codes`: pairs of a duty's code and its name."""

    code = forms.ChoiceField(label=_("Duty"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "everything")), *ObligationState.choices],
    )
    since = DayField(label=_("Due from"), required=False)
    until = DayField(label=_("Due up to"), required=False)

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", pgettext_lazy("filter", "everything")), *codes]

    def chosen(self) -> DutyFilter:
        """What cannot be understood does not narrow."""
        self.is_valid()
        return DutyFilter(**{name: value for name, value in self.cleaned_data.items() if value})
