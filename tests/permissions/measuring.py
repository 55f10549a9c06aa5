"""Indicators and measurements of the permission tables: A wrote the card and owns an indicator, D's post is the other party."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kopir.effects import acts
from kopir.effects.acts import Given, Told
from kopir.effects.adding import Rules
from kopir.effects.models import Comparison, Goal, Indicator, Measure, Measurement
from kopir.effects.words import ComparedWith, Counted, Kind, OverPlaces, OverTime
from tests.effects.world import Effects

QUARTERS = [(date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 9, 30))]
TOLD = Told({"kk": "Келген балалар"}, Rules(Kind.PEOPLE, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.SUM))


def value(world: Effects, measure: Measure, quarter: int = 0, *, state: str = "draft") -> Measurement:
    row = acts.measure_value(measure, by=world.author, given=Given(world.ulan, *QUARTERS[quarter], Decimal(4)))
    if state in ("submitted", "accepted"):
        acts.submit_measurement(row, by=world.author)
    return acts.accept_measurement(row, by=world.district) if state == "accepted" else row


class MeasuringSubjects:
    """For `Everything`."""

    world: Any

    def effects_edit_indicator(self) -> Indicator:
        return acts.add_indicator(by=self.world.author, told=TOLD)

    effects_end_indicator = effects_edit_indicator

    def effects_end_goal(self) -> Goal:
        return acts.add_goal(by=self.world.district, names={"kk": "Үйінділерді жою"})

    def effects_edit_measure(self) -> Measure:
        found: Measure = self.world.measure(self.world.effect())
        return found

    effects_remove_measure = effects_edit_measure

    def effects_compare(self) -> Measure:
        found: Measure = self.world.published_effect(measured=True).measures.get()
        return found

    effects_measure = effects_compare

    def effects_remove_comparison(self) -> Comparison:
        return acts.compare(self.effects_compare(), by=self.world.author, compared_with=ComparedWith.TARGET)

    def effects_edit_measurement(self) -> Measurement:
        return value(self.world, self.effects_compare())

    effects_discard_measurement = effects_submit_measurement = effects_edit_measurement

    def effects_accept_measurement(self) -> Measurement:
        return value(self.world, self.effects_compare(), state="submitted")

    effects_return_measurement = effects_accept_measurement

    def effects_reopen_measurement(self) -> Measurement:
        return value(self.world, self.effects_compare(), state="accepted")


class Measures:
    """For the routes: a measure of a draft, and one of a published card with a value in each state."""

    def __init__(self, world: Effects) -> None:
        self.written = world.measure(world.effect())
        self.measure = world.published_effect(measured=True).measures.get()
        states = ("draft", "submitted", "accepted")
        self.draft, self.submitted, self.accepted = (
            value(world, self.measure, number, state=state) for number, state in enumerate(states)
        )
        self.comparison = acts.compare(self.measure, by=world.author, compared_with=ComparedWith.TARGET)
        self.own = acts.add_indicator(by=world.author, told=TOLD)
        self.goal = acts.add_goal(by=world.district, names={"kk": "Үйінділерді жою"})

    def addresses(self) -> dict[str, dict[str, Any]]:
        card, own = {"ref": self.measure.effect.ref}, {"library": self.own.library, "code": self.own.code}
        written = {"ref": self.written.effect.ref, "pk": self.written.pk}
        return {
            **{f"public:{name}": card for name in ("effect_measures", "measurements_csv", "measurement_sheet", "compare")},
            **{f"public:{name}": own for name in ("indicator", "readings_csv", "edit_indicator", "end_indicator")},
            **{f"public:{name}": {**card, "pk": self.measure.pk} for name in ("effect_measure", "new_measurement")},
            "public:choose_measure": {**card, "pk": self.own.pk},
            "public:edit_measure": written, "public:remove_measure": written,
            "public:measurements_aside": {**card, "name": "measurements-notes.csv"},
            "public:measurement_template": {**card, "form": "csv"}, "public:measurement": {**card, "pk": self.accepted.pk},
            "public:edit_measurement": {**card, "pk": self.draft.pk},
            "public:measurement_act": {**card, "pk": self.submitted.pk, "name": "accept"},
            "public:remove_comparison": {**card, "pk": self.comparison.pk}, "public:end_goal": {"pk": self.goal.pk},
        }  # fmt: skip


__all__ = ["Measures", "MeasuringSubjects"]
