"""What a card is measured by; the values of each period on their way from a draft to a frozen one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.effects import rules
from kopir.effects.adding import POOLS
from kopir.effects.flow import MEASUREMENT
from kopir.effects.models import Breakdown, Effect, Indicator, Measure, Measurement
from kopir.effects.sheets import Wrong
from kopir.effects.telling import measuring as telling
from kopir.effects.values import Numbers, checked
from kopir.effects.words import GROUPS, Dimension, Group, Kind, MeasurementState
from kopir.journal.acts import Draft, act
from kopir.journal.changes import plain
from kopir.territories.models import Territory

FREEZE_AFTER = timedelta(days=7)
"""So long after acceptance the other party may still return a value."""


# ---- What a card is measured by ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aim:
    """Where it began, and where it should come to. Of a share or a mean, `baseline_whole`: of how many the baseline was taken."""

    baseline: Decimal | None = None
    baseline_whole: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    target_on: date | None = None
    method: str = ""
    source: str = ""


def choose_measure(effect: Effect, *, by: Actor, indicator: Indicator, aim: Aim) -> Measure:
    measure = Measure(effect=effect, indicator=indicator)
    with act(rules.may_choose_measure, by=by, subject=measure, parent=effect, permit_on=effect) as entry:
        if not indicator.kind:
            said = _("Nobody has said yet how this indicator is measured.")
            raise Refused("not_measured", said, _("Choose another one, or make your own."), field="indicator")
        if indicator.ends_on is not None:
            raise Refused("ended", _("This indicator is not used any more."), field="indicator")
        if Measure.objects.filter(effect=effect, indicator=indicator).exists():
            raise Refused("twice", _("The card has this indicator already."), field="indicator")
        _aim(measure, aim)
        measure.order = Measure.objects.filter(effect=effect).count()
        measure.save()
        entry.fact(card=effect.journal_label, indicator=indicator.names)
    return measure


def _aim(measure: Measure, aim: Aim) -> None:
    kind = measure.indicator.kind
    for name in ("baseline", "target"):
        value = getattr(aim, name)
        if value is not None:
            try:
                checked(kind, value, None, None)
            except Wrong as wrong:
                raise Refused("value", wrong.reason, field=name) from None
        if value is not None and getattr(aim, f"{name}_on") is None:
            raise Refused("no_day", _("Say of which day this is."), field=f"{name}_on")
    if aim.baseline_on and aim.target_on and aim.target_on <= aim.baseline_on:
        raise Refused("order", _("The target lies after the baseline."), field="target_on")
    for name in Aim.__slots__:
        setattr(measure, name, getattr(aim, name))
    measure.baseline_whole = aim.baseline_whole if kind in POOLS else None
    measure.baseline_source, measure.source = aim.baseline_source.strip()[:300], aim.source.strip()[:300]
    measure.method = hide_personal_numbers(aim.method.strip())[0]


def edit_measure(measure: Measure, *, by: Actor, aim: Aim) -> Measure:
    with act(rules.may_edit_measure, by=by, subject=measure, parent=measure.effect) as entry:
        _aim(measure, aim)
        measure.save()
        entry.fact(**_facts(measure))
    return measure


def remove_measure(measure: Measure, *, by: Actor) -> None:
    effect = measure.effect
    with act(rules.may_remove_measure, by=by, subject=measure, parent=effect) as entry:
        if measure.measurements.exists():
            raise Refused("measured", _("It was measured already."), _("Discard the measurements first."))
        entry.fact(**_facts(measure))
        Measure.objects.filter(pk=measure.pk).delete()


def _facts(measure: Measure) -> dict[str, Any]:
    return {"card": measure.effect.journal_label, "indicator": measure.indicator.names}


# ---- A value -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartOf:
    """A group's share of a value: how many of them, or part and whole."""

    group: Group
    value: Decimal
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody measured. `overlap_low` and `overlap_high` only of people."""

    territory: Territory
    since: date
    until: date
    value: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    overlap_low: int | None = None
    overlap_high: int | None = None
    note: str = ""
    source: str = ""
    parts: Sequence[PartOf] = field(default_factory=tuple)


def measure_value(measure: Measure, *, by: Actor, given: Given, key: UUID | None = None) -> Measurement:
    """A draft. What a device sends twice under one key arrives once. A draft or returned value of the same place and period is
    written anew; one that stands is not."""
    there = Measurement.objects.filter(key=key).first() if key else None
    if there is not None and there.measure_id == measure.pk:
        rules.may_measure(by, measure).demand()
        return there
    same = Measurement.objects.filter(
        measure=measure, territory=given.territory, starts_on=given.since, ends_on=given.until
    ).first()
    if same is not None:
        return _again(same, by, given)
    row = Measurement(measure=measure, key=None if there else key)
    with act(rules.may_measure, by=by, subject=row, parent=measure.effect, permit_on=measure) as entry:
        _set(row, given)
        row.save()
        _set_parts(row, given.parts)
        entry.fact(**_facts(measure))
    return row


def _again(row: Measurement, by: Actor, given: Given) -> Measurement:
    if row.state not in (MeasurementState.DRAFT, MeasurementState.RETURNED):
        raise Refused(
            "stands",
            _("There is a value of this place and period already."),
            _("Open it again when it has to be corrected."),
            field="period",
        )
    return edit_measurement(row, by=by, given=given)


def edit_measurement(row: Measurement, *, by: Actor, given: Given) -> Measurement:
    with act(rules.may_edit_measurement, by=by, subject=row, parent=row.measure.effect) as entry:
        others = Measurement.objects.filter(
            measure=row.measure, territory=given.territory, starts_on=given.since, ends_on=given.until
        )
        if others.exclude(pk=row.pk).exists():
            raise Refused("stands", _("There is a value of this place and period already."), field="period")
        _set(row, given)
        row.save()
        _set_parts(row, given.parts)
        entry.fact(**_facts(row.measure))
    return row


def _set(row: Measurement, given: Given) -> None:
    kind = row.measure.indicator.kind
    if given.until > timezone.localdate():
        raise Refused("future", _("The period has not ended yet."), field="period")
    try:
        numbers = checked(kind, given.value, given.part, given.whole)
    except Wrong as wrong:
        raise Refused("value", wrong.reason, field=wrong.column) from None
    row.territory, row.starts_on, row.ends_on = given.territory, given.since, given.until
    row.value, row.part, row.whole = numbers.value, numbers.part, numbers.whole
    row.overlap_low, row.overlap_high = _overlap(kind, given, numbers)
    _demand_parts(kind, given.parts, numbers)
    row.note = hide_personal_numbers(given.note.strip())[0][:500]
    row.source = hide_personal_numbers(given.source.strip())[0][:300]


def _overlap(kind: str, given: Given, numbers: Numbers) -> tuple[int | None, int | None]:
    """One number given alone is both ends."""
    low, high = given.overlap_low, given.overlap_high
    if kind != Kind.PEOPLE or (low is None and high is None):
        return None, None
    low, high = (low if low is not None else 0), (high if high is not None else low or 0)
    if low > high:
        raise Refused("overlap", _("The lower number is larger than the upper one."), field="overlap_high")
    if high > numbers.value:
        raise Refused("overlap", _("More people overlap than there are."), field="overlap_high")
    return low, high


def _demand_parts(kind: str, parts: Sequence[PartOf], numbers: Numbers) -> None:
    """The groups of one dimension are no more than the whole; those not known may be missing."""
    for dimension, found in _by_dimension(parts).items():
        whole = numbers.part if kind in POOLS else numbers.value
        if sum(one.value for one in found) > (whole if whole is not None else 0):
            words = _("The groups are more than the whole: %(dimension)s.")
            raise Refused("parts", words % {"dimension": dimension.label}, field=f"part_{found[0].group}")
        if kind in POOLS and sum(one.whole or 0 for one in found) > (numbers.whole or 0):
            words = _("The groups are more than the whole: %(dimension)s.")
            raise Refused("parts", words % {"dimension": dimension.label}, field=f"whole_{found[0].group}")
    if any(one.value < 0 for one in parts):
        raise Refused("parts", _("A group is not less than nothing."), field=f"part_{parts[0].group}")


def dimension_of(group: str) -> Dimension:
    return next(dimension for dimension, groups in GROUPS.items() if group in groups)


def _by_dimension(parts: Sequence[PartOf]) -> dict[Dimension, list[PartOf]]:
    found: dict[Dimension, list[PartOf]] = defaultdict(list)
    for one in parts:
        found[dimension_of(one.group)].append(one)
    return found


def _set_parts(row: Measurement, parts: Sequence[PartOf]) -> None:
    row.breakdowns.all().delete()
    Breakdown.objects.bulk_create(
        Breakdown(measurement=row, dimension=dimension_of(one.group), group=one.group, value=one.value, whole=one.whole)
        for one in parts
    )


def discard_measurement(row: Measurement, *, by: Actor) -> None:
    with act(rules.may_discard_measurement, by=by, subject=row, parent=row.measure.effect) as entry:
        entry.fact(**_facts(row.measure))
        row.delete()


# ---- From hand to hand ---------------------------------------------------------------------------------------------


def submit_measurement(row: Measurement, *, by: Actor) -> Measurement:
    with act(rules.may_submit_measurement, by=by, subject=row, parent=row.measure.effect) as entry:
        MEASUREMENT.move(row, "submit")
        row.submitted_at, row.returned_because = timezone.now(), ""
        row.save()
        entry.fact(**_facts(row.measure))
        telling.tell_submitted(row, by)
    return row


def accept_measurement(row: Measurement, *, by: Actor) -> Measurement:
    with act(rules.may_accept_measurement, by=by, subject=row, parent=row.measure.effect) as entry:
        MEASUREMENT.move(row, "accept")
        row.decided_at = timezone.now()
        row.save()
        entry.fact(**_facts(row.measure))
        telling.tell_decided("accepted", row, by)
    return row


def return_measurement(row: Measurement, *, by: Actor, reason: str) -> Measurement:
    effect = row.measure.effect
    with act(rules.may_return_measurement, by=by, subject=row, parent=effect, reason=reason) as entry:
        if len(reason.strip()) < 3:
            raise Refused("no_reason", _("Say in a sentence why."), field="reason")
        MEASUREMENT.move(row, "return")
        row.decided_at, row.returned_because = timezone.now(), hide_personal_numbers(reason.strip())[0][:1000]
        row.save()
        entry.fact(**_facts(row.measure))
        telling.tell_decided("returned", row, by, row.returned_because)
    return row


def freeze_measurements(*, by: Actor = SYSTEM) -> int:
    """What was accepted a week ago; one entry a card, with the hash of every value."""
    before = timezone.now() - FREEZE_AFTER
    rows = Measurement.objects.filter(state=MeasurementState.ACCEPTED, decided_at__lte=before)
    rows = rows.select_related("measure__effect", "measure__indicator").prefetch_related("breakdowns")
    number = 0
    for effect, found in groupby(rows.order_by("measure__effect_id", "pk"), key=lambda row: row.measure.effect):
        with act(rules.may_freeze_measurements, by=by, subject=effect) as entry:
            frozen = [_freeze(row, entry) for row in found]
            entry.fact(card=effect.journal_label, count=len(frozen), hashes=frozen)
            number += len(frozen)
    return number


def _freeze(row: Measurement, entry: Draft) -> str:
    entry.watch(row)
    MEASUREMENT.move(row, "freeze")
    row.hash = hash_of(row)
    row.save()
    return row.hash


def hash_of(row: Measurement) -> str:
    """SHA-256 over what was accepted, in canonical JSON: whoever has the values can compute it again."""
    values = {
        "indicator": f"{row.measure.indicator.library}:{row.measure.indicator.code}",
        "card": row.measure.effect.ref,
        "territory": row.territory_id,
        "version": row.version,
        **{name: plain(getattr(row, name)) for name in ("starts_on", "ends_on", "overlap_low", "overlap_high")},
        **{name: _fixed(getattr(row, name)) for name in ("value", "part", "whole")},
        "groups": {one.group: [_fixed(one.value), _fixed(one.whole)] for one in row.breakdowns.all()},
    }
    return hashlib.sha256(canonical(values)).hexdigest()


def _fixed(value: Decimal | None) -> str | None:
    """Four digits, whichever database handed it over."""
    return None if value is None else f"{value:.4f}"


def reopen_measurement(row: Measurement, *, by: Actor, reason: str) -> Measurement:
    """A late correction: the value leaves the total until the other party has accepted the new version. The journal keeps the
    old one with its hash."""
    effect = row.measure.effect
    with act(rules.may_reopen_measurement, by=by, subject=row, parent=effect, reason=reason) as entry:
        if len(reason.strip()) < 3:
            raise Refused("no_reason", _("Say in a sentence why."), field="reason")
        entry.fact(**_facts(row.measure), value=row.value, hash=row.hash, version=row.version)
        entry.is_open = effect.is_public
        MEASUREMENT.move(row, "reopen")
        row.version, row.hash, row.decided_at = row.version + 1, "", None
        row.save()
    return row


__all__ = [
    "FREEZE_AFTER",
    "Aim",
    "Given",
    "PartOf",
    "accept_measurement",
    "choose_measure",
    "dimension_of",
    "discard_measurement",
    "edit_measure",
    "edit_measurement",
    "freeze_measurements",
    "hash_of",
    "measure_value",
    "remove_measure",
    "reopen_measurement",
    "return_measurement",
    "submit_measurement",
]
