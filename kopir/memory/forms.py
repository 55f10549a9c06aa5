"""Input shapes of memory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.interactions.models import Matter
from kopir.memory.queries import adoptions_to_name
from kopir.practices.models import Adoption


class AdoptionChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Adoption) -> str:  # type: ignore[override]
        return f"{row.card.ref}: {row.card.title.text} ({row.territory}, {row.who})"


class NotFitting(forms.Form):
    reason = forms.CharField(
        label=_("Why does it not fit?"),
        help_text=_("A sentence for the parties; Köpir then suggests something else."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class SolvedBy(forms.Form):
    """No choice: it was not solved by an adoption, or not yet."""

    adoption = AdoptionChoice(
        label=_("Which adoption solved it?"),
        help_text=_("Adoptions of your body and of the author of the matter."),
        queryset=Adoption.objects.none(),
        required=False,
        empty_label=_("none of these"),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, matter: Matter, named: Adoption | None) -> None:
        super().__init__(data, initial={"adoption": named})
        field = self.fields["adoption"]
        assert isinstance(field, AdoptionChoice)
        field.queryset = adoptions_to_name(matter)
