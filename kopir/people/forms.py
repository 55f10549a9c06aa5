"""Input shapes of people."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES
from kopir.people.models import Person
from kopir.people.words import LANGUAGE_NAMES, Office


class SignUp(forms.Form):
    """What allauth asks beside e-mail and password."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: HttpRequest, user: Person) -> None:
        user.name = self.cleaned_data["name"]
        user.language = getattr(request, "LANGUAGE_CODE", "kk")
        user.save()


class OwnAccount(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language of letters and of the front page"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        widget=forms.RadioSelect,
    )


class GiveOffice(forms.Form):
    """What an administrator fills to give a country-wide office."""

    office = forms.ChoiceField(
        label=_("Office"),
        choices=[choice for choice in Office.choices if choice[0] != Office.NONE],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Legal basis"), max_length=500)

    def clean_office(self) -> Office:
        return Office(self.cleaned_data["office"])
