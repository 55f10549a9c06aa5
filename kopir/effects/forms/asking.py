"""What is filled in to answer a later check, to reply to a figure, and to edit the terms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.files import accepts
from kopir.base.given import CountField
from kopir.effects.words import Holds
from kopir.interactions.forms.fields import long_text
from kopir.posts.forms import day_field


class CheckAnswer(forms.Form):
    """The answer alone comes from a button; the rest may follow."""

    holds = forms.ChoiceField(label=_("Does it still hold?"), choices=Holds.choices, widget=forms.RadioSelect)
    number = CountField(
        label=_("For how many people"), required=False, min_value=0, help_text=_("If you know; a careful number is enough.")
    )
    words = long_text(_("What you see"), _("One or two sentences."), required=False, rows=3, limit=4000)
    photo = forms.FileField(
        label=_("Photo"), required=False, help_text=_("Its place and time are taken out."),
        widget=forms.FileInput(attrs={"accept": accepts("jpg", "png", "webp")}),
    )  # fmt: skip


class FigureReply(forms.Form):
    since = day_field(_("First day of the time it is about"))
    until = day_field(_("Last day"))
    text = long_text(_("Reply of your body"), _("It stands beside the figure for everybody."), rows=4, limit=1000)


class NewTerm(forms.Form):
    days = forms.IntegerField(label=_("Days after the closing"), min_value=1, max_value=3650)
    starts_on = day_field(_("From which day on"), help_text=_("Closings whose day of asking is earlier are not asked about."))


__all__ = ["CheckAnswer", "FigureReply", "NewTerm"]
