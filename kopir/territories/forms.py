"""Input shapes of territories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.territories.models import Territory


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EditTerritory(forms.Form):
    """`EditTerritory(data, initial=EditTerritory.values(territory))`; `arguments` are what `acts.edit` takes."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=500)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=500)
    name_en = forms.CharField(label=_("Name in English"), max_length=500, required=False)
    renamed_on = DayField(
        label=_("The new name is in force from"),
        help_text=_("Leave it empty when you correct a mistake: then no former name is kept."),
        required=False,
        widget=DateInput,
    )
    starts_on = DayField(label=_("The territory exists from"), required=False, widget=DateInput)
    ends_on = DayField(
        label=_("The territory has ended on"),
        help_text=_("The first day on which it no longer exists."),
        required=False,
        widget=DateInput,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The decision that says so, with its number and date. Everybody can read it in the journal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def values(territory: Territory) -> dict[str, Any]:
        return {name: getattr(territory, name) for name in ("name_kk", "name_ru", "name_en", "starts_on", "ends_on")}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("A territory cannot end before it starts."))
        return values

    @property
    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        names = {language: values[f"name_{language}"] for language in ("kk", "ru", "en")}
        return {"names": names} | {name: values[name] for name in ("starts_on", "ends_on", "renamed_on", "reason")}
