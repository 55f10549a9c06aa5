"""How far duties are done: by duty, post, body, place and quarter. Counted from the obligations at the moment of asking.

Coverage = done / (done + missed + past due). What was waived, fell away or is not due yet is left out. Figures of bodies and
posts are public: nobody is rated by them, a reader sees the counts, the rule and the post's own reply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear, Substr
from django.utils import timezone

from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.posts.queries import standing
from kopir.regulation.models import Duty, Finding, Obligation, ProvingAct, Reply, in_force_duties
from kopir.regulation.quarters import Quarter
from kopir.regulation.queries.obligations import overdue
from kopir.regulation.words import Contradiction, FindingState, ObligationState
from kopir.territories.models import COUNTRY, Territory, inside

FEWEST = 5
"""Of fewer obligations no percentage is given: one of two is not "50 %"."""
LOW = 50
"""Below this percentage a figure is called low, and the post's reply stands beside it."""


@dataclass(slots=True)
class Tally:
    """`late`: to be done, and the day has passed. `ahead`: not due yet, or a proof given in time waits for its check."""

    done: int = 0
    missed: int = 0
    late: int = 0
    ahead: int = 0
    waived: int = 0
    lapsed: int = 0

    @property
    def counted(self) -> int:
        """The denominator."""
        return self.done + self.missed + self.late

    @property
    def not_done(self) -> int:
        return self.missed + self.late

    @property
    def is_few(self) -> bool:
        return 0 < self.counted < FEWEST

    @property
    def share(self) -> int | None:
        """Whole per cent, rounded down; None without anything to count and for small numbers."""
        return self.done * 100 // self.counted if self.counted >= FEWEST else None

    @property
    def is_low(self) -> bool:
        """Less than half is done, also where no percentage is given."""
        return self.counted > 0 and self.done * 100 < LOW * self.counted

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.done + other.done, self.missed + other.missed, self.late + other.late, self.ahead + other.ahead,
            self.waived + other.waived, self.lapsed + other.lapsed,
        )  # fmt: skip


class Axis(StrEnum):
    """By what is counted."""

    DUTY = "duty"
    POST = "post"
    BODY = "body"
    REGION = "region"
    DISTRICT = "district"
    QUARTER = "quarter"


# Two and four digits of a place's code; a post of the region itself has 00 as its district.
_COLUMNS: dict[Axis, dict[str, Any]] = {
    Axis.DUTY: {"duty_key": F("duty__code")},
    Axis.POST: {"post_key": F("post_id")},
    Axis.BODY: {"body_key": F("post__organisation_id")},
    Axis.REGION: {"region_key": Substr("post__territory_id", 1, 2)},
    Axis.DISTRICT: {"district_key": Substr("post__territory_id", 1, 4)},
    Axis.QUARTER: {"year_key": ExtractYear("due_on"), "quarter_key": ExtractQuarter("due_on")},
}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class CoverageFilter:
    """Empty values do not filter. `since`, `until`: by the day on which it is due, both included."""

    since: date | None = None
    until: date | None = None
    duty: str = ""
    territory: Territory | None = None
    body: Organisation | None = None
    posts: tuple[int, ...] | None = None
    tier: str = ""
    only_seated: bool = False
    """Posts of the place itself (of the whole country without one), not those of places inside it."""

    @classmethod
    def of(cls, quarter: Quarter, **values: Any) -> CoverageFilter:
        return cls(quarter.since, quarter.until, **values)

    def condition(self) -> Q:
        found = self.of_posts("post__")
        if self.since:
            found &= Q(due_on__gte=self.since)
        if self.until:
            found &= Q(due_on__lte=self.until)
        return found & Q(duty__code=self.duty) if self.duty else found

    def of_posts(self, post: str = "") -> Q:
        """The part of the condition that is about posts; `post`: the way to the post, like `accountable__`."""
        found = Q(**{f"{post}organisation": self.body}) if self.body else Q()
        if self.posts is not None:
            found &= Q(**{f"{post}pk__in": self.posts})
        if self.tier:
            found &= Q(**{f"{post}organisation__tier": self.tier})
        if self.only_seated:
            return found & Q(**{f"{post}territory": self.territory.pk if self.territory else COUNTRY})
        return found & inside(f"{post}territory", self.territory) if self.territory else found


def tallies(filters: CoverageFilter, *axes: Axis) -> dict[Key, Tally]:
    """Counts for every combination that occurs, keyed in the order of `axes` (a quarter gives two keys). Two queries."""
    columns = {name: column for axis in axes for name, column in _COLUMNS[axis].items()}
    found: dict[Key, Tally] = {}
    for *key, state, number in _counted(Obligation.objects.filter(filters.condition()), columns, "state"):
        tally = found.setdefault(tuple(key), Tally())
        name = "ahead" if state == ObligationState.DUE else state
        setattr(tally, name, getattr(tally, name) + number)
    for *key, number in _counted(overdue(timezone.localdate()).filter(filters.condition()), columns):
        tally = found.setdefault(tuple(key), Tally())
        tally.late, tally.ahead = number, tally.ahead - number
    return found


def _counted(rows: QuerySet[Obligation], columns: dict[str, Any], *more: str) -> QuerySet[Any, Any]:
    grouped: Any = rows.order_by().annotate(**columns).values(*columns, *more).annotate(number=Count("pk"))
    found: QuerySet[Any, Any] = grouped.values_list(*columns, *more, "number")
    return found


def coverage(filters: CoverageFilter) -> Tally:
    """All of it as one figure. Two queries."""
    return tallies(filters).get((), Tally())


def by_quarter(filters: CoverageFilter) -> dict[Quarter, Tally]:
    """Only quarters in which something fell or falls due, in their order."""
    return {Quarter(*key): tally for key, tally in sorted(tallies(filters, Axis.QUARTER).items())}


def quarters_with_figures() -> list[Quarter]:
    """Quarters that have begun and in which anything is or was due, the last first; at least the present one. One query."""
    today = timezone.localdate()
    rows = Obligation.objects.filter(due_on__lte=Quarter.of(today).until).order_by()
    rows = rows.annotate(**_COLUMNS[Axis.QUARTER]).values_list("year_key", "quarter_key").distinct()
    return sorted({Quarter(*row) for row in rows} | {Quarter.of(today)}, reverse=True)


# ---- Workload ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Load:
    """Beside coverage: how much there is to do. `due`: obligations of the time, whatever became of them, without those that
    fell away."""

    posts: int = 0
    due: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def due_each(self) -> float | None:
        return round(self.due / self.posts, 1) if self.posts else None

    @property
    def open_each(self) -> float | None:
        return round(self.open / self.posts, 1) if self.posts else None


def workload(filters: CoverageFilter, axis: Axis, counted: dict[Key, Tally]) -> dict[Any, Load]:
    """Standing posts and their open matters by place or post, beside `counted` (tallies by the same axis). Two queries."""
    found: dict[Any, Load] = {}
    for key, number in _posts(filters, axis):
        found.setdefault(key, Load()).posts = number
    for key, number, late in _matters(filters, axis):
        load = found.setdefault(key, Load())
        load.open, load.overdue = number, late
    for (key,), tally in counted.items():
        found.setdefault(key, Load()).due = tally.counted + tally.ahead + tally.waived
    return found


def _key_of(axis: Axis, post: str) -> Any:
    """The column of the axis, from the table where the post stands under this name."""
    return {
        Axis.POST: F(f"{post}pk"),
        Axis.BODY: F(f"{post}organisation_id"),
        Axis.REGION: Substr(f"{post}territory_id", 1, 2),
        Axis.DISTRICT: Substr(f"{post}territory_id", 1, 4),
    }[axis]


def _posts(filters: CoverageFilter, axis: Axis) -> Iterable[tuple[Any, int]]:
    rows = Post.objects.filter(standing(), filters.of_posts()).order_by().annotate(key=_key_of(axis, ""))
    return rows.values("key").annotate(number=Count("pk")).values_list("key", "number")


def _matters(filters: CoverageFilter, axis: Axis) -> Iterable[tuple[Any, int, int]]:
    rows = Matter.objects.filter(filters.of_posts("accountable__"), state__in=RUNNING, accountable__isnull=False)
    late = Q(due_on__lt=timezone.localdate())
    grouped = rows.order_by().annotate(key=_key_of(axis, "accountable__")).values("key")
    return grouped.annotate(number=Count("pk"), late=Count("pk", filter=late)).values_list("key", "number", "late")


# ---- Duties that nobody owns, and that nothing proves --------------------------------------------------------------


@dataclass(slots=True)
class Weakness:
    """Of one duty in force. `bodies`: those without an owner, as last examined. `acts`: whether some act of the journal
    proves it. `tally`: of all time."""

    duty: Duty
    bodies: int = 0
    acts: bool = False
    tally: Tally = field(default_factory=Tally)

    @property
    def never_proved(self) -> bool:
        """Its day has come at least once, and it was done nowhere."""
        return self.tally.counted > 0 and self.tally.done == 0

    @property
    def is_weak(self) -> bool:
        return bool(self.bodies) or self.never_proved or not self.acts


def weaknesses() -> list[Weakness]:
    """Every duty in force that some body has no owner for, that no act proves by itself, or that was never proved although
    it was due. Five queries."""
    rows = {duty.code: Weakness(duty) for duty in Duty.objects.filter(in_force_duties(timezone.localdate()))}
    proved = set(ProvingAct.objects.values_list("duty_id", flat=True))
    ownerless = Finding.objects.filter(rule=Contradiction.NO_OWNER).exclude(state=FindingState.RESOLVED)
    for facts in ownerless.values_list("facts", flat=True):
        for code in set(facts["duty_codes"]) & rows.keys():
            rows[code].bodies += 1
    for (code,), tally in tallies(CoverageFilter(), Axis.DUTY).items():
        if code in rows:
            rows[code].tally = tally
    for row in rows.values():
        row.acts = row.duty.pk in proved
    return [row for row in rows.values() if row.is_weak]


# ---- The right of reply --------------------------------------------------------------------------------------------


def replies(filters: CoverageFilter, limit: int = 50) -> list[Reply]:
    """What posts say of figures of this time, the last first. One query."""
    rows = Reply.objects.filter(filters.of_posts("post__")).select_related("post__organisation")
    if filters.since and filters.until:
        rows = rows.filter(since__lte=filters.until, until__gte=filters.since)
    if filters.duty:
        rows = rows.filter(duty_code__in=("", filters.duty))
    return list(rows.order_by("-at", "-pk")[:limit])
