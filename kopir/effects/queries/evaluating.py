"""Sheets of the expert councils: one, and the yearly summary of a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Effect, Evaluation, Remark, Score
from kopir.effects.words import Criterion
from kopir.organisations.models import Organisation
from kopir.sectors.models import Sector


@dataclass(frozen=True, slots=True)
class Points:
    """Of one criterion: what each expert gave, in the order of the experts."""

    criterion: Criterion
    given: list[int]
    conclusion: str = ""

    @property
    def total(self) -> int:
        return sum(self.given)

    @property
    def mean(self) -> float | None:
        return _mean([self])


def _mean(rows: Sequence[Points]) -> float | None:
    """Of all points of all experts, to two digits; None when nobody scored."""
    number = sum(len(row.given) for row in rows)
    return round(float(Fraction(sum(row.total for row in rows), number)), 2) if number else None


@dataclass(frozen=True, slots=True)
class Sheet:
    evaluation: Evaluation
    rows: list[Points]
    remarks: list[Remark] = field(default_factory=list)

    @property
    def experts(self) -> list[int]:
        return sorted({score.expert for score in self.evaluation.scores.all()})

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def mean(self) -> float | None:
        """Of all points of all experts."""
        return _mean(self.rows)

    @property
    def refused(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.accepted is False]


def sheet(evaluation: Evaluation) -> Sheet:
    """With scores and remarks prefetched no query at all."""
    given: dict[str, list[Score]] = defaultdict(list)
    for score in sorted(evaluation.scores.all(), key=lambda row: row.expert):
        given[score.criterion].append(score)
    rows = [Points(one, [score.points for score in given[one]], evaluation.conclusions.get(one, "")) for one in Criterion]
    return Sheet(evaluation, rows, list(evaluation.remarks.all()))


def _missing() -> Refused:
    return Refused("not_found", _("There is no such evaluation, or you may not see it."), hidden=True)


def evaluation_for(by: Actor, pk: int) -> Evaluation:
    """Approved ones for everybody; what is being filled in for the holders of the body's posts."""
    rows = Evaluation.objects.filter(effect__in=Effect.objects.visible_to(by), pk=pk)
    found = rows.select_related("effect__post", "post__organisation").prefetch_related("scores", "remarks").first()
    if found is None or not (found.approved_at or _holds_post_of(by, found)):
        raise _missing()
    return found


def _holds_post_of(by: Actor, found: Evaluation) -> bool:
    return by.is_official and by.organisation_id == found.post.organisation_id


def remark_for(by: Actor, pk: int) -> Remark:
    found = Remark.objects.filter(pk=pk).select_related("evaluation__effect__post").first()
    if found is None:
        raise _missing()
    evaluation_for(by, found.evaluation_id)
    return found


def evaluations_of(by: Actor, effect: Effect) -> list[Sheet]:
    rows = effect.evaluations.select_related("post__organisation").prefetch_related("scores", "remarks")
    return [sheet(row) for row in rows if row.approved_at or _holds_post_of(by, row)]


# ---- The year ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Direction:
    """Cards of one sector that were evaluated in the year: the last approved sheet of each card counts."""

    sector: Sector | None
    sheets: list[Sheet]

    @property
    def rows(self) -> list[Points]:
        """By criterion, over all cards and experts."""
        return [Points(one, [points for row in self._of(one) for points in row.given]) for one in Criterion]

    def _of(self, criterion: Criterion) -> list[Points]:
        return [row for one in self.sheets for row in one.rows if row.criterion == criterion]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def mean(self) -> float | None:
        return _mean(self.rows)

    @property
    def remarks(self) -> int:
        return sum(len(one.remarks) for one in self.sheets)

    @property
    def refused(self) -> int:
        return sum(len(one.refused) for one in self.sheets)


def year_of(body: Organisation, year: int) -> list[Direction]:
    """A few queries, however many cards. Sectors in their own order; withdrawn cards are left out."""
    rows = Evaluation.objects.filter(
        post__organisation=body, held_on__year=year, approved_at__isnull=False, effect__state="published"
    ).order_by("effect_id", "-held_on", "-pk")
    rows = rows.select_related("effect__sector", "effect__territory").prefetch_related("scores", "remarks", "effect__texts")
    last: dict[int, Evaluation] = {}
    for row in rows:
        last.setdefault(row.effect_id, row)
    found: dict[int | None, list[Sheet]] = defaultdict(list)
    for row in last.values():
        found[row.effect.sector_id].append(sheet(row))
    parts = [Direction(sheets[0].evaluation.effect.sector, sheets) for sheets in found.values()]
    return sorted(parts, key=lambda one: one.sector.order if one.sector else 0)


def years_of_bodies() -> list[dict[str, Any]]:
    """Which bodies have approved sheets of which years: dicts of `body`, `year`, `number`, the newest year first."""
    rows = (
        Evaluation.objects.filter(approved_at__isnull=False, effect__state="published")
        .annotate(year=ExtractYear("held_on"))
        .values("post__organisation", "year")
        .annotate(number=Count("effect", distinct=True))
        .order_by("-year", "post__organisation")
    )
    listed = list(rows)
    bodies = Organisation.objects.in_bulk([row["post__organisation"] for row in listed])
    return [{"body": bodies[row["post__organisation"]], "year": row["year"], "number": row["number"]} for row in listed]


CSV_COLUMNS = ("sector", "criterion", "cards", "experts_points", "total", "mean", "remarks", "not_accepted")


def csv_rows(directions: Sequence[Direction]) -> list[list[Any]]:
    """A row for each sector and criterion, and one for all five."""
    rows: list[list[Any]] = []
    for one in directions:
        code, cards = one.sector.code if one.sector else "", len(one.sheets)
        for points in one.rows:
            rows.append([code, points.criterion, cards, len(points.given), points.total, points.mean, "", ""])
        number = sum(len(points.given) for points in one.rows)
        rows.append([code, "all", cards, number, one.total, one.mean, one.remarks, one.refused])
    return rows
