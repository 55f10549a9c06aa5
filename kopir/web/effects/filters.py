"""The filter of effect cards. All values stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import localised_field
from kopir.effects.models import Goal
from kopir.effects.queries.cards import UNSAID, EffectFilter
from kopir.effects.queries.indicators import IndicatorFilter, goals_of_development
from kopir.effects.words import PUBLIC, Agreed, EffectOf, EffectState, Kind, Library
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.web.public.forms import ANY, Narrowing
from kopir.web.public.reading import language


def named(model: type[Organisation] | type[Post], ref: str) -> list[str]:
    """The name of what a link of another page chose."""
    return [str(row) for row in model._default_manager.filter(ref=ref)] if ref else []


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

    @property
    def conditions(self) -> list[str]:
        return [*named(Organisation, self.organisation), *named(Post, self.post), *super().conditions]

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


def _short(goal: Goal) -> str:
    return localised_field(goal, "short", language()).text or str(goal)


class Indicators(Narrowing):
    """`owner` is set by links of other pages and stays in the address."""

    words = forms.CharField(label=_("Words or code"), required=False, max_length=100)
    library = forms.ChoiceField(label=_("Library"), required=False, choices=[*ANY, *Library.choices])
    goal = forms.ChoiceField(label=_("Goal of sustainable development"), required=False)
    kind = forms.ChoiceField(label=_("What is counted"), required=False, choices=[*ANY, *Kind.choices])
    where = None  # type: ignore[assignment]
    field_order = ("words", "library", "goal", "sector", "kind")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.owner = request.GET.get("owner", "")[:60]

    def _offer(self, name: str, choices: list[Any]) -> None:
        super()._offer(name, choices)
        if name == "sector":
            super()._offer("goal", [(goal.code, f"{goal.code}. {_short(goal)}") for goal in goals_of_development()])

    @property
    def conditions(self) -> list[str]:
        return [*named(Organisation, self.owner), *super().conditions]

    def filter(self) -> IndicatorFilter:
        return IndicatorFilter(
            library=self.value("library") or "",
            kind=self.value("kind") or "",
            goal=self.value("goal") or "",
            sector=self.value("sector") or "",
            owner=self.owner,
            text=self.value("words") or "",
        )
