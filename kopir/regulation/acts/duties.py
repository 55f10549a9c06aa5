"""Duties are entered from a day, amended by a new row from a later day, and ended; what in the journal proves them is mapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import Draft, act
from kopir.journal.sentences import sentences
from kopir.posts.models import Power
from kopir.regulation import rules
from kopir.regulation.acts.functions import propose_anew, said_by
from kopir.regulation.models import Duty, DutyStep, NeededPower, NormVersion, ProvingAct
from kopir.regulation.queries.norms import provision_at
from kopir.regulation.rrules import checked
from kopir.regulation.words import Mapping, Trigger, VersionState

NAMES = frozenset(f"name_{language}" for language in LANGUAGES)
EDITABLE = NAMES | {
    "address", "order", "tiers", "post_kind", "to_whom", "plain_kk", "plain_ru", "plain_en", "trigger", "rrule", "event",
    "term_days", "minimum_rank", "evidence", "evidence_days", "consequence_kk", "consequence_ru", "consequence_en", "is_draft",
}  # fmt: skip
COPIED = EDITABLE | {"code", "norm"}


@dataclass(frozen=True)
class StepSpec:
    """A step of a duty: its name by language, its working days, the power it needs."""

    names: dict[str, str]
    days: int
    power: Power | None = None


def enter(duty: Duty, *, by: Actor, powers: Iterable[Power] = (), steps: Sequence[StepSpec] = ()) -> Duty:
    """A duty that there was not; `duty` is not saved yet. Its code stays with it through all amendments."""
    with act(rules.may_keep_duty, by=by, subject=duty, parent=duty.norm) as entry:
        if Duty.objects.filter(code=duty.code).exists():
            raise Refused("code_taken", _("There is a duty with this code already."), _("Amend that one."), field="code")
        _save(duty, entry, powers, steps)
    return duty


def amend(
    duty: Duty,
    *,
    by: Actor,
    starts_on: date,
    powers: Iterable[Power] | None = None,
    steps: Sequence[StepSpec] | None = None,
    **values: Any,
) -> Duty:
    """A new row from a later day; the older one ends on the eve. On the day on which the row itself begins it is corrected
    in place. What is not named is taken over; what proves it too. Whoever amends has seen what the provision says now."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"{', '.join(sorted(unknown))} is not edited here")
    if starts_on == duty.starts_on:
        return _correct(duty, by, values, powers, steps)
    new = Duty(starts_on=starts_on, **{name: getattr(duty, name) for name in COPIED})
    with act(rules.may_keep_duty, by=by, subject=new, parent=duty.norm, permit_on=duty) as entry:
        older = Duty.objects.select_for_update().get(pk=duty.pk)
        _demand_order(older, starts_on)
        entry.watch(older)
        new.ends_on = older.ends_on if older.ended_by_id is None else None
        older.ends_on, older.changed_on, older.ended_by = starts_on - timedelta(days=1), None, None
        older.save()
        _set(new, values)
        kept_powers = list(older.powers.all()) if powers is None else powers
        kept_steps = _steps_of(older) if steps is None else steps
        _save(new, entry, kept_powers, kept_steps)
        for row in older.proving_acts.all():
            copied = ProvingAct(duty=new, act=row.act, mapping=row.mapping, confirmed_by=row.confirmed_by)
            copied.confirmed_at = row.confirmed_at
            copied.save()
            entry.also(copied)
    return new


def _correct(
    duty: Duty, by: Actor, values: dict[str, Any], powers: Iterable[Power] | None, steps: Sequence[StepSpec] | None
) -> Duty:
    with act(rules.may_keep_duty, by=by, subject=duty, parent=duty.norm) as entry:
        _set(duty, values)
        duty.changed_on = None
        kept_powers = list(duty.powers.all()) if powers is None else list(powers)
        kept_steps = _steps_of(duty) if steps is None else list(steps)
        duty.power_links.all().delete()
        duty.steps.all().delete()
        _save(duty, entry, kept_powers, kept_steps)
    return duty


def _demand_order(duty: Duty, starts_on: date) -> None:
    later = Duty.objects.filter(code=duty.code, starts_on__gt=duty.starts_on).order_by("starts_on").first()
    if starts_on < duty.starts_on or (later is not None and starts_on >= later.starts_on):
        raise Refused(
            "not_in_order",
            _("The new wording must begin after the one it amends, and before the next one."),
            field="starts_on",
        )
    if later is not None:
        raise Refused("amended", _("This wording is amended already."), _("Amend the latest one."), field="starts_on")
    if duty.ends_on is not None and duty.ended_by_id is None and starts_on > duty.ends_on:
        raise Refused("ended", _("The duty has ended by then."), _("Enter a new duty."), field="starts_on")


def _set(duty: Duty, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(duty, name, value)


def _save(duty: Duty, entry: Draft, powers: Iterable[Power], steps: Sequence[StepSpec]) -> None:
    """Checked, saved with its powers and steps, laid beside the functions of other departments."""
    duty.set_names(duty.name_kk, duty.name_ru, duty.name_en)
    _demand_words(duty)
    _demand_trigger(duty)
    _demand_provision(duty)
    duty.save()
    for power in powers:
        entry.also(NeededPower.objects.create(duty=duty, power=power))
    for order, spec in enumerate(steps, start=1):
        step = DutyStep(duty=duty, order=order, days=spec.days, power=spec.power)
        step.set_names(**spec.names)
        step.save()
        entry.also(step)
    entry.fact(starts_on=duty.starts_on, proposed=propose_anew(duty))


def _steps_of(duty: Duty) -> list[StepSpec]:
    return [StepSpec(step.names, step.days, step.power) for step in duty.steps.select_related("power")]


def _demand_words(duty: Duty) -> None:
    if not duty.names:
        raise Refused("no_name", _("A duty needs words in at least one language."), field="name_kk")


def _demand_trigger(duty: Duty) -> None:
    """Each trigger has what it needs and nothing of the others."""
    if duty.trigger == Trigger.PERIOD:
        duty.rrule, duty.event = checked(duty.rrule), ""
    elif duty.trigger == Trigger.EVENT:
        duty.rrule = ""
        if not duty.event:
            raise Refused("no_event", _("Say what makes the duty due."), field="event")
        if not duty.term_days:
            raise Refused("no_term", _("Say how many working days there are after it."), field="term_days")
    else:
        duty.rrule, duty.event = "", ""


def _demand_provision(duty: Duty) -> None:
    """The provision must be there on the day on which the duty begins, in a published version."""
    if provision_at(duty.norm_id, duty.address, duty.starts_on) is not None:
        return
    rows = NormVersion.objects.filter(norm=duty.norm, state=VersionState.ANNOUNCED, starts_on__lte=duty.starts_on)
    said = {"address": duty.address, "norm": str(duty.norm)}
    reason = _("On that day “%(norm)s” has no provision %(address)s.") if rows.exists() else _("On that day it is not in force.")
    raise Refused("no_provision", reason % said, _("Choose another address or another day."), field="address")


def end_duty(duty: Duty, *, by: Actor, ends_on: date, reason: str = "") -> Duty:
    """The last day, that day included."""
    with act(rules.may_end_duty, by=by, subject=duty, parent=duty.norm, reason=reason) as entry:
        if ends_on < duty.starts_on:
            raise Refused("ends_before_start", _("The last day is before the first."), field="ends_on")
        duty.ends_on = ends_on
        duty.save()
        entry.fact(ends_on=ends_on)
    return duty


# ---- What proves it ------------------------------------------------------------------------------------------------


def map_act(duty: Duty, act_name: str, mapping: Mapping, *, by: Actor) -> ProvingAct:
    """From now on this act of a post counts as proof of its duty. Who said so, for whom and when stands with it."""
    known = ProvingAct.objects.filter(duty=duty, act=act_name).first()
    row = known or ProvingAct(duty=duty, act=act_name)
    with act(rules.may_map_act, by=by, subject=row, parent=duty, permit_on=duty) as entry:
        if act_name not in sentences():
            raise Refused("no_act", _("Köpir knows no such act."), field="act")
        row.mapping, row.confirmed_at, row.confirmed_by = mapping, timezone.now(), said_by(by)
        row.save()
        entry.fact(duty=duty.names, act=act_name, mapping=mapping)
    return row


def unmap_act(row: ProvingAct, *, by: Actor, reason: str = "") -> None:
    """Proofs that were found so far stay; none is found by this act any more."""
    with act(rules.may_unmap_act, by=by, subject=row.duty, reason=reason) as entry:
        entry.fact(duty=row.duty.names, act=row.act)
        row.delete()
