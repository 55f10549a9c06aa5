"""Input shapes of sectors."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.sectors.acts import Wording
from kopir.sectors.models import Sector

SHORT = 30  # characters that fit on a chip


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EditSector(forms.Form):
    """`wording` is what `acts.add` and `acts.edit` take."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=500)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=500)
    name_en = forms.CharField(label=_("Name in English"), max_length=500, required=False)
    short_kk = forms.CharField(label=_("Short name in Kazakh"), max_length=SHORT)
    short_ru = forms.CharField(label=_("Short name in Russian"), max_length=SHORT)
    short_en = forms.CharField(label=_("Short name in English"), max_length=SHORT, required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999)
    starts_on = DayField(label=_("In force from"), required=False, widget=DateInput)
    ends_on = DayField(
        label=_("No longer in force from"),
        help_text=_("What was written under the sector before stays there."),
        required=False,
        widget=DateInput,
    )
    is_draft = forms.BooleanField(label=_("Not checked against the text in force"), required=False)
    source = forms.CharField(label=_("Source"), help_text=_("The act and its article."), max_length=300)
    source_date = DayField(label=_("Date of the source"), required=False, widget=DateInput)

    @staticmethod
    def values(sector: Sector) -> dict[str, Any]:
        return {field.name: getattr(sector, field.name) for field in fields(Wording)}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("A sector cannot end before it starts."))
        return values

    @property
    def wording(self) -> Wording:
        return Wording(**{field.name: self.cleaned_data[field.name] for field in fields(Wording)})


class AddSector(EditSector):
    code = forms.RegexField(
        r"^[0-9a-z.]+$",
        label=_("Code"),
        help_text=_("Small Latin letters, digits and dots. It stands in addresses of pages and cannot be changed."),
        max_length=10,
    )
    field_order = ("code",)


class EndSector(forms.Form):
    ends_on = DayField(label=_("No longer in force from"), widget=DateInput)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The act that ends it. Everybody can read it in the journal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
