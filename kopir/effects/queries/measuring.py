"""What a card measures: its values, their total and the groups in it; one measurement; what waits for acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.effects.adding import POOLS, Rules, Total, Value, total
from kopir.effects.models import Effect, Measure, Measurement
from kopir.effects.words import GROUPS, Better, Dimension, Group, Kind, MeasurementState, OverTime, Party
from kopir.territories.models import lineage


def rules_of(measure: Measure) -> Rules:
    row = measure.indicator
    return Rules(row.kind, row.counted, row.over_time, row.over_places)


def value_of(row: Measurement) -> Value:
    above = tuple(code for code in lineage(row.territory_id) if code != row.territory_id)
    return Value(
        row.territory_id, row.starts_on, row.ends_on, row.value, row.part, row.whole, row.overlap_low, row.overlap_high,
        row.state, above, row,
    )  # fmt: skip


# ---- A card --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroupTotal:
    group: Group
    total: Total


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a card with what was measured. `rows`: those the reader may see; `total`: over those that count."""

    measure: Measure
    rows: Sequence[Measurement]
    total: Total

    @property
    def groups(self) -> list[tuple[Dimension, list[GroupTotal]]]:
        """By dimension, only what was counted; shares of a group are pooled like the whole."""
        found = [(dimension, [self._group(group) for group in groups]) for dimension, groups in GROUPS.items()]
        known = [(dimension, [one for one in groups if one.total.is_there]) for dimension, groups in found]
        return [(dimension, groups) for dimension, groups in known if groups]

    def _group(self, group: Group) -> GroupTotal:
        values = [value for row in self.rows for value in _of_group(row, group)]
        return GroupTotal(group, total(values, rules_of(self.measure)))

    @property
    def held(self) -> Total:
        """What is held against the target. Where less is better and periods are added up, it is the last period: the sum of many
        periods would pass any target."""
        rules = rules_of(self.measure)
        if self.measure.indicator.better == Better.LESS and rules.over_time == OverTime.SUM:
            return total([value_of(row) for row in self.rows], replace(rules, over_time=OverTime.LAST))
        return self.total

    @property
    def progress(self) -> Progress | None:
        return progress(self.measure, self.held)


def _of_group(row: Measurement, group: Group) -> Iterable[Value]:
    """The group's part of a value; who of it was counted before nobody said, so it becomes a range."""
    pooled = row.measure.indicator.kind in POOLS
    for one in row.breakdowns.all():
        if one.group == group:
            part, whole = (one.value, one.whole) if pooled else (None, None)
            amount = None if pooled else one.value
            yield replace(value_of(row), amount=amount, part=part, whole=whole, overlap_low=None, overlap_high=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the way from the baseline to the target is gone, in percent; a range where the total is one. `is_reached`:
    even the careful end of the range reaches the target."""

    low: int
    high: int
    is_reached: bool


def progress(measure: Measure, found: Total) -> Progress | None:
    """Without a baseline the way begins at nothing, for counts and sums that more is better of."""
    start, target = measure.baseline, measure.target
    if start is None and measure.indicator.kind in (Kind.PEOPLE, Kind.SUM) and measure.indicator.better == Better.MORE:
        start = Decimal(0)
    if start is None or target is None or found.low is None or found.high is None or start == target:
        return None
    ends = sorted(100 * (end - start) / (target - start) for end in (found.low, found.high))
    return Progress(round(ends[0]), round(ends[1]), ends[0] >= 100)


def measured(effect: Effect, by: Actor) -> list[Measured]:
    """Every indicator of the card, in its order. Three queries."""
    return list(measured_all([effect], by).get(effect.pk, []))


def measured_all(effects: Iterable[Effect], by: Actor) -> dict[int, list[Measured]]:
    """The same of many cards, by the card's id; three queries however many."""
    measures = list(
        Measure.objects.filter(effect__in=[effect.pk for effect in effects])
        .select_related("indicator", "indicator__goal", "effect")
        .order_by("order", "pk")
    )
    rows: dict[int, list[Measurement]] = {measure.pk: [] for measure in measures}
    by_pk = {measure.pk: measure for measure in measures}
    for row in _rows(Measurement.objects.visible_to(by).filter(measure__in=measures)):
        row.measure = by_pk[row.measure_id]
        rows[row.measure_id].append(row)
    found: dict[int, list[Measured]] = {}
    for measure in measures:
        values = [value_of(row) for row in rows[measure.pk]]
        one = Measured(measure, rows[measure.pk], total(values, rules_of(measure)))
        found.setdefault(measure.effect_id, []).append(one)
    return found


def _rows(rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
    return rows.select_related("territory").prefetch_related("breakdowns").order_by("ends_on", "pk")


# ---- One of them ---------------------------------------------------------------------------------------------------


def measure_for(by: Actor, effect: Effect, pk: int) -> Measure:
    found = Measure.objects.select_related("indicator", "effect").filter(effect=effect, pk=pk).first()
    if found is None:
        raise Refused("not_found", _("The card has no such indicator."), hidden=True)
    return found


def measurement_for(by: Actor, pk: int) -> Measurement:
    rows = Measurement.objects.visible_to(by).prefetch_related("breakdowns")
    found = rows.select_related("measure__effect", "measure__indicator", "territory").filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", _("There is no such measurement, or you may not see it."), hidden=True)
    return found


# ---- What waits ----------------------------------------------------------------------------------------------------


def waiting_measurements(by: Actor) -> list[Measurement]:
    """Submitted ones that the actor's side is to accept or return, the oldest first."""
    if by.is_official:
        mine = Q(measure__effect__post_id=by.post_id, measure__effect__begun_by=Party.ORGANISATION)
    elif by.is_member:
        mine = Q(measure__effect__organisation_id=by.organisation_id, measure__effect__begun_by=Party.POST)
    else:
        return []
    return _with_card(Measurement.objects.filter(mine, state=MeasurementState.SUBMITTED))


def returned_measurements(by: Actor) -> list[Measurement]:
    """Those that the actor's side wrote and got back with a reason."""
    if by.is_official:
        mine = Q(measure__effect__post_id=by.post_id, measure__effect__begun_by=Party.POST)
    elif by.is_member:
        mine = Q(measure__effect__organisation_id=by.organisation_id, measure__effect__begun_by=Party.ORGANISATION)
    else:
        return []
    return _with_card(Measurement.objects.filter(mine, state=MeasurementState.RETURNED))


def _with_card(rows: QuerySet[Measurement]) -> list[Measurement]:
    named = with_names(rows, "measure__indicator", "territory", also=["measure__effect__ref"]).select_related("measure__effect")
    return list(named.prefetch_related("measure__effect__texts").order_by("submitted_at", "pk"))


__all__ = [
    "GroupTotal",
    "Measured",
    "Progress",
    "measure_for",
    "measured",
    "measured_all",
    "measurement_for",
    "progress",
    "returned_measurements",
    "rules_of",
    "value_of",
    "waiting_measurements",
]
