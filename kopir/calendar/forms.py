"""Input shapes of the working calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.calendar.models import CalendarDay
from kopir.calendar.words import DayKind


class SetDay(forms.Form):
    """`arguments` are what `acts.set_day` takes beside the date."""

    date = DayField(label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("What it is"), choices=DayKind.choices, widget=forms.RadioSelect)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    source = forms.CharField(label=_("Source"), help_text=_("The law or the decision of the Government."), max_length=300)
    is_draft = forms.BooleanField(label=_("Not announced yet: an estimate"), required=False)

    @staticmethod
    def values(day: CalendarDay) -> dict[str, Any]:
        return {name: getattr(day, name) for name in SetDay.base_fields}

    def clean(self) -> dict[str, Any]:
        """A day set to what the week makes it anyway would say nothing, except that a holiday has its name."""
        values: dict[str, Any] = self.cleaned_data
        day = values.get("date")
        if day and values.get("kind") == DayKind.WORKING and day.weekday() < 5:
            self.add_error("kind", _("This is a weekday and a working day already. Remove the day instead."))
        return values

    @property
    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        names = {language: values[f"name_{language}"] for language in ("kk", "ru", "en")}
        return {"names": names} | {name: values[name] for name in ("kind", "source", "is_draft")}


class RemoveDay(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Terms that run are reckoned anew. Everybody can read the reason in the journal."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
