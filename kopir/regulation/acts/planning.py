"""The plan of a year: what a post will do on which day, saved together and approved once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.journal.acts import Draft, act
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.flow import PLAN
from kopir.regulation.models import Obligation, Plan
from kopir.regulation.queries.obligations import of_year
from kopir.regulation.queries.planning import frozen


@dataclass(frozen=True, slots=True)
class Planned:
    """What a post plans for one obligation."""

    on: date | None
    note: str = ""


def plan(post: Post, year: int, *, by: Actor, rows: Mapping[int, Planned]) -> int:
    """Save the planned days and notes of a year together, by obligation; answers how many have changed. What is not among
    the rows stays. Raises Refused `planned_late` for a day after the last one, with the field `on-<obligation>`."""
    found = plan_of(post, year)
    with act(rules.may_plan, by=by, subject=found, parent=post) as entry:
        obligations = of_year(post.pk, year)
        changed = [row for row in obligations if row.pk in rows and _set(row, rows[row.pk], entry)]
        if found._state.adding:
            found.save()
        Obligation.objects.bulk_update(changed, ["planned_on", "plan_note"], batch_size=200)
        entry.is_open = False  # what is not approved yet is the post's own
        entry.fact(post=post.names, year=year, changed=len(changed))
    return len(changed)


def plan_of(post: Post, year: int) -> Plan:
    """The plan as it is kept, or one that is not saved yet."""
    return Plan.objects.select_related("post").filter(post=post, year=year).first() or Plan(post=post, year=year)


def _set(row: Obligation, planned: Planned, entry: Draft) -> bool:
    if planned.on is not None and planned.on > row.due_on:
        raise Refused("planned_late", _("The planned day is after the last day."), field=f"on-{row.pk}")
    note = planned.note.strip()[:500]
    if (row.planned_on, row.plan_note) == (planned.on, note):
        return False
    entry.watch(row)
    row.planned_on, row.plan_note = planned.on, note
    return True


def approve_plan(post: Post, year: int, *, by: Actor) -> Plan:
    """Its rows are fixed with their hash; from now on it is public and is not changed. This act proves the duty to plan."""
    found = plan_of(post, year)
    with act(rules.may_approve_plan, by=by, subject=found, parent=post) as entry:
        PLAN.move(found, "approve")
        found.rows = frozen(of_year(post.pk, year))
        if not found.rows:
            raise Refused("empty_plan", _("There is nothing to plan in this year yet."))
        found.hash = hash_of(found.rows)
        found.approved_at, found.approved_by = timezone.now(), post.name("kk").text
        found.save()
        entry.fact(post=post.names, year=year, hash=found.hash)
    return found


def hash_of(rows: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical JSON, hexadecimal: whoever has the rows can reckon it."""
    return hashlib.sha256(canonical(rows)).hexdigest()
