"""What the effects of a place, a body, a sector or an organisation come to: people, needs met, money, plan indicators, the words
of the cards. Every figure is made of the lines given here, so that it opens into its cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.effects.adding import Total, together
from kopir.effects.models import Check, Effect, EffectText, Gain, Goal, Indicator, Money, PieceUse
from kopir.effects.queries.cards import shown
from kopir.effects.queries.checks import SHOWN, told
from kopir.effects.queries.measuring import Measured, measured_all
from kopir.effects.words import (
    Adequacy,
    Agreed,
    Better,
    CheckState,
    EffectState,
    Holds,
    Kind,
    Library,
    Standing,
)
from kopir.organisations.models import Organisation
from kopir.practices.models import Card, Way, WayUse
from kopir.practices.words import CardKind, CardState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory, inside

AGREED = (Agreed.CONFIRMED, Agreed.PARTLY)
FEWEST_COSTS = 3
"""Of fewer cards no cost is given."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose effects; of the four at least one is set. `body`: a state body, by its posts; `organisation`: an NGO."""

    territory: Territory | None = None
    body: Organisation | None = None
    sector: Sector | None = None
    organisation: Organisation | None = None

    def condition(self) -> Q:
        found = inside("territory", self.territory) if self.territory else Q()
        if self.body:
            found &= Q(post__organisation=self.body)
        if self.organisation:
            found &= Q(organisation=self.organisation)
        return found & Q(sector=self.sector) if self.sector else found

    def practices(self) -> Q:
        found = inside("territory", self.territory) if self.territory else Q()
        if self.body:
            found &= Q(owner__organisation=self.body)
        if self.organisation:
            found &= Q(author=self.organisation)
        return found & Q(sector=self.sector) if self.sector else found


@dataclass(slots=True)
class Line:
    """A card with what it gives. `said`: the newest word of the other party, empty while it has not spoken; `later`: what the
    newest answered later check says, `is_gone`: some side says in it that the effect is gone; `shown_by`: pieces of evidence
    the other party judged adequate."""

    effect: Effect
    text: EffectText | None
    people: Total
    measured: Sequence[Measured] = ()
    said: str = ""
    tenge: int | None = None
    later: Standing | None = None
    is_gone: bool = False
    shown_by: int = 0

    @property
    def is_confirmed(self) -> bool:
        """Said by the other party, and in the newest later check no side says that it is gone."""
        return self.said in AGREED and not self.is_gone

    @property
    def per_person(self) -> tuple[Decimal, Decimal] | None:
        """Tenge for each person, from the most to the fewest people that may have been reached."""
        if not self.tenge or not self.people.low or not self.people.high:
            return None
        return self.tenge / self.people.high, self.tenge / self.people.low


@dataclass(frozen=True, slots=True)
class Cost:
    """Of all confirmed cards that name money and people: tenge for each person, `low` to `high`; `least` and `most`: the middles
    of the cheapest and the dearest card; `middle`: half of the cards cost less."""

    low: Decimal
    high: Decimal
    least: Decimal
    most: Decimal
    middle: Decimal
    cards: int


@dataclass(slots=True)
class Aim:
    """A goal or an indicator that cards name as their gain. `moves`: measured on these cards, from the baseline on."""

    of: Goal | Indicator
    lines: list[Line] = field(default_factory=list)
    moves: list[Measured] = field(default_factory=list)

    @property
    def is_plan(self) -> bool:
        return self.of.library == Library.PLAN

    @property
    def code(self) -> str:
        """Of the common libraries; the code of a plan's own item says nothing to a reader."""
        return self.of.code if self.of.library in (Library.SDG, Library.NATIONAL) else ""

    @property
    def has_moved(self) -> bool:
        return any(is_better(one) for one in self.moves)


def is_better(one: Measured) -> bool:
    start, found = one.measure.baseline, one.total
    if start is None or found.low is None or found.high is None:
        return False
    return found.high < start if one.measure.indicator.better == Better.LESS else found.low > start


@dataclass
class Benefit:
    scope: Scope
    lines: list[Line]
    aims: list[Aim]
    practices: list[Card]
    ways: list[tuple[Way, int, int]]
    money: dict[str, int]
    on: date

    @property
    def confirmed(self) -> list[Line]:
        return [line for line in self.lines if line.is_confirmed]

    @property
    def unconfirmed(self) -> list[Line]:
        return [line for line in self.lines if not line.is_confirmed]

    @cached_property
    def people(self) -> Total:
        return reached(self.lines)

    @cached_property
    def people_confirmed(self) -> Total:
        return reached(self.confirmed)

    @cached_property
    def counted(self) -> int:
        """Cards with an accepted count of people."""
        return sum(line.people.is_there for line in self.lines)

    @property
    def plan(self) -> list[Aim]:
        """Indicators of plans; a goal alone cannot be measured."""
        return [aim for aim in self.aims if aim.is_plan and isinstance(aim.of, Indicator)]

    @property
    def moved(self) -> int:
        return sum(aim.has_moved for aim in self.plan)

    @property
    def words(self) -> dict[str, int]:
        """Cards by what the other party says; empty: it has not spoken."""
        return Counter(line.said for line in self.lines)

    @cached_property
    def cost(self) -> Cost | None:
        return cost([line for line in self.confirmed if line.per_person])

    def by_sector(self) -> list[tuple[Sector, list[Line]]]:
        found: dict[Sector, list[Line]] = defaultdict(list)
        for line in self.lines:
            if line.effect.sector is not None:
                found[line.effect.sector].append(line)
        return sorted(found.items(), key=lambda pair: (-_most(pair[1]), pair[0].order))


def _most(lines: Iterable[Line]) -> Decimal:
    return reached(lines).high or Decimal(0)


def reached(lines: Iterable[Line]) -> Total:
    """People of several cards, each counted once as far as is known."""
    return together([line.people for line in lines], Kind.PEOPLE)


def cost(lines: Sequence[Line]) -> Cost | None:
    if len(lines) < FEWEST_COSTS:
        return None
    spent = Decimal(sum(line.tenge or 0 for line in lines))
    low, high = (sum((end or Decimal(0) for end in ends), Decimal(0)) for ends in zip(*_ends(lines), strict=True))
    middles = [(line.per_person[0] + line.per_person[1]) / 2 for line in lines if line.per_person]
    return Cost(spent / high, spent / low, min(middles), max(middles), median(middles), len(lines))


def _ends(lines: Iterable[Line]) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(line.people.low, line.people.high) for line in lines]


# ---- Reading -------------------------------------------------------------------------------------------------------


def benefit(scope: Scope, language: str) -> Benefit:
    """About fifteen queries, however many cards."""
    lines = lines_of(scope, language)
    money = Money.objects.filter(effect__in=[line.effect.pk for line in lines]).order_by()
    spent: Counter[str] = Counter()
    for source, tenge in money.values_list("source", "tenge"):
        spent[source] += tenge
    return Benefit(scope, lines, _aims(lines), _practices(scope), _ways(lines), dict(spent.most_common()), timezone.localdate())


def lines_of(scope: Scope, language: str) -> list[Line]:
    """Published cards, those that reached the most people first."""
    effects = list(shown(Effect.objects.filter(scope.condition(), state=EffectState.PUBLISHED)).order_by("-pk"))
    found = measured_all(effects, VISITOR)
    later, pieces = _later(effects), _pieces(effects)
    lines = [
        Line(
            effect, effect.text_in(language), _people(found.get(effect.pk, [])), found.get(effect.pk, []),
            getattr(effect, "said", None) or "", getattr(effect, "tenge", None), *later.get(effect.pk, (None, False)),
            shown_by=pieces.get(effect.pk, 0),
        )
        for effect in effects
    ]  # fmt: skip
    return sorted(lines, key=lambda line: -(line.people.high or Decimal(0)))


def _people(measured: Iterable[Measured]) -> Total:
    return together([one.total for one in measured if one.measure.indicator.kind == Kind.PEOPLE], Kind.PEOPLE)


def _later(effects: Sequence[Effect]) -> dict[int, tuple[Standing, bool]]:
    """Of each card the newest check that was answered, its own or its matter's: what it says, and whether some side says that
    the effect is gone."""
    matters = {effect.matter_id: effect.pk for effect in effects if effect.matter_id}
    rows = Check.objects.filter(Q(effect__in=[effect.pk for effect in effects]) | Q(matter__in=matters))
    by_card: dict[int, list[Check]] = defaultdict(list)
    for row in rows.exclude(state=CheckState.LAPSED).select_related(*SHOWN).order_by("round", "days", "pk"):
        by_card[row.effect_id or matters[row.matter_id or 0]].append(row)
    silent = (Standing.WAITING, Standing.SILENT)
    known = {pk: [one for one in told(checks) if one.standing not in silent] for pk, checks in by_card.items()}
    return {pk: (rows[-1].standing, any(row.holds == Holds.NO for row in rows[-1].rows)) for pk, rows in known.items() if rows}


def _pieces(effects: Sequence[Effect]) -> dict[int, int]:
    rows = PieceUse.objects.filter(
        effect__in=[effect.pk for effect in effects], removed_at=None, adequacy=Adequacy.ADEQUATE, piece__expired_at=None
    )
    return dict(rows.order_by().values("effect").annotate(number=Count("pk")).values_list("effect", "number"))


def _aims(lines: Sequence[Line]) -> list[Aim]:
    """What confirmed cards name as their gain; those of a plan first, then by how many cards name them."""
    by_card = {line.effect.pk: line for line in lines if line.is_confirmed}
    rows = Gain.objects.filter(effect__in=by_card).exclude(goal=None, indicator=None)
    found: dict[tuple[str, int], Aim] = {}
    for gain in rows.select_related("goal", "indicator"):
        of = gain.indicator or gain.goal
        assert of is not None
        aim = found.setdefault((of._meta.model_name or "", of.pk), Aim(of))
        line = by_card[gain.effect_id]
        aim.lines.append(line)
        if gain.indicator is not None:
            aim.moves += [one for one in line.measured if one.measure.indicator_id == gain.indicator_id]
    return sorted(found.values(), key=lambda aim: (not aim.is_plan, -len(aim.lines), aim.of.library, aim.of.order))


def _practices(scope: Scope) -> list[Card]:
    """The best shown first: by evidence, then by how often they were adopted."""
    rows = Card.objects.filter(scope.practices(), state=CardState.PUBLISHED, kind=CardKind.WORKED)
    rows = rows.annotate(adopted=Count("adoptions", distinct=True)).select_related("territory", "owner__organisation", "author")
    return list(rows.prefetch_related("texts").order_by("-level", "-adopted", "-pk")[:5])


def _ways(lines: Sequence[Line]) -> list[tuple[Way, int, int]]:
    """Ways of interaction used in the matters of these cards, when at least one is confirmed: how many cards, how many of them
    confirmed."""
    confirmed = {line.effect.matter_id: line.is_confirmed for line in lines if line.effect.matter_id}
    used: dict[Way, list[bool]] = defaultdict(list)
    for use in WayUse.objects.filter(matter__in=confirmed).select_related("way"):
        used[use.way].append(confirmed[use.matter_id])
    pairs = [(way, len(marks), sum(marks)) for way, marks in used.items() if any(marks)]
    return sorted(pairs, key=lambda row: (-row[2], -row[1], row[0].pk))


__all__ = ["FEWEST_COSTS", "Aim", "Benefit", "Cost", "Line", "Scope", "benefit", "cost", "is_better", "lines_of", "reached"]
