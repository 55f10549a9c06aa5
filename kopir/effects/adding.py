"""Adding up: values of periods become one value of a place, values of places become one total.

Two separate rules of the indicator say how: `over_time`, then `over_places`. What cannot be added is left out and said so; a
total opens into its places, and these into their values. Nothing here reads the database.

People are counted once. A measurement says how many of its people are surely, and may be, counted already in an earlier one of
the same card; where it says nothing, anything between none and all is possible. So a count of people is a range: `high` takes
away only those who surely are counted twice, `low` all who may be. Nobody is fewer than the largest single value.

Shares and means are pooled: parts are added, wholes are added, then divided. Averaging them would let a village of ten weigh as
much as a city.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kopir.effects.words import (
    COUNTING,
    Counted,
    Kind,
    LeftOut,
    MeasurementState,
    NoTotal,
    OverPlaces,
    OverTime,
)

ZERO = Decimal(0)
HUNDRED = Decimal(100)
POOLS = (Kind.SHARE, Kind.MEAN)


@dataclass(frozen=True, slots=True)
class Rules:
    """How an indicator is counted and added up."""

    kind: str
    counted: str
    over_time: str
    over_places: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a period and a place, in the order of measuring. A share has `part` of `whole`, a mean the sum and the number;
    their amount follows. `above`: larger places that hold this one. `of`: whatever it stands for, handed back untouched."""

    place: Hashable
    since: date
    until: date
    amount: Decimal | None
    part: Decimal | None = None
    whole: Decimal | None = None
    overlap_low: int | None = None
    overlap_high: int | None = None
    state: str = MeasurementState.ACCEPTED
    above: tuple[Hashable, ...] = ()
    of: object = None

    @property
    def has_whole(self) -> bool:
        return self.part is not None and bool(self.whole)


@dataclass(frozen=True, slots=True)
class Missing:
    """A period that was measured elsewhere, but not in this place."""

    place: Hashable
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Left:
    value: Value
    why: LeftOut


@dataclass(frozen=True, slots=True)
class Total:
    """`low` and `high` differ only where people may be counted twice. `part` of `whole`: of shares and means, and of yes or no
    how many places of how many. `used`: the values that stand in it. `places`: what it opens into."""

    low: Decimal | None = None
    high: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    used: tuple[Value, ...] = ()
    left_out: tuple[Left, ...] = ()
    missing: tuple[Missing, ...] = ()
    places: tuple[tuple[Hashable, Total], ...] = ()
    none_because: NoTotal | None = None

    @property
    def is_there(self) -> bool:
        return self.high is not None

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_whole(self) -> bool:
        """Nothing was missing, and nothing waits for acceptance."""
        waiting = (LeftOut.DRAFT, LeftOut.SUBMITTED, LeftOut.RETURNED, LeftOut.EMPTY, LeftOut.NO_WHOLE)
        return not self.missing and not any(left.why in waiting for left in self.left_out)


# ---- A card's total ------------------------------------------------------------------------------------------------


def total(values: Sequence[Value], rules: Rules) -> Total:
    """Over time in each place, then over places."""
    if not rules.kind:
        return Total(none_because=NoTotal.NOT_MEASURED)
    counting, left = _sieve(values)
    missing = _missing(counting, values, rules)
    standing: list[Value] = []
    for place in _places(counting):
        stands, falls = _over_time([value for value in counting if value.place == place], rules)
        standing += stands
        left += falls
    standing, held = _side_by_side_places([value for value in counting if value in standing], rules)
    left += held
    found = _Sum(rules, values, tuple(standing))
    places = tuple((place, _of_place(place, found, left, missing)) for place in _places(values))
    return found.over_places(left, missing, places)


def _of_place(place: Hashable, found: _Sum, left: Iterable[Left], missing: Iterable[Missing]) -> Total:
    standing = tuple(value for value in found.standing if value.place == place)
    return _Sum(found.rules, found.known, standing).over_places(
        [one for one in left if one.value.place == place], [one for one in missing if one.place == place], ()
    )


def _places(values: Iterable[Value]) -> list[Hashable]:
    return list(dict.fromkeys(value.place for value in values))


def _sieve(values: Iterable[Value]) -> tuple[list[Value], list[Left]]:
    """Values that count, in order of time; those that do not, with why."""
    counting, left = [], []
    for value in sorted(values, key=lambda value: (value.until, value.since)):
        if value.state not in COUNTING:
            left.append(Left(value, LeftOut(value.state)))
        elif value.amount is None and not value.has_whole:
            left.append(Left(value, LeftOut.EMPTY))
        else:
            counting.append(value)
    return counting, left


def _missing(counting: Sequence[Value], values: Sequence[Value], rules: Rules) -> list[Missing]:
    """Periods that some place has counted and another place of the card has nothing at all for, not even a draft. Where the last
    value stands, only the last period matters."""
    periods = sorted({(value.until, value.since) for value in counting})
    periods = periods[-1:] if rules.over_time == OverTime.LAST else periods
    return [
        Missing(place, since, until)
        for place in _places(values)
        for until, since in periods
        if not _covered(since, until, [value for value in values if value.place == place])
    ]


def _covered(since: date, until: date, values: Iterable[Value]) -> bool:
    """Whether the values together hold every day from `since` to `until`."""
    day = since
    for value in sorted(values, key=lambda value: value.since):
        if value.since <= day <= value.until:
            day = value.until + timedelta(days=1)
    return day > until


# ---- Over time -----------------------------------------------------------------------------------------------------


def _over_time(values: list[Value], rules: Rules) -> tuple[list[Value], list[Left]]:
    """Of one place: the values that stand in the total, and those that another one stands for."""
    if rules.over_time == OverTime.LAST:
        last = max(values, key=lambda value: (value.until, value.since))
        return [last], [Left(value, LeftOut.LATER_STANDS) for value in values if value is not last]
    if rules.over_time == OverTime.HIGHEST:
        highest = max(values, key=lambda value: (_amount(value, rules), value.until))
        return [highest], [Left(value, LeftOut.HIGHER_STANDS) for value in values if value is not highest]
    if rules.over_time == OverTime.NEVER:
        return values, []
    return _side_by_side(values)


def _side_by_side(values: list[Value]) -> tuple[list[Value], list[Left]]:
    """No day twice: a longer period stands for the shorter ones within it; what crosses one that stands is left out."""
    standing: list[Value] = []
    left: list[Left] = []
    for value in sorted(values, key=lambda value: (value.since - value.until, value.since)):
        if any(_holds(other, value) for other in standing):
            left.append(Left(value, LeftOut.HELD))
        elif any(other.since <= value.until and value.since <= other.until for other in standing):
            left.append(Left(value, LeftOut.CROSSES))
        else:
            standing.append(value)
    return standing, left


def _holds(longer: Value, value: Value) -> bool:
    place = longer.place == value.place or longer.place in value.above
    return place and longer.since <= value.since and value.until <= longer.until


def _side_by_side_places(values: list[Value], rules: Rules) -> tuple[list[Value], list[Left]]:
    """No place twice: the value of a district stands for those of its villages in the same days; where the last or the highest
    value stands, in all days."""
    any_day = rules.over_time in (OverTime.LAST, OverTime.HIGHEST)

    def is_held(value: Value) -> bool:
        return any(
            other.place in value.above and (any_day or (other.since <= value.until and value.since <= other.until))
            for other in values
        )

    left = [Left(value, LeftOut.PLACE_HELD) for value in values if is_held(value)]
    return [value for value in values if not is_held(value)], left


def _amount(value: Value, rules: Rules) -> Decimal:
    if rules.kind in POOLS and value.has_whole:
        return divided(value.part or ZERO, value.whole or ZERO, rules.kind)
    return value.amount if value.amount is not None else ZERO


def divided(part: Decimal, whole: Decimal, kind: str) -> Decimal:
    """A share in percent, a mean in its own unit."""
    return part / whole * (HUNDRED if kind == Kind.SHARE else 1)


# ---- Over places ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    """`known`: all values of the card, also those that do not stand in this sum; the overlap of people is said of them."""

    rules: Rules
    known: Sequence[Value]
    standing: tuple[Value, ...]

    def over_places(self, left: list[Left], missing: list[Missing], places: tuple[tuple[Hashable, Total], ...]) -> Total:
        rest = (tuple(left), tuple(missing), places)
        if not self.standing:
            return Total(None, None, None, None, (), *rest, NoTotal.NOTHING)
        several = _places(self.standing)
        if self.rules.over_time == OverTime.NEVER and len(self.standing) > len(several):
            return Total(None, None, None, None, self.standing, *rest, NoTotal.NOT_OVER_TIME)
        if self.rules.over_places == OverPlaces.NEVER and len(several) > 1:
            return Total(None, None, None, None, self.standing, *rest, NoTotal.NOT_OVER_PLACES)
        if self.rules.kind in POOLS:
            return self._pooled(*rest)
        if self.rules.kind == Kind.YES_NO:
            return self._yes(*rest)
        low, high = self._people() if self.rules.kind == Kind.PEOPLE else self._added()
        return Total(low, high, None, None, self.standing, *rest)

    def _added(self) -> tuple[Decimal, Decimal]:
        found = sum((value.amount or ZERO for value in self.standing), ZERO)
        return found, found

    def _yes(self, left: tuple[Left, ...], missing: tuple[Missing, ...], places: tuple[tuple[Hashable, Total], ...]) -> Total:
        yes = Decimal(sum(bool(value.amount) for value in self.standing))
        return Total(yes, yes, yes, Decimal(len(self.standing)), self.standing, left, missing, places)

    def _pooled(self, left: tuple[Left, ...], missing: tuple[Missing, ...], places: tuple[tuple[Hashable, Total], ...]) -> Total:
        """One value alone stands as it is; of several only those that say of how many."""
        pooled = tuple(value for value in self.standing if value.has_whole)
        if len(self.standing) == 1 and not pooled:
            alone = self.standing[0].amount
            return Total(alone, alone, None, None, self.standing, left, missing, places)
        left += tuple(Left(value, LeftOut.NO_WHOLE) for value in self.standing if not value.has_whole)
        if not pooled:
            return Total(None, None, None, None, (), left, missing, places, NoTotal.NO_WHOLE)
        part = sum((value.part or ZERO for value in pooled), ZERO)
        whole = sum((value.whole or ZERO for value in pooled), ZERO)
        found = divided(part, whole, self.rules.kind)
        return Total(found, found, part, whole, pooled, left, missing, places)

    # ---- People --------------------------------------------------------------------------------------------------

    def _people(self) -> tuple[Decimal, Decimal]:
        low = high = largest = ZERO
        for value in self.standing:
            surely, maybe = self._overlap(value, high)
            amount = value.amount or ZERO
            low, high, largest = low + amount - maybe, high + amount - surely, max(largest, amount)
        return max(low, largest), high

    def _overlap(self, value: Value, so_far: Decimal) -> tuple[Decimal, Decimal]:
        """How many people of the value are surely, and may be, among those counted so far. What was declared is sure only while
        all earlier values of the card stand in the sum."""
        most = min(value.amount or ZERO, so_far)
        surely, maybe = value.overlap_low, value.overlap_high
        high = most if maybe is None else min(Decimal(maybe), most)
        low = ZERO if surely is None or not self._earlier_stand(value) else min(Decimal(surely), high)
        return low, high

    def _earlier_stand(self, value: Value) -> bool:
        before = [one for one in self.known if (one.until, one.since) < (value.until, value.since)]
        before += self._beside(value)
        return all(self._stands(one) for one in before)

    def _beside(self, value: Value) -> list[Value]:
        """Values of the same period that were entered earlier."""
        same = [one for one in self.known if (one.until, one.since) == (value.until, value.since)]
        return same[: same.index(value)]

    def _stands(self, value: Value) -> bool:
        if value.amount is None or value in self.standing:
            return True
        if self.rules.counted == Counted.CUMULATIVE:
            return any(one.place == value.place and one.until >= value.until for one in self.standing)
        return any(_holds(one, value) for one in self.standing)


# ---- Several cards -------------------------------------------------------------------------------------------------


def together(totals: Sequence[Total], kind: str) -> Total:
    """Totals of several cards as one. Whether two cards reached the same people nobody has said, so people become a range from
    the largest card to the sum. Cards without a total are left out."""
    there = [one for one in totals if one.is_there]
    if not there:
        return Total(none_because=NoTotal.NOTHING)
    if len(there) == 1:
        return there[0]
    if kind in POOLS:
        return _pooled_cards(there, kind)
    high = sum((one.high or ZERO for one in there), ZERO)
    if kind == Kind.PEOPLE:
        return Total(max(one.low or ZERO for one in there), high)
    whole = sum((one.whole or ZERO for one in there), ZERO) if kind == Kind.YES_NO else None
    return Total(high, high, high if whole is not None else None, whole)


def _pooled_cards(totals: Sequence[Total], kind: str) -> Total:
    pooled = [one for one in totals if one.part is not None and one.whole]
    if not pooled:
        return Total(none_because=NoTotal.NO_WHOLE)
    part = sum((one.part or ZERO for one in pooled), ZERO)
    whole = sum((one.whole or ZERO for one in pooled), ZERO)
    found = divided(part, whole, kind)
    return Total(found, found, part, whole)


# ---- Which rules fit -----------------------------------------------------------------------------------------------

USUAL: dict[tuple[str, str], tuple[OverTime, OverPlaces]] = {
    (Kind.PEOPLE, Counted.PER_PERIOD): (OverTime.SUM, OverPlaces.SUM),
    (Kind.PEOPLE, Counted.CUMULATIVE): (OverTime.LAST, OverPlaces.SUM),
    (Kind.PEOPLE, Counted.STATE): (OverTime.LAST, OverPlaces.SUM),
    (Kind.SUM, Counted.PER_PERIOD): (OverTime.SUM, OverPlaces.SUM),
    (Kind.SUM, Counted.CUMULATIVE): (OverTime.LAST, OverPlaces.SUM),
    (Kind.SUM, Counted.STATE): (OverTime.LAST, OverPlaces.SUM),
    (Kind.SHARE, Counted.PER_PERIOD): (OverTime.POOLED, OverPlaces.POOLED),
    (Kind.SHARE, Counted.CUMULATIVE): (OverTime.LAST, OverPlaces.POOLED),
    (Kind.SHARE, Counted.STATE): (OverTime.LAST, OverPlaces.POOLED),
    (Kind.MEAN, Counted.PER_PERIOD): (OverTime.POOLED, OverPlaces.POOLED),
    (Kind.MEAN, Counted.CUMULATIVE): (OverTime.LAST, OverPlaces.POOLED),
    (Kind.MEAN, Counted.STATE): (OverTime.LAST, OverPlaces.POOLED),
    (Kind.YES_NO, Counted.PER_PERIOD): (OverTime.HIGHEST, OverPlaces.COUNT_YES),
    (Kind.YES_NO, Counted.CUMULATIVE): (OverTime.LAST, OverPlaces.COUNT_YES),
    (Kind.YES_NO, Counted.STATE): (OverTime.LAST, OverPlaces.COUNT_YES),
}
"""The rules an indicator has when nobody says otherwise, by kind and by what a value holds."""


def fits(rules: Rules) -> bool:
    """Whether the rules can be true: what holds everything since the beginning, or the state of a day, is not added over time;
    shares and means are pooled or not added at all; yes or no is counted."""
    over_time: set[str] = {OverTime.LAST, OverTime.NEVER}
    if rules.counted == Counted.PER_PERIOD and rules.kind != Kind.YES_NO:
        over_time.add(OverTime.POOLED if rules.kind in POOLS else OverTime.SUM)
    if rules.kind not in POOLS and rules.counted != Counted.CUMULATIVE:
        over_time.add(OverTime.HIGHEST)
    over_places = USUAL[rules.kind, rules.counted][1]
    return rules.over_time in over_time and rules.over_places in (over_places, OverPlaces.NEVER)
