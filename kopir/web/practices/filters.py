"""The filter of the library. All values stand in the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kopir.practices.queries import CardFilter
from kopir.practices.words import PUBLIC, CardKind, CardState, EvidenceLevel
from kopir.web.public.forms import ANY, Narrowing


class Cards(Narrowing):
    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Did it work?"), required=False, choices=[*ANY, *CardKind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[*ANY, *((state, CardState(state).label) for state in PUBLIC)],
    )
    level = forms.ChoiceField(label=_("Evidence, at least"), required=False, choices=[*ANY, *EvidenceLevel.choices])
    field_order = ("words", "sector", "where", "kind", "level", "state")

    def filter(self) -> CardFilter:
        return CardFilter(
            territory=self.place,
            sector=self.value("sector") or "",
            kind=self.value("kind") or "",
            state=self.value("state") or "",
            level=int(self.value("level") or 0),
            text=self.value("words") or "",
        )
