"""Comparisons of a measure, computed from what is there at the moment, with the sentences of what they show and do not show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.adding import HUNDRED, Total
from kopir.effects.comparing import Difference, NoInterval, against_places, shares
from kopir.effects.models import Comparison, Effect, Measure, Reading
from kopir.effects.queries.measuring import Measured, Progress
from kopir.effects.values import amount, period_name
from kopir.effects.words import PUBLIC, Better, ComparedWith, Kind
from kopir.practices.models import Adoption
from kopir.territories.models import Territory

MOST_PLACES = 8
NEAREST = "nearest"
"""The one rule by which similar places are chosen; kept with each comparison."""
Change = tuple[Reading, Reading]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table beside a comparison."""

    words: str
    before: Decimal
    after: Decimal
    source: str = ""
    is_own: bool = False

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Compared:
    """`shows` and `shows_not`: sentences. `lines`: what it was computed from. Without numbers `shows` says what is lacking."""

    comparison: Comparison
    measure: Measure
    shows: str
    shows_not: str
    lines: Sequence[Line] = field(default_factory=tuple)
    difference: Difference | None = None
    unit: str = ""

    @property
    def rule(self) -> str:
        """How the places were chosen."""
        if self.comparison.rule != NEAREST:
            return self.comparison.rule
        return _(
            "Places of the same level, of the same region or the same kind, where no card of this indicator tells of work and"
            " the practice was not adopted; of them the %(number)s whose value before was nearest."
        ) % {"number": MOST_PLACES}

    @property
    def title(self) -> str:
        return str(ComparedWith(self.comparison.compared_with).label)


def comparisons_of(effect: Effect, found: Iterable[Measured]) -> list[Compared]:
    """All comparisons of the card, in order of their making; `found`: what `measured` answered."""
    by_measure = {one.measure.pk: one for one in found}
    rows = Comparison.objects.filter(measure__effect=effect).prefetch_related("places").order_by("pk")
    return [_compared(row, by_measure[row.measure_id]) for row in rows if row.measure_id in by_measure]


def comparison_for(by: Actor, pk: int) -> Comparison:
    rows = Comparison.objects.filter(measure__effect__in=Effect.objects.visible_to(by))
    found = rows.select_related("measure__effect", "measure__indicator").filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", _("There is no such comparison."), hidden=True)
    return found


def _compared(row: Comparison, found: Measured) -> Compared:
    if row.compared_with == ComparedWith.BEFORE:
        return before_and_after(row, found)
    if row.compared_with == ComparedWith.TARGET:
        return against_target(row, found)
    return with_places(row, found)


def _unit(measure: Measure) -> str:
    return measure.indicator.unit.text


# ---- Before and after ----------------------------------------------------------------------------------------------


def before_and_after(row: Comparison, found: Measured) -> Compared:
    """The baseline beside the last accepted value; of a share with its interval where both say of how many."""
    measure, unit = found.measure, _unit(found.measure)
    not_cause = _("It does not show that the work was the cause: other things may have changed in the same time.")
    last = max((value for value in found.total.used), key=lambda value: value.until, default=None)
    if measure.baseline is None or measure.baseline_on is None or last is None or last.amount is None:
        return Compared(row, measure, _("Nothing to compare yet: a baseline and an accepted value are needed."), not_cause)
    difference = _before_after(measure, last.part, last.whole, last.amount)
    line = Line(_("Here"), measure.baseline, last.amount, measure.baseline_source, is_own=True)
    words = {
        "before": amount(measure.baseline), "after": amount(last.amount), "unit": unit,
        "then": period_name(measure.baseline_on, measure.baseline_on), "now": period_name(last.since, last.until),
    }  # fmt: skip
    told = _("%(then)s: %(before)s %(unit)s; %(now)s: %(after)s %(unit)s.") % words
    return Compared(row, measure, f"{told} {_sure(difference, measure, unit)}", not_cause, (line,), difference, unit)


def _before_after(measure: Measure, part: Decimal | None, whole: Decimal | None, after: Decimal) -> Difference:
    value = float(after - (measure.baseline or 0))
    if measure.indicator.kind == Kind.MEAN:
        return Difference(value, why_none=NoInterval.NO_SPREAD)
    if measure.indicator.kind != Kind.SHARE:
        return Difference(value, why_none=NoInterval.COUNTED)
    if not measure.baseline_whole or part is None or not whole:
        return Difference(value, why_none=NoInterval.NO_WHOLE)
    before = round((measure.baseline or 0) * measure.baseline_whole / HUNDRED)
    return shares(before, round(measure.baseline_whole), round(part), round(whole))


def _sure(difference: Difference, measure: Measure, unit: str) -> str:
    points = _("percentage points") if measure.indicator.kind == Kind.SHARE else unit
    words = {"value": _signed(difference.value), "unit": points}
    told = _("Difference: %(value)s %(unit)s.") % words
    if difference.why_none is not None:
        return f"{told} {WHY_NO_INTERVAL[difference.why_none]()}"
    ends = {"low": _signed(difference.low or 0), "high": _signed(difference.high or 0)}
    told = f"{told} " + _("With 95 percent certainty it lies between %(low)s and %(high)s.") % ends
    return f"{told} " + _("It may be chance.") if difference.may_be_chance else told


WHY_NO_INTERVAL = {
    NoInterval.COUNTED: lambda: _("All were counted, so there is no interval; years differ by chance all the same."),
    NoInterval.NO_WHOLE: lambda: _("Of how many is not known, so nobody can say how sure it is."),
    NoInterval.NO_SPREAD: lambda: _("How far single values lie apart is not known, so nobody can say how sure it is."),
    NoInterval.FEW: lambda: _("There are too few places to say how sure it is."),
}


def _signed(value: float) -> str:
    rounded = round(Decimal(value), 1)
    return f"+{amount(rounded, 1)}" if rounded > 0 else amount(rounded, 1).replace("-", "−")


# ---- Against the target --------------------------------------------------------------------------------------------


def against_target(row: Comparison, found: Measured) -> Compared:
    measure, unit = found.measure, _unit(found.measure)
    shows_not = _("A target is a promise: it does not show what would have been without the work.")
    gone = found.progress
    held = found.held
    if measure.target is None or held.high is None:
        return Compared(row, measure, _("Nothing to compare yet: a target and an accepted value are needed."), shows_not)
    aim = {"target": amount(measure.target), "unit": unit, "found": _ends(held)}
    told = _("Target: %(target)s %(unit)s; reached: %(found)s.") % aim
    lines = (Line(_("Here"), measure.target, held.high, is_own=True),)
    return Compared(row, measure, f"{told} {_gone(gone, measure)}".strip(), shows_not, lines, None, unit)


def _ends(held: Total) -> str:
    low, high = held.low, held.high
    return amount(high) if low == high else f"{amount(low)}–{amount(high)}"


def _gone(gone: Progress | None, measure: Measure) -> str:
    if gone is None:
        better = measure.indicator.better
        return _("More is better.") if better == Better.MORE else _("Less is better.")
    if gone.is_reached:
        return _("The target is reached.")
    percent = str(gone.low) if gone.low == gone.high else f"{gone.low}–{gone.high}"
    return _("%(percent)s percent of the way is done.") % {"percent": percent}


# ---- Similar places ------------------------------------------------------------------------------------------------


def with_places(row: Comparison, found: Measured) -> Compared:
    """The change in the card's place beside the change in the places chosen, from readings of the same indicator; never from the
    card's own values beside somebody else's readings."""
    measure, unit = found.measure, _unit(found.measure)
    shows_not = _("The places were not drawn by lot: they may differ in something that is not counted here.")
    own_place = measure.effect.territory
    changes = changes_of(measure, [*row.places.all(), *([own_place] if own_place else [])])
    own = changes.pop(own_place.pk, None) if own_place else None
    if own is None or not changes:
        lacking = _("Nothing to compare yet: readings of this indicator before and after are needed, for this place and others.")
        return Compared(row, measure, lacking, shows_not, unit=unit)
    lines = [_line(own, is_own=True), *(_line(pair) for pair in changes.values())]
    difference = against_places(float(lines[0].change), [float(line.change) for line in lines[1:]])
    words = {"here": _signed(float(lines[0].change)), "unit": unit, "number": len(changes)}
    told = _("Here it changed by %(here)s %(unit)s; compared with %(number)s similar places.") % words
    return Compared(row, measure, f"{told} {_sure(difference, measure, unit)}", shows_not, lines, difference, unit)


def _line(pair: Change, *, is_own: bool = False) -> Line:
    before, after = pair
    return Line(str(before.territory), before.value, after.value, after.source, is_own)


def changes_of(measure: Measure, places: Iterable[Territory]) -> dict[str, Change]:
    """By place: the reading nearest to the baseline's day, and the newest one after the work began. One query."""
    begun = measure.baseline_on or measure.effect.starts_on
    if begun is None:
        return {}
    found: dict[str, list[Reading]] = {}
    rows = Reading.objects.filter(indicator=measure.indicator, territory__in=list(places)).select_related("territory")
    for row in rows.order_by("ends_on"):
        found.setdefault(row.territory_id, []).append(row)
    pairs = {place: _pair(rows, begun) for place, rows in found.items()}
    return {place: pair for place, pair in pairs.items() if pair is not None}


def _pair(rows: Sequence[Reading], begun: date) -> Change | None:
    before = [row for row in rows if row.starts_on <= begun]
    after = [row for row in rows if row.starts_on > begun]
    return (before[-1], after[-1]) if before and after else None


def similar_places(measure: Measure) -> list[Territory]:
    """Of the same level and, in this order of choice, of the same region or of the same kind; where no card of the same indicator
    tells of work, and where the practice was not adopted; those whose value before was nearest, at most eight."""
    own = measure.effect.territory
    if own is None:
        return []
    near = Q(parent=own.parent_id) | Q(kind=own.kind)
    candidates = Territory.objects.filter(near, level=own.level, ends_on=None).exclude(pk=own.pk)
    candidates = candidates.filter(pk__in=Reading.objects.filter(indicator=measure.indicator).values("territory"))
    free = [place for place in candidates if place.pk not in _taking_part(measure, own)]
    changes = changes_of(measure, [own, *free])
    start = changes.pop(own.pk)[0].value if own.pk in changes else measure.baseline
    if start is None:
        return []
    nearest = sorted(changes, key=lambda code: (abs(changes[code][0].value - start), code))[:MOST_PLACES]
    return [changes[code][0].territory for code in nearest]


def _taking_part(measure: Measure, own: Territory) -> set[str]:
    cards = Effect.objects.filter(state__in=PUBLIC, measures__indicator=measure.indicator)
    places = set(cards.values_list("territory_id", flat=True))
    adoption = measure.effect.adoption
    if adoption is not None:
        places |= set(Adoption.objects.filter(card=adoption.card_id).values_list("territory_id", flat=True))
    return {place for place in places if place is not None} - {own.pk}


__all__ = ["NEAREST", "Compared", "Line", "changes_of", "comparison_for", "comparisons_of", "similar_places"]
