"""Who may bring in libraries and readings, make indicators, measure, accept and return."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, acts_for_a_side, administers, is_system, permission, when
from kopir.effects.models import Comparison, Effect, Goal, Indicator, Measure, Measurement
from kopir.effects.rules.parties import (
    alive,
    in_draft,
    is_other,
    is_party,
    published,
    writes,
)
from kopir.effects.words import COUNTING, Library, MeasurementState

# ---- Libraries and readings ----------------------------------------------------------------------------------------


@permission("effects.import_indicators")
def may_import_indicators(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that does the same."""
    return administers(by)


@permission("effects.import_readings")
def may_import_readings(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that does the same."""
    return administers(by)


def owns(by: Actor, row: Indicator | Goal) -> Permit:
    """The body or organisation whose own it is; of the common library an administrator."""
    organisation = getattr(row, "organisation_id", None)
    if row.body_id is None and organisation is None:
        return administers(by)
    mine = (by.is_official and row.body_id is not None and row.body_id == by.organisation_id) or (
        by.is_member and organisation is not None and organisation == by.organisation_id
    )
    return when(mine, "not_owner", _("Only whoever it belongs to may do this."))


@permission("effects.add_indicator")
def may_add_indicator(by: Actor, subject: object) -> Permit:
    """An organisation its own, whoever holds a post those of the body's plan, an administrator common ones."""
    return administers(by) | acts_for_a_side(by)


@permission("effects.edit_indicator")
def may_edit_indicator(by: Actor, indicator: Indicator) -> Permit:
    """Whoever it belongs to; of a common one an administrator."""
    runs = when(indicator.ends_on is None, "not_now", _("It is not used any more."))
    return owns(by, indicator) & runs


@permission("effects.end_indicator")
def may_end_indicator(by: Actor, indicator: Indicator) -> Permit:
    """Whoever it belongs to; of a common one an administrator."""
    return may_edit_indicator(by, indicator)


@permission("effects.add_goal")
def may_add_goal(by: Actor, subject: object) -> Permit:
    """Whoever holds a post, an item of the body's plan."""
    return when(by.is_official, "not_official", _("Only whoever holds a post may name an item of the body's plan."))


@permission("effects.end_goal")
def may_end_goal(by: Actor, goal: Goal) -> Permit:
    """Whoever holds a post of the body whose plan it is."""
    runs = when(goal.ends_on is None, "not_now", _("It is not used any more."))
    plan = when(goal.library == Library.PLAN, "not_plan", _("Only items of a plan are ended here."))
    return owns(by, goal) & plan & runs


# ---- What a card measures ------------------------------------------------------------------------------------------


@permission("effects.choose_measure")
def may_choose_measure(by: Actor, effect: Effect) -> Permit:
    """The party that wrote the card, until it is withdrawn."""
    return writes(by, effect) & alive(effect)


@permission("effects.edit_measure")
def may_edit_measure(by: Actor, measure: Measure) -> Permit:
    """The party that wrote the card, while it is a draft: a target is not moved after it was published."""
    return writes(by, measure.effect) & in_draft(measure.effect)


@permission("effects.remove_measure")
def may_remove_measure(by: Actor, measure: Measure) -> Permit:
    """The party that wrote the card, while it is a draft."""
    return may_edit_measure(by, measure)


@permission("effects.compare")
def may_compare(by: Actor, measure: Measure) -> Permit:
    """Either party, until the card is withdrawn."""
    return is_party(by, measure.effect) & alive(measure.effect)


@permission("effects.remove_comparison")
def may_remove_comparison(by: Actor, comparison: Comparison) -> Permit:
    """Either party, until the card is withdrawn."""
    return may_compare(by, comparison.measure)


# ---- Measurements --------------------------------------------------------------------------------------------------


@permission("effects.measure")
def may_measure(by: Actor, measure: Measure) -> Permit:
    """The party that wrote the card, until it is withdrawn."""
    return writes(by, measure.effect) & alive(measure.effect)


def in_state(row: Measurement, *states: MeasurementState) -> Permit:
    return when(row.state in states, "not_now", _("This is not possible in the present state of the measurement."))


@permission("effects.edit_measurement")
def may_edit_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that wrote the card, while it is a draft or was returned."""
    return may_measure(by, row.measure) & in_state(row, MeasurementState.DRAFT, MeasurementState.RETURNED)


@permission("effects.discard_measurement")
def may_discard_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that wrote the card, while it is a draft or was returned."""
    never_stood = when(row.version == 1, "not_now", _("A value that was accepted once is corrected, not discarded."))
    return may_edit_measurement(by, row) & never_stood


@permission("effects.submit_measurement")
def may_submit_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that wrote the card, of a published card with another party to accept it."""
    return may_edit_measurement(by, row) & published(row.measure.effect) & has_other(row.measure.effect)


def has_other(effect: Effect) -> Permit:
    return when(
        effect.post_id is not None and effect.organisation_id is not None,
        "no_other_party",
        _("The card has no other party that could accept it."),
        _("Name the other side on the card first."),
    )


@permission("effects.accept_measurement")
def may_accept_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that did not write the card."""
    return is_other(by, row.measure.effect) & in_state(row, MeasurementState.SUBMITTED)


@permission("effects.return_measurement")
def may_return_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that did not write the card, with a reason; also what it accepted, until it is frozen."""
    states = (MeasurementState.SUBMITTED, MeasurementState.ACCEPTED)
    return is_other(by, row.measure.effect) & in_state(row, *states)


@permission("effects.freeze_measurements")
def may_freeze_measurements(by: Actor, subject: object) -> Permit:
    """Köpir itself, some days after acceptance."""
    return is_system(by)


@permission("effects.reopen_measurement")
def may_reopen_measurement(by: Actor, row: Measurement) -> Permit:
    """The party that wrote the card, with a reason; the other party accepts it anew."""
    return may_measure(by, row.measure) & in_state(row, *COUNTING)


__all__ = [
    "has_other",
    "may_accept_measurement",
    "may_add_goal",
    "may_add_indicator",
    "may_choose_measure",
    "may_compare",
    "may_discard_measurement",
    "may_edit_indicator",
    "may_edit_measure",
    "may_edit_measurement",
    "may_end_goal",
    "may_end_indicator",
    "may_freeze_measurements",
    "may_import_indicators",
    "may_import_readings",
    "may_measure",
    "may_remove_comparison",
    "may_remove_measure",
    "may_reopen_measurement",
    "may_return_measurement",
    "may_submit_measurement",
    "owns",
]
