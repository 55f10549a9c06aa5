"""Filters of coverage and contradictions. All values stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.organisations.models import Organisation
from kopir.organisations.words import Tier
from kopir.posts.models import Post
from kopir.posts.queries import Gap
from kopir.posts.words import GapKind
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries import duties_on
from kopir.regulation.queries.coverage import CoverageFilter, quarters_with_figures
from kopir.regulation.queries.findings import FindingFilter
from kopir.regulation.words import Contradiction, FindingState
from kopir.territories.models import Territory, lineage
from kopir.territories.words import Level
from kopir.web.public.forms import ANY, Narrowing


def duty_choices(today: Any) -> list[tuple[str, str]]:
    language = get_language() or "kk"
    return [(duty.code, f"{duty.order}. {duty.name(language).text}") for duty in duties_on(today)]


class OfBodyOrPost(Narrowing):
    """Also narrowed to one body or post by links from elsewhere."""

    body = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    post = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    sector = None  # type: ignore[assignment]

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.chosen_body: Organisation | None = self.one(Organisation, "body")
        self.chosen_post: Post | None = self.one(Post, "post")


class CoverageForm(OfBodyOrPost):
    """`span`: the chosen quarter, or the last in which something fell due."""

    quarter = forms.ChoiceField(label=_("Quarter"), required=False)
    duty = forms.ChoiceField(label=_("Duty"), required=False)
    tier = forms.ChoiceField(label=_("Tier of the body"), required=False, choices=[*ANY, *Tier.choices])
    own = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    field_order = ("quarter", "where", "duty", "tier")

    def __init__(self, request: HttpRequest, today: Any) -> None:
        super().__init__(request)
        self.quarters = quarters_with_figures()
        self.fields["quarter"].choices = [(one.key, one.words) for one in self.quarters]  # type: ignore[attr-defined]
        self._offer("duty", duty_choices(today))
        self.full_clean()
        self.span = Quarter.read(self.value("quarter") or "") or self._usual(today)
        if "quarter" not in self.data:
            self.data = {**self.data.dict(), "quarter": self.span.key}  # type: ignore[attr-defined]

    @property
    def is_chosen(self) -> bool:
        """Something besides the quarter and the place narrows it."""
        return bool(self.value("duty") or self.value("tier"))

    def _usual(self, today: Any) -> Quarter:
        """The present quarter until the end of its first month has mostly nothing to show: then the one before it."""
        present = Quarter.of(today)
        early = (today - present.since).days < 31
        return present.previous if early and present.previous in self.quarters else present

    def filter(self) -> CoverageFilter:
        return CoverageFilter.of(
            self.span, duty=self.value("duty") or "", territory=self.place, body=self.chosen_body,
            tier=self.value("tier") or "", only_seated=self.is_own,
            posts=(self.chosen_post.pk,) if self.chosen_post else None,
        )  # fmt: skip


class ContradictionsForm(OfBodyOrPost):
    rule = forms.ChoiceField(label=_("Kind of contradiction"), required=False, choices=[*ANY, *Contradiction.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *FindingState.choices])
    duty = forms.ChoiceField(label=_("Duty"), required=False)
    field_order = ("rule", "where", "state", "duty")

    def __init__(self, request: HttpRequest, today: Any) -> None:
        super().__init__(request)
        self._offer("duty", duty_choices(today))
        self.full_clean()

    def filter(self) -> FindingFilter:
        return FindingFilter(
            rule=self.value("rule") or "", state=self.value("state") or "", territory=self.place, body=self.chosen_body,
            post=self.chosen_post, duty=self.value("duty") or "",
        )  # fmt: skip


class GapsForm(Narrowing):
    """Gaps are known of regions and districts: a smaller place has those of its district."""

    kind = forms.ChoiceField(label=_("Gap"), required=False, choices=[*ANY, *GapKind.choices])
    field_order = ("where", "sector", "kind")

    def of(self, found: list[Gap]) -> list[Gap]:
        """Those that it is narrowed to."""
        return [gap for gap in found if self._fits(gap)]

    def _fits(self, gap: Gap) -> bool:
        return (
            self.value("kind") in (None, "", gap.kind)
            and self.value("sector") in (None, "", gap.sector.code)
            and (self.place is None or self._holds(gap.territory))
        )

    def _holds(self, territory: Territory) -> bool:
        assert self.place is not None
        return self.place.pk in lineage(territory.pk) or (
            self.place.level > territory.level and territory.level == Level.DISTRICT and territory.pk in lineage(self.place.pk)
        )
