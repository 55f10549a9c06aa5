"""The filter of effect cards. All values stand in the address."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kopir.effects.queries.cards import UNSAID, EffectFilter
from kopir.effects.words import PUBLIC, Agreed, EffectOf, EffectState
from kopir.web.public.forms import ANY, Narrowing


class Effects(Narrowing):
    """`organisation` and `post` are set by links of other pages and stay in the address."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    of = forms.ChoiceField(label=_("Effect of"), required=False, choices=[*ANY, *EffectOf.choices])
    said = forms.ChoiceField(
        label=_("What the other party says"), required=False,
        choices=[*ANY, *Agreed.choices, (UNSAID, _("has not spoken yet"))],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*ANY, *((state, EffectState(state).label) for state in PUBLIC)]
    )
    field_order = ("words", "sector", "where", "of", "said", "state")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.organisation = request.GET.get("organisation", "")[:60]
        self.post = request.GET.get("post", "")[:60]

    def filter(self) -> EffectFilter:
        return EffectFilter(
            territory=self.place,
            sector=self.value("sector") or "",
            of=self.value("of") or "",
            state=self.value("state") or "",
            said=self.value("said") or "",
            organisation=self.organisation,
            post=self.post,
            text=self.value("words") or "",
        )
