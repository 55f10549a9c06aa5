"""Findings grouped for reading: what one post, body or place lacks by one rule stands together."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Min

from kopir.base.actors import Actor
from kopir.regulation.models import Finding
from kopir.regulation.queries.findings import FindingFilter, findings_visible_to

GROUPS, SHOWN = 30, 8
"""So many groups on a page, and so many findings of each."""
Key = tuple[str, int | None, int | None, str]


@dataclass(frozen=True)
class Group:
    """Findings of one rule at one post (or body, or place). `number`: how many; `rows`: the first of them."""

    number: int
    rows: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> Finding:
        return self.rows[0]

    @property
    def rest(self) -> int:
        return self.number - len(self.rows)


@dataclass(frozen=True)
class GroupPage:
    """`after`: the key of the next page, empty at the end."""

    groups: list[Group]
    after: str = ""


def grouped_findings(by: Actor, filters: FindingFilter, after: str = "", limit: int = GROUPS) -> GroupPage:
    """By place, body, post and rule; the whole country's first. The key of a page is the number of the first finding of its
    last group. Two queries."""
    heads = _heads(filters)
    start = next((place for place, (_key, _number, first) in enumerate(heads, 1) if str(first) == after), 0)
    shown = heads[start : start + limit]
    groups = {key: Group(number) for key, number, _first in shown}
    for row in _rows(by, filters, list(groups)):
        group = groups.get((row.territory, row.body_id, row.post_id, row.rule))
        if group is not None and len(group.rows) < SHOWN:
            group.rows.append(row)
    more = start + limit < len(heads)
    return GroupPage([group for group in groups.values() if group.rows], str(shown[-1][2]) if more else "")


def _heads(filters: FindingFilter) -> list[tuple[Key, int, int]]:
    columns = ("territory", "body", "post", "rule")
    rows = Finding.objects.filter(filters.condition()).order_by("territory", "body", "post", "rule").values(*columns)
    counted = rows.annotate(number=Count("pk"), first=Min("pk")).values_list(*columns, "number", "first")
    return [((place, body, post, rule), number, first) for place, body, post, rule, number, first in counted]


def _rows(by: Actor, filters: FindingFilter, keys: list[Key]) -> list[Finding]:
    """A little more than is asked for: the places and rules of the page."""
    places, rules = {key[0] for key in keys}, {key[3] for key in keys}
    rows = findings_visible_to(by).filter(filters.condition(), territory__in=places, rule__in=rules)
    return list(rows.order_by("duty_code", "pk"))
