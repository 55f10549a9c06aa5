"""The library of indicators: lists, one indicator with its readings, what a card may take, exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fold import fold
from kopir.effects.models import Effect, Goal, Indicator, Reading
from kopir.effects.words import PUBLIC, Library
from kopir.organisations.models import Organisation
from kopir.territories.models import Territory, inside


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """`goal`: code of a goal of the Sustainable Development Goals; `measurable`: only those of which it is known how."""

    library: str = ""
    kind: str = ""
    goal: str = ""
    sector: str = ""
    owner: str = ""
    text: str = ""
    measurable: bool = False

    def condition(self) -> Q:
        found = Q()
        for field, value in (("library", self.library), ("kind", self.kind), ("sector__code", self.sector)):
            if value:
                found &= Q(**{field: value})
        if self.goal:
            found &= Q(goal__code=self.goal) | Q(goal__parent__code=self.goal)
        if self.owner:
            found &= Q(body__ref=self.owner) | Q(organisation__ref=self.owner)
        for word in fold(self.text).split()[:8]:
            found &= Q(folded__contains=word) | Q(code__startswith=word)
        return found & ~Q(kind="") if self.measurable else found


def _rows() -> QuerySet[Indicator]:
    """Own and plan ones first, then the common library, then goals of development; in each by code."""
    place = Case(
        *(When(library=library, then=Value(number)) for number, library in enumerate(_ORDER)), output_field=IntegerField()
    )
    rows = Indicator.objects.select_related("goal", "goal__parent", "body", "organisation", "sector")
    return rows.annotate(place=place).order_by("place", "order", "pk")


_ORDER = (Library.OWN, Library.PLAN, Library.NATIONAL, Library.SDG)


def list_indicators(narrowed: IndicatorFilter = IndicatorFilter(), *, start: int = 0, limit: int = 50) -> list[Indicator]:
    return list(_rows().filter(narrowed.condition(), ends_on=None)[start : start + limit])


def count_indicators(narrowed: IndicatorFilter = IndicatorFilter()) -> dict[str, int]:
    """By library."""
    rows = Indicator.objects.filter(narrowed.condition(), ends_on=None).order_by().values_list("library")
    return dict(rows.annotate(number=Count("pk")).values_list("library", "number"))


def indicator_for(library: str, code: str) -> Indicator:
    """Everybody reads the library, also what has ended."""
    found = _rows().filter(library=library, code=code).first()
    if found is None:
        raise Refused("not_found", _("There is no such indicator."), hidden=True)
    return found


def goals_of_development() -> list[Goal]:
    return list(Goal.objects.filter(library=Library.SDG, parent=None, ends_on=None).order_by("order"))


def plan_of(body: Organisation) -> list[Goal]:
    """Items of a body's plan."""
    return list(Goal.objects.filter(body=body, ends_on=None).order_by("order", "pk"))


def own_indicators(by: Actor) -> list[Indicator]:
    """Of the actor's organisation, or of the body of the actor's post."""
    mine = Q(organisation_id=by.organisation_id) if by.is_member else Q(body_id=by.organisation_id)
    return list(_rows().filter(mine, ends_on=None)) if by.is_member or by.is_official else []


# ---- What a card may take ------------------------------------------------------------------------------------------


def for_card(effect: Effect, text: str, limit: int = 30) -> list[Indicator]:
    """Measurable ones that the card has not yet: the parties' own, and common ones; without words those of the card's sphere
    first."""
    rows = _offered(effect).filter(IndicatorFilter(text=text).condition())
    if text.strip():
        return list(rows[:limit])
    fits = Case(When(sector=effect.sector_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    near = rows.filter(Q(library__in=(Library.OWN, Library.PLAN)))
    return list(near.annotate(fits=fits).order_by("fits", "place", "order", "pk")[:limit])


def offered(effect: Effect, pk: int) -> list[Indicator]:
    """The indicator, if the card may take it."""
    return list(_offered(effect).filter(pk=pk))


def _offered(effect: Effect) -> QuerySet[Indicator]:
    mine = Q(organisation=None, body=None) | Q(organisation__isnull=False, organisation=effect.organisation_id)
    if effect.post is not None:
        mine |= Q(body=effect.post.organisation_id)
    return _rows().filter(mine, ends_on=None).exclude(kind="").exclude(measures__effect=effect)


# ---- Readings ------------------------------------------------------------------------------------------------------


def readings_of(indicator: Indicator, place: Territory | None = None) -> QuerySet[Reading]:
    """Newest first, then by place."""
    rows = Reading.objects.filter(indicator=indicator).select_related("territory")
    rows = rows.filter(inside("territory", place)) if place else rows
    return rows.order_by("-ends_on", "territory_id")


def cards_with(indicator: Indicator) -> list[Effect]:
    rows = Effect.objects.filter(state__in=PUBLIC, measures__indicator=indicator).distinct()
    return list(rows.select_related("territory", "organisation").prefetch_related("texts").order_by("-pk"))


# ---- Exports -------------------------------------------------------------------------------------------------------

CSV_COLUMNS = (
    "library", "code", "name_kk", "name_ru", "name_en", "goal", "sector", "owner", "kind", "better", "counted", "over_time",
    "over_places", "unit_kk", "unit_ru", "unit_en", "method_kk", "method_ru", "method_en", "source", "source_date",
    "demonstration",
)  # fmt: skip


def csv_rows(narrowed: IndicatorFilter) -> Iterator[list[Any]]:
    for row in _rows().filter(narrowed.condition(), ends_on=None).iterator(chunk_size=500):
        owner = row.body or row.organisation
        rules = [row.kind, row.better, row.counted, row.over_time, row.over_places] if row.kind else ["", row.better, "", "", ""]
        yield [
            row.library, row.code, row.name_kk, row.name_ru, row.name_en, row.goal.code if row.goal else "",
            row.sector.code if row.sector else "", owner.ref if owner else "", *rules, row.unit_kk, row.unit_ru, row.unit_en,
            row.method_kk, row.method_ru, row.method_en, row.source, row.source_date or "", int(row.is_demonstration),
        ]  # fmt: skip


READING_COLUMNS = (
    "library", "indicator", "territory", "place", "starts_on", "ends_on", "value", "part", "whole", "source", "date",
    "demonstration",
)  # fmt: skip


def reading_rows(rows: Iterable[Reading], indicator: Indicator, language: str) -> Iterator[list[Any]]:
    for row in rows:
        numbers = ["" if one is None else one.normalize() for one in (row.value, row.part, row.whole)]
        yield [
            indicator.library, indicator.code, row.territory_id, row.territory.name(language).text, row.starts_on, row.ends_on,
            *(f"{one:f}" if one != "" else "" for one in numbers), row.source, row.source_date, int(row.is_demonstration),
        ]  # fmt: skip


def is_ended(indicator: Indicator) -> bool:
    return indicator.ends_on is not None and indicator.ends_on <= timezone.localdate()


__all__ = [
    "CSV_COLUMNS",
    "READING_COLUMNS",
    "IndicatorFilter",
    "cards_with",
    "count_indicators",
    "csv_rows",
    "for_card",
    "goals_of_development",
    "indicator_for",
    "is_ended",
    "list_indicators",
    "offered",
    "own_indicators",
    "plan_of",
    "reading_rows",
    "readings_of",
]
