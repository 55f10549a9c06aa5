"""Pieces of the pages of measurements: `{% load measuring %}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.actors import VISITOR
from kopir.effects import rules
from kopir.effects.adding import Total
from kopir.effects.models import Breakdown, Effect, Indicator, Measure, Measurement
from kopir.effects.queries.comparing import Compared, comparisons_of
from kopir.effects.queries.measuring import Measured, measured
from kopir.effects.values import amount, period_name
from kopir.effects.words import (
    Counted,
    Group,
    LeftOut,
    Library,
    MeasurementState,
    NoTotal,
    OverPlaces,
    OverTime,
)
from kopir.territories.models import Territory

register = template.Library()
STATES = {
    MeasurementState.DRAFT: "neutral",
    MeasurementState.SUBMITTED: "waiting",
    MeasurementState.RETURNED: "bad",
    MeasurementState.ACCEPTED: "good",
    MeasurementState.FROZEN: "closed",
}


@register.simple_tag(takes_context=True)
def measured_of(context: Any, effect: Effect) -> list[Measured]:
    """{% measured_of effect as found %}: what the card measures, as far as the reader may see it."""
    request = context.get("request")
    return measured(effect, getattr(request, "actor", VISITOR))


@register.simple_tag
def compared_of(effect: Effect, found: list[Measured]) -> list[Compared]:
    return comparisons_of(effect, found)


@register.simple_tag(takes_context=True)
def may(context: Any, name: str, subject: object) -> bool:
    """{% may "measure" one.measure as may_measure %}"""
    request = context.get("request")
    return bool(getattr(rules, f"may_{name}")(getattr(request, "actor", VISITOR), subject))


@register.inclusion_tag("ui/components/tag.html")
def measurement_state(row: Measurement) -> dict[str, str]:
    """{% measurement_state row %}"""
    state = MeasurementState(row.state)
    return {"words": str(state.label), "tone": STATES[state]}


@register.filter
def plainly(value: Decimal | int | None) -> str:
    """{{ row.value|plainly }}: as the reader's language writes it, without needless zeros."""
    return amount(value)


@register.filter
def total_words(found: Total) -> str:
    """{{ one.total|total_words }}: `340–820`, `38 of 110`, or why there is none."""
    if not found.is_there:
        return str(NoTotal(found.none_because).label) if found.none_because else ""
    return amount(found.high) if not found.is_range else f"{amount(found.low)}–{amount(found.high)}"


@register.filter
def period_words(row: Any) -> str:
    """Of a measurement or a reading."""
    return period_name(row.starts_on, row.ends_on)


@register.filter
def gap_words(gap: Any) -> str:
    return period_name(gap.since, gap.until)


@register.filter
def why_left(why: str) -> str:
    return str(LeftOut(why).label)


@register.filter
def counted_words(indicator: Indicator) -> str:
    return str(Counted(indicator.counted).label)


@register.filter
def over_time_words(indicator: Indicator) -> str:
    return str(OverTime(indicator.over_time).label)


@register.filter
def over_places_words(indicator: Indicator) -> str:
    return str(OverPlaces(indicator.over_places).label)


@register.simple_tag
def places_of_total(one: Measured) -> list[tuple[Territory, Total]]:
    """{% places_of_total one as places %}: places with their own totals; their values are in the total."""
    names = {row.territory_id: row.territory for row in one.rows}
    return [(names[str(place)], found) for place, found in one.total.places if place in names]


@register.filter
def group_words(part: Breakdown) -> str:
    return str(Group(part.group).label).capitalize()


@register.filter
def library_words(indicator: Indicator) -> str:
    """Common ones stand in the same library as those that organisations made."""
    common = indicator.library == Library.OWN and indicator.organisation_id is None and indicator.body_id is None
    return _("common indicator") if common else str(Library(indicator.library).label)


@register.filter
def indicator_url(indicator: Indicator) -> str:
    return reverse("public:indicator", args=[indicator.library, indicator.code])


@register.filter
def measure_url(measure: Measure) -> str:
    return reverse("public:effect_measure", args=[measure.effect.ref, measure.pk])
