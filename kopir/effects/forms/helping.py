"""What an organisation says of the help it can give."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.given import CountField
from kopir.base.tongue import LANGUAGES, OWN_NAMES
from kopir.interactions.forms import Where


class Help(Where):
    """Sector and place; the rest may be left empty."""

    people_a_year = CountField(
        label=_("How many people could you help in a year?"),
        min_value=1,
        max_value=25_000_000,
        required=False,
        help_text=_("About; leave it empty if you do not know."),
    )
    words = forms.CharField(
        label=_("With what"),
        max_length=300,
        required=False,
        help_text=_("In a sentence: a crisis centre with ten places; two speech therapists twice a week."),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=[(code, OWN_NAMES[code]) for code in LANGUAGES], initial=get_language
    )


__all__ = ["Help"]
