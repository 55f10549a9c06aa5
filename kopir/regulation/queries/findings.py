"""Reading findings: one, lists by filter, counts by kind, place and body. Findings are public: a mechanism that hides where it
cannot work is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.regulation.models import Finding
from kopir.regulation.words import FindingState
from kopir.territories.models import Territory, inside

STANDING = (FindingState.OPEN, FindingState.RECURRING, FindingState.SENT_UP, FindingState.ACCEPTED)
PAGE = 50


def findings_visible_to(by: Actor) -> QuerySet[Finding]:
    """All of them."""
    return Finding.objects.select_related("body", "post__superior", "post__organisation", "power", "sent_to")


def finding_for(by: Actor, pk: int) -> Finding:
    found = findings_visible_to(by).filter(pk=pk).first()
    if found is None:
        raise Refused("no_such_finding", _("There is no such finding."), hidden=True)
    return found


@dataclass(frozen=True)
class FindingFilter:
    """Empty values do not filter; without a `state` only what stands (not the resolved)."""

    rule: str = ""
    state: str = ""
    territory: Territory | None = None
    body: Organisation | None = None
    post: Post | None = None
    duty: str = ""

    def condition(self) -> Q:
        found = Q(state=self.state) if self.state else Q(state__in=STANDING)
        if self.rule:
            found &= Q(rule=self.rule)
        if self.body:
            found &= Q(body=self.body)
        if self.post:
            found &= Q(post=self.post)
        if self.duty:
            found &= Q(duty_code=self.duty)
        return found & inside("territory", self.territory) if self.territory else found


@dataclass(frozen=True)
class FindingPage:
    """`after`: the key of the next page, empty at the end."""

    rows: list[Finding]
    after: str = ""


def list_findings(by: Actor, filters: FindingFilter, after: str = "", limit: int = PAGE) -> FindingPage:
    """By number, the oldest first."""
    rows = findings_visible_to(by).filter(filters.condition()).order_by("pk")
    if (start := number_of(after)) is not None:
        rows = rows.filter(pk__gt=start)
    found = list(rows[: limit + 1])
    return FindingPage(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def every_finding(by: Actor, filters: FindingFilter) -> Iterator[Finding]:
    """For the download; read in pieces."""
    return findings_visible_to(by).filter(filters.condition()).order_by("pk").iterator(chunk_size=1000)


def counts_by_rule(filters: FindingFilter) -> dict[str, int]:
    rows = Finding.objects.filter(filters.condition()).values_list("rule").annotate(Count("pk"))
    return dict(rows.order_by())


def counts_by_rule_and_state() -> dict[str, dict[str, int]]:
    """Of all findings ever."""
    found: dict[str, dict[str, int]] = {}
    for rule, state, number in Finding.objects.values_list("rule", "state").annotate(Count("pk")).order_by("rule", "state"):
        found.setdefault(rule, {})[state] = number
    return found


def counts_by_region(filters: FindingFilter) -> dict[str, dict[str, int]]:
    """Region's two digits → rule → how many; findings of the whole country (a term) stand under the empty key."""
    found: dict[str, dict[str, int]] = {}
    for territory, rule, number in (
        Finding.objects.filter(filters.condition()).values_list("territory", "rule").annotate(Count("pk")).order_by()
    ):
        row = found.setdefault(territory[:2], {})
        row[rule] = row.get(rule, 0) + number
    return found


def last_seen() -> date | None:
    """The day of the last examination that found anything."""
    found: date | None = Finding.objects.aggregate(day=Max("seen_on"))["day"]
    return found
