"""The figure of formal closings as a page shows it: its filter, its lines and what stands behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.given import DayField
from kopir.effects.queries.formal import Axis, FormalFilter, FormalTally, What, formal_tallies
from kopir.effects.words import Verdict
from kopir.interactions.models import MatterKind
from kopir.organisations.models import Organisation
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries import duties_on
from kopir.territories.models import Territory
from kopir.territories.words import Level
from kopir.web.public.forms import ANY, Day
from kopir.web.public.reading import language
from kopir.web.watch.forms import OfBodyOrPost, duty_choices

WHAT = [(What.MATTERS.value, _("matters")), (What.DUTIES.value, _("duties"))]
AXES = [
    (Axis.REGION.value, _("by place")),
    (Axis.BODY.value, _("by state body")),
    (Axis.KIND.value, _("by kind")),
    (Axis.QUARTER.value, _("by quarter")),
]


class FormalForm(OfBodyOrPost):
    """Without dates: the last 365 days. `by`: what the lines of the table are."""

    what = forms.ChoiceField(label=_("What was closed"), required=False, choices=WHAT)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = DayField(label=_("Closed from"), required=False, widget=Day)
    until = DayField(label=_("Closed to"), required=False, widget=Day)
    by = forms.ChoiceField(label=_("By"), required=False, choices=[*ANY, *AXES], widget=forms.HiddenInput)
    own = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    why = forms.ChoiceField(label=_("What is known"), required=False, choices=[*ANY, *Verdict.choices])
    field_order = ("what", "where", "kind", "since", "until", "why")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.today = timezone.localdate()
        self.full_clean()
        self._offer("kind", self._kinds())
        self.full_clean()

    @property
    def what_is(self) -> What:
        return What(self.value("what") or What.MATTERS)

    def _kinds(self) -> list[tuple[str, str]]:
        if self.what_is == What.DUTIES:
            return duty_choices(self.today)
        return [(row.code, str(row)) for row in MatterKind.objects.all()]

    @property
    def first_day(self) -> date:
        found: date | None = self.value("since")
        return found or self.last_day - timedelta(days=364)

    @property
    def last_day(self) -> date:
        found: date | None = self.value("until")
        return found or self.today

    def filter(self) -> FormalFilter:
        days = self.first_day, self.last_day
        return FormalFilter(self.what_is, *days, self.place, self.chosen_body, self.value("kind") or "", only_seated=self.is_own)

    @property
    def axis(self) -> Axis:
        """What was chosen, else the next smaller places, or the kinds within one body or district."""
        chosen = Axis(self.value("by") or (Axis.KIND if self.chosen_body else Axis.REGION))
        if chosen == Axis.REGION and self.is_own:
            return Axis.BODY
        if chosen == Axis.REGION and self.place is not None:
            return Axis.DISTRICT if self.place.pk[2:] == "0" * 7 else Axis.BODY
        return chosen

    def address(self, name: str, **changes: str) -> str:
        """Another page about the same closings; an empty value takes a condition away."""
        kept = {key: self.data.get(key, "") for key in self.fields if key not in ("by", "why")} | changes
        given = {key: value for key, value in kept.items() if value}
        return f"{reverse(name)}?{urlencode(given)}" if given else reverse(name)


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    name: str
    tally: FormalTally
    url: str
    behind: str
    """The address of the closings themselves."""
    whys: dict[str, str]
    """Of those with one verdict, by verdict."""


def lines(form: FormalForm) -> list[Line]:
    """The largest first; quarters in their order. Two or three queries."""
    found = formal_tallies(form.filter(), form.axis)
    named = _named(form.axis, list(found))
    rows = [_line(form, key, named.get(key, ("", "—", {})), tally) for key, tally in found.items()]
    if form.axis == Axis.QUARTER:
        return sorted(rows, key=lambda row: row.key)
    return sorted(rows, key=lambda row: (-row.tally.formal, -row.tally.total, row.name))


def _line(form: FormalForm, key: tuple[Any, ...], named: tuple[str, str, dict[str, str]], tally: FormalTally) -> Line:
    code, name, narrowed = named
    url = form.address("public:formal_closing", **narrowed)
    behind = form.address("public:formal_closings", **narrowed)
    whys = {why.value: form.address("public:formal_closings", why=why.value, **narrowed) for why in Verdict}
    return Line(code or str(key[0]), name, tally, url if narrowed else "", behind, whys)


Named = dict[tuple[Any, ...], tuple[str, str, dict[str, str]]]


def _named(axis: Axis, keys: list[tuple[Any, ...]]) -> Named:
    """For each key: its code in the file, its name, and what narrows the page to it."""
    tongue = language()
    if axis == Axis.BODY:
        rows = Organisation.objects.in_bulk([key[0] for key in keys])
        return {(pk,): (row.ref, row.name(tongue).text, {"body": row.ref}) for pk, row in rows.items()}
    if axis in (Axis.REGION, Axis.DISTRICT):
        codes = {key[0].ljust(9, "0"): key for key in keys}
        places = Territory.objects.filter(pk__in=codes)
        return {codes[row.pk]: (row.pk, row.name(tongue).text, _inside(row, axis)) for row in places}
    if axis == Axis.QUARTER:
        return {key: _quarter(Quarter(*key)) for key in keys}
    kinds = {row.code: row.name(tongue).text for row in MatterKind.objects.all()}
    duties = {row.code: row.name(tongue).text for row in duties_on(timezone.localdate())}
    names = kinds | duties
    return {key: (key[0], names.get(key[0], key[0]), {"kind": key[0]}) for key in keys}


def _inside(place: Territory, axis: Axis) -> dict[str, str]:
    """What stands at the country among regions, or at a region among districts, is of that place itself."""
    if place.level == Level.COUNTRY:
        return {"where": "", "own": "1"}
    return {"where": place.pk} | ({"own": "1"} if axis == Axis.DISTRICT and place.level == Level.REGION else {})


def _quarter(quarter: Quarter) -> tuple[str, str, dict[str, str]]:
    span = {"since": quarter.since.isoformat(), "until": quarter.until.isoformat()}
    return quarter.key, quarter.words, span
