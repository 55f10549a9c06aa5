"""Shapes of what people fill in about evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.base.files import accepts
from kopir.effects.models import Effect, Measurement, Piece, Survey
from kopir.effects.words import Adequacy, PieceKind
from kopir.interactions.forms.fields import long_text
from kopir.practices.forms import day, language_field


class PieceForm(forms.Form):
    """A survey and a measurement are offered only when the card has any."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=PieceKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What does it show?"), max_length=500, help_text=_("One sentence, with the number."))
    language = language_field()
    dated_on = day(_("Of which day is it?"))
    expires_on = day(
        _("Until when may it be relied on?"), _("After that day it no longer counts. Empty: for ever."), required=False
    )
    upload = forms.FileField(
        label=_("File or photo"), required=False, widget=forms.ClearableFileInput(attrs={"accept": accepts()})
    )
    keeps_place = forms.BooleanField(
        label=_("Keep the place and time that the camera wrote into the photo"), required=False,
        help_text=_(
            "Place and time show where a photo was taken. Unless you tick this they are taken out, so that nobody's home is given"
            " away."
        ),
    )  # fmt: skip
    url = forms.URLField(label=_("Address of a page"), required=False, assume_scheme="https")
    number = forms.CharField(label=_("Number of the document"), max_length=100, required=False)
    survey = forms.ModelChoiceField(Survey.objects.none(), label=_("Survey"), required=False)
    measurement = forms.ModelChoiceField(
        Measurement.objects.none(), label=_("For which measurement?"), required=False, empty_label=_("for the whole effect")
    )

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys = effect.surveys.all()
        measurements = Measurement.objects.filter(measure__effect=effect).select_related("measure__indicator", "territory")
        self._offer("survey", surveys, str)
        self._offer("measurement", measurements, _said)
        if "survey" not in self.fields:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [one for one in PieceKind.choices if one[0] != PieceKind.SURVEY]

    def _offer(self, name: str, rows: Any, words: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.label_from_instance = words  # type: ignore[method-assign]
        if not rows.exists():
            del self.fields[name]


def _said(row: Measurement) -> str:
    return f"{row.measure.indicator}: {row.territory}, {row.starts_on:%d.%m.%Y} – {row.ends_on:%d.%m.%Y}"


class Again(forms.Form):
    """A piece that the own side gave to another card."""

    piece = forms.ModelChoiceField(
        Piece.objects.none(), label=_("Which of your evidence serves here too?"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, pieces: list[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["piece"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Piece.objects.filter(pk__in=[piece.pk for piece in pieces])


class Judgement(forms.Form):
    adequacy = forms.ChoiceField(
        label=_("Does it show what it is said to show?"),
        choices=[
            (Adequacy.ADEQUATE, _("Yes, it shows it")),
            (Adequacy.WEAK, _("Only weakly")),
            (Adequacy.NOT, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    judgement = long_text(_("Why?"), _("Needed unless it shows it."), required=False, rows=3, limit=500)
