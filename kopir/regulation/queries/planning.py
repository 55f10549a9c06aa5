"""Plans of years: an approved one is open to everybody, with the rows that were approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.base.tongue import localised
from kopir.posts.models import Post
from kopir.regulation.models import Obligation, Plan
from kopir.regulation.queries.obligations import of_year
from kopir.regulation.words import PlanState


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of a plan in a language."""

    code: str
    duty: str
    norm: str
    address: str
    since: date
    until: date
    due: date
    planned: date | None
    note: str


def rows_in(rows: list[dict[str, Any]], language: str) -> list[PlanRow]:
    """Frozen rows as a reader of the language sees them."""
    return [
        PlanRow(
            code=row["code"],
            duty=localised(row["duty"], language).text,
            norm=row["norm"],
            address=row["address"],
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]),
            due=date.fromisoformat(row["due"]),
            planned=date.fromisoformat(row["planned"]) if row["planned"] else None,
            note=row["note"],
        )
        for row in rows
    ]


def approved_plan(post: Post, year: int) -> Plan:
    found = Plan.objects.select_related("post__organisation").filter(post=post, year=year, state=PlanState.APPROVED).first()
    if found is None:
        raise Refused("no_such_plan", _("There is no approved plan of this year."), hidden=True)
    return found


def approved_years(post: Post) -> list[int]:
    rows = Plan.objects.filter(post=post, state=PlanState.APPROVED)
    return list(rows.order_by("-year").values_list("year", flat=True))


def frozen(obligations: list[Obligation]) -> list[dict[str, Any]]:
    """The rows of a plan as they are approved: words in all languages, days as text."""
    return [
        {
            "code": row.duty.code,
            "duty": row.duty.names,
            "norm": row.duty.norm.ref,
            "address": row.duty.address,
            "since": row.period_start.isoformat(),
            "until": row.period_end.isoformat(),
            "due": row.due_on.isoformat(),
            "planned": row.planned_on.isoformat() if row.planned_on else "",
            "note": row.plan_note,
        }
        for row in obligations
    ]


def rows_of_plan(plan: Plan) -> list[dict[str, Any]]:
    """What is approved, or would be approved now."""
    rows: list[dict[str, Any]] = plan.rows
    return rows if plan.state == PlanState.APPROVED else frozen(of_year(plan.post_id, plan.year))
