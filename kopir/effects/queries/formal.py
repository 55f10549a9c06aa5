"""Formal closings: what was closed as done without an effect named, with an effect never checked, or contradicted.

Counted from the rows at the moment of asking. Of matters only those whose last outcome says that something changed ("solved",
"partly solved"); of duties those that were done, except duties whose occasion is a matter: they count with it. Each closing has
one verdict, the first that fits: contradicted, no effect named, holds, never checked, too early to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ExtractQuarter, ExtractYear, Substr
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.effects.models import Check, Confirmation, Effect, FormalReply
from kopir.effects.queries.checks import claims_effect, terms_in_force
from kopir.effects.words import Agreed, EffectState, Holds, Verdict
from kopir.interactions.models import AuthorWord, Matter
from kopir.interactions.words import MatterState, Word
from kopir.organisations.models import Organisation
from kopir.practices.shares import Share
from kopir.regulation.models import Obligation
from kopir.regulation.words import ObligationState
from kopir.territories.models import Territory, inside, within

TO_NAME = 30
"""Days after the closing in which the effect may still be named."""
TO_ANSWER = 30
"""Days after the first question in which it may still be answered."""
OF_WORDS = (Verdict.CONTRADICTED, Verdict.NEVER_CHECKED, Verdict.HOLDS)
"""No matter has these of which nobody said anything."""
FORMAL = (Verdict.CONTRADICTED, Verdict.NO_EFFECT, Verdict.NEVER_CHECKED)


class What(StrEnum):
    MATTERS = "matters"
    DUTIES = "duties"


class Axis(StrEnum):
    """By what is counted."""

    BODY = "body"
    REGION = "region"
    DISTRICT = "district"
    KIND = "kind"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class FormalFilter:
    """Empty values do not filter. `since`, `until`: of the closing, both included. `kind`: of a matter, or a duty's code.
    `only_seated`: of the place itself (the country, when none is chosen), not of those inside it.
    """

    what: What = What.MATTERS
    since: date | None = None
    until: date | None = None
    territory: Territory | None = None
    body: Organisation | None = None
    kind: str = ""
    sector: str = ""
    only_seated: bool = False

    def place(self, field: str) -> Q:
        return within(field, self.territory, only_seated=self.only_seated)


@dataclass(slots=True)
class FormalTally:
    contradicted: int = 0
    no_effect: int = 0
    never_checked: int = 0
    holds: int = 0
    too_early: int = 0

    @property
    def formal(self) -> int:
        return self.contradicted + self.no_effect + self.never_checked

    @property
    def counted(self) -> int:
        """Without those of which nothing can be said yet."""
        return self.formal + self.holds

    @property
    def total(self) -> int:
        return self.counted + self.too_early

    @property
    def share(self) -> Share:
        return Share(self.formal, self.counted)

    def add(self, verdict: str, number: int) -> None:
        setattr(self, verdict, getattr(self, verdict) + number)

    def __add__(self, other: FormalTally) -> FormalTally:
        return FormalTally(*(getattr(self, name) + getattr(other, name) for name in FormalTally.__slots__))


# ---- The verdict ---------------------------------------------------------------------------------------------------


def _contested(way: str) -> Exists:
    """The newest word of a party of the card contests it."""
    newer = Confirmation.objects.filter(effect=OuterRef("effect"), party=OuterRef("party"), pk__gt=OuterRef("pk"))
    rows = Confirmation.objects.filter(**{f"effect__{way}": OuterRef("pk")}, agreed=Agreed.CONTESTED, lapsed_at=None)
    return Exists(rows.filter(~Exists(newer), effect__state=EffectState.PUBLISHED))


def _failed(**of: OuterRef) -> Exists:
    """A side said at a check that it does not hold, and did not take that back at a later one."""
    same = {name: OuterRef(name) for name in ("matter", "effect", "party", "organisation")}
    later = Check.objects.filter(
        Q(matter=same["matter"]) | Q(effect=same["effect"]), party=same["party"], holds__in=(Holds.YES, Holds.PARTLY),
        days__gt=OuterRef("days"),
    )  # fmt: skip
    return Exists(Check.objects.filter(**of, holds=Holds.NO).filter(~Exists(later)))


def _verdict(contradicted: Q | Exists, named: Exists, checked: Exists, closed: str, moment: Any, first: int | None) -> Case:
    """`closed`: the column of the closing; `moment`: days ago as that column holds them; `first`: days to the first question."""
    whens = [When(contradicted, then=Value(Verdict.CONTRADICTED.value))]
    unnamed = ~named & Q(**{f"{closed}__lt": moment(TO_NAME)})
    whens += [When(unnamed, then=Value(Verdict.NO_EFFECT.value)), When(named & checked, then=Value(Verdict.HOLDS.value))]
    if first is not None:
        long_ago = Q(**{f"{closed}__lt": moment(first + TO_ANSWER)})
        whens.append(When(long_ago, then=Value(Verdict.NEVER_CHECKED.value)))
    return Case(*whens, default=Value(Verdict.TOO_EARLY.value), output_field=CharField())


def _moment(days: int) -> datetime:
    return _midnight(_day(days))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


ANSWERED = (Holds.YES, Holds.PARTLY)


def _first_question() -> int | None:
    return min((term.days for term in terms_in_force()), default=None)


def _closed_matters() -> QuerySet[Matter]:
    return Matter.objects.filter(claims_effect(), state=MatterState.CLOSED)


def _judged_matters() -> QuerySet[Matter]:
    return _matters_judged_on(timezone.localdate(), _first_question())


@lru_cache(maxsize=4)
def _matters_judged_on(_today: date, first: int | None) -> QuerySet[Matter]:
    """Not asked yet, so it is built once a day: that takes longer than to ask it of one matter."""
    of = {"matter": OuterRef("pk"), "round": OuterRef("round")}
    word = AuthorWord.objects.filter(outcome__matter=OuterRef("pk"), outcome__round=OuterRef("round"), word=Word.CONTESTED)
    named = Exists(Effect.objects.filter(matter=OuterRef("pk"), state=EffectState.PUBLISHED))
    checked = Exists(Check.objects.filter(**of, holds__in=ANSWERED))
    said = Q(contests__gt=0) & Q(Exists(word))  # the first contest does not close a matter: few need be asked
    against = said | Q(_contested("matter")) | Q(_failed(**of))
    return _closed_matters().annotate(verdict=_verdict(against, named, checked, "closed_at", _moment, first))


def _judged_duties() -> QuerySet[Obligation]:
    of = {"effect__obligation": OuterRef("pk")}
    named = Exists(Effect.objects.filter(obligation=OuterRef("pk"), state=EffectState.PUBLISHED))
    checked = Exists(Check.objects.filter(**of, holds__in=ANSWERED))
    against = Q(_contested("obligation")) | Q(_failed(**of))
    rows = Obligation.objects.filter(state=ObligationState.DONE).exclude(subject_kind="interactions.matter")
    return rows.annotate(verdict=_verdict(against, named, checked, "done_on", _day, _first_question()))


# ---- Narrowed and counted ------------------------------------------------------------------------------------------


def _matters(filters: FormalFilter) -> QuerySet[Matter]:
    return _narrowed(_judged_matters(), filters)


def _narrowed(rows: QuerySet[Matter], filters: FormalFilter) -> QuerySet[Matter]:
    if filters.since:
        rows = rows.filter(closed_at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(closed_at__lt=_midnight(filters.until + timedelta(days=1)))
    given = {"accountable__organisation": filters.body, "kind__code": filters.kind, "sector__code": filters.sector}
    return rows.filter(filters.place("territory"), **{name: value for name, value in given.items() if value})


def _duties(filters: FormalFilter) -> QuerySet[Obligation]:
    rows = _judged_duties()
    given: dict[str, Any] = {
        "done_on__gte": filters.since, "done_on__lte": filters.until, "post__organisation": filters.body,
        "duty__code": filters.kind, "post__sectors__code": filters.sector,
    }  # fmt: skip
    return rows.filter(filters.place("post__territory"), **{name: value for name, value in given.items() if value})


_COLUMNS: dict[What, dict[Axis, dict[str, Any]]] = {
    What.MATTERS: {
        Axis.BODY: {"key": F("accountable__organisation_id")},
        Axis.REGION: {"key": Substr("territory_id", 1, 2)},
        Axis.DISTRICT: {"key": Substr("territory_id", 1, 4)},
        Axis.KIND: {"key": F("kind__code")},
        Axis.QUARTER: {"year_key": ExtractYear("closed_at"), "quarter_key": ExtractQuarter("closed_at")},
    },
    What.DUTIES: {
        Axis.BODY: {"key": F("post__organisation_id")},
        Axis.REGION: {"key": Substr("post__territory_id", 1, 2)},
        Axis.DISTRICT: {"key": Substr("post__territory_id", 1, 4)},
        Axis.KIND: {"key": F("duty__code")},
        Axis.QUARTER: {"year_key": ExtractYear("done_on"), "quarter_key": ExtractQuarter("done_on")},
    },
}


Key = tuple[Any, ...]
"""What stands at the columns of an axis."""
Tallies = dict[Key, FormalTally]
Row = tuple[Key, str, int]
"""How many have the verdict."""


def formal_tallies(filters: FormalFilter, axis: Axis | None = None) -> Tallies:
    """Counts by what stands at the axis (a quarter gives two keys); without one under the key (). One query of duties, two of
    matters, beside that of the terms."""
    columns = _COLUMNS[filters.what][axis] if axis else {}
    rows = _duties_by_verdict if filters.what == What.DUTIES else _matters_by_verdict
    found: Tallies = defaultdict(FormalTally)
    for key, verdict, number in rows(filters, columns):
        found[key].add(verdict, number)
    return {key: tally for key, tally in found.items() if tally.total}


def _duties_by_verdict(filters: FormalFilter, columns: dict[str, Any]) -> Iterator[Row]:
    for *key, verdict, number in _grouped(_duties(filters), columns, "verdict"):
        yield tuple(key), verdict, number


def _matters_by_verdict(filters: FormalFilter, columns: dict[str, Any]) -> Iterator[Row]:
    """Only matters of which anybody said something are judged; all others, and most are such, have the verdict of their age
    and are counted from an index: those that were judged are taken off."""
    for *key, old, number in _grouped(_aged(_narrowed(_closed_matters(), filters)), columns, "is_old"):
        yield tuple(key), _of_age(old), number
    judged = _aged(_matters(filters).filter(pk__in=_spoken_of()))
    for *key, old, verdict, number in _grouped(judged, columns, "is_old", "verdict"):
        yield tuple(key), _of_age(old), -number
        yield tuple(key), verdict, number


def _of_age(old: bool) -> str:
    return Verdict.NO_EFFECT if old else Verdict.TOO_EARLY


def _aged(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.annotate(is_old=Case(When(closed_at__lt=_moment(TO_NAME), then=True), default=False, output_field=BooleanField()))


def _grouped(rows: QuerySet[Any], columns: dict[str, Any], *also: str) -> Iterable[tuple[Any, ...]]:
    names = (*columns, *also)
    counted: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values(*names).annotate(number=Count("*"))
    return counted.values_list(*names, "number")


def _spoken_of() -> QuerySet[Any]:
    """The matters whose verdict may be another than that of their age: an effect is named, a check was answered with no, or an
    author contests what followed a first contest."""
    named = Effect.objects.filter(state=EffectState.PUBLISHED, matter__isnull=False).values("matter")
    failed = Check.objects.filter(matter__isnull=False, holds=Holds.NO).values("matter")
    contested = AuthorWord.objects.filter(word=Word.CONTESTED, outcome__round__gt=1).values("outcome__matter")
    return named.order_by().union(failed.order_by(), contested.order_by())


def formal(filters: FormalFilter) -> FormalTally:
    return formal_tallies(filters).get((), FormalTally())


def closed_matters(
    by: Actor, filters: FormalFilter, verdict: str = "", *, after: int | None = None, limit: int | None = None
) -> list[Matter]:
    """The matters behind a figure, the last first, with `may_read` and `verdict` set. After the id of the last one seen."""
    rows = _matters(filters).with_reading(by)  # type: ignore[attr-defined]
    rows = rows.filter(verdict=verdict) if verdict else rows
    rows = rows.filter(pk__in=_spoken_of()) if verdict in OF_WORDS else rows
    rows = rows.filter(pk__lt=after) if after else rows
    rows = rows.select_related("kind", "territory", "accountable__organisation", "effect").order_by("-pk")
    return list(rows[:limit] if limit else rows)


def closed_duties(
    filters: FormalFilter, verdict: str = "", *, after: int | None = None, limit: int | None = None
) -> list[Obligation]:
    rows = _duties(filters)
    rows = rows.filter(verdict=verdict) if verdict else rows
    rows = rows.filter(pk__lt=after) if after else rows
    rows = rows.select_related("duty", "post__organisation", "post__territory", "effect").order_by("-pk")
    return list(rows[:limit] if limit else rows)


def matter_verdict(matter: Matter) -> Verdict | None:
    """None for a matter that is not closed, or whose outcome claims nothing. Two queries."""
    found = _judged_matters().filter(pk=matter.pk).values_list("verdict", flat=True).first()
    return Verdict(found) if found else None


# ---- The right of reply --------------------------------------------------------------------------------------------


def formal_replies(filters: FormalFilter, limit: int = 20) -> list[FormalReply]:
    """What bodies of the place say of this figure in these days, the last first. One query."""
    rows = FormalReply.objects.select_related("body", "post")
    if filters.body:
        rows = rows.filter(body=filters.body)
    elif filters.territory:
        rows = rows.filter(inside("post__territory", filters.territory))
    if filters.since:
        rows = rows.filter(until__gte=filters.since)
    if filters.until:
        rows = rows.filter(since__lte=filters.until)
    return list(rows.order_by("-at", "-pk")[:limit])


__all__ = [
    "FORMAL",
    "TO_ANSWER",
    "TO_NAME",
    "Axis",
    "FormalFilter",
    "FormalTally",
    "What",
    "closed_duties",
    "closed_matters",
    "formal",
    "formal_replies",
    "formal_tallies",
    "matter_verdict",
]
