"""Proposals of synergy, those that wait for a post, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.queries import spoken_for
from kopir.interactions.words import OutcomeKind
from kopir.synergy.models import Asked, Proposal, ProposedMatter
from kopir.synergy.words import Reply, State

ENOUGH = 5
"""Similar matters under which no median is given."""
YEAR = timedelta(days=365)


def proposals(by: Actor, state: str = "") -> QuerySet[Proposal]:
    """Those the actor may know of, the newest first, with their matters and posts."""
    rows = Proposal.objects.visible_to(by)
    return _whole(rows.filter(state=state) if state else rows, by).order_by("-pk")


def _whole(rows: QuerySet[Proposal], by: Actor) -> QuerySet[Proposal]:
    matters = Matter.objects.with_reading(by).select_related("territory", "sector", "author", "accountable", "kind")
    members = ProposedMatter.objects.prefetch_related(Prefetch("matter", matters))
    asked = Asked.objects.select_related("post__organisation")
    return rows.prefetch_related(Prefetch("members", members), Prefetch("asked", asked))


def proposal_for(by: Actor, pk: int) -> Proposal:
    """Raises Refused(hidden) when one of its matters may not be read."""
    found = proposals(by).filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", _("There is no such proposal, or you may not see it."), hidden=True)
    return found


def waiting_for(by: Actor, limit: int = 5) -> list[Proposal]:
    """Proposals that the actor's post, or one it stands in for, has not answered."""
    if not by.is_official or by.post_id is None:
        return []
    mine = Asked.objects.filter(post__in=spoken_for(by.post_id), reply=Reply.WAITING)
    rows = proposals(by, State.PROPOSED).filter(pk__in=mine.values("proposal"))
    return list(rows[:limit])


def asked_of(by: Actor, proposal: Proposal) -> Asked | None:
    """What the actor may answer for: the own post first."""
    if not by.is_official or by.post_id is None:
        return None
    posts = spoken_for(by.post_id)
    mine = [row for row in proposal.asked.all() if row.post_id in posts]
    return min(mine, key=lambda row: (row.reply != Reply.WAITING, row.post_id != by.post_id), default=None)


def counts(by: Actor) -> dict[str, int]:
    """How many proposals there are in each state."""
    rows = Proposal.objects.visible_to(by).values_list("state").annotate(number=Count("pk")).order_by()
    found = dict(rows)
    return {str(state): found.get(state, 0) for state in State}


# ---- What came of it -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """`joined`: matters of the proposal that joined another of its matters after it was accepted. `days`: calendar days
    saved, None while nothing can be said; `counted`: of how many joined matters."""

    joined: int = 0
    days: float | None = None
    counted: int = 0


def results(found: Iterable[Proposal]) -> dict[int, Result]:
    """By proposal; three queries however many there are.

    A joined matter saves the days that similar ones (same kind and sector, answered in the last year, at least five) take at
    the median, less the days from its receipt to the answer of the matter it joined. It may be less than nothing.
    """
    accepted = [proposal for proposal in found if proposal.state == State.ACCEPTED]
    joined = _joined(accepted)
    every = [matter for matters in joined.values() for matter in matters]
    if not every:
        return {proposal.pk: Result() for proposal in accepted}
    usual, answered = _usual(every), _answered(matter.joined_into_id for matter in every if matter.joined_into_id)
    return {proposal.pk: _result(joined[proposal.pk], usual, answered) for proposal in accepted}


def _joined(found: list[Proposal]) -> dict[int, list[Matter]]:
    """By proposal the matters that joined another of its group after the posts had agreed."""
    groups = {proposal.pk: [member.matter for member in proposal.members.all()] for proposal in found}
    ids = {matter.pk for matters in groups.values() for matter in matters if matter.joined_into_id}
    ends = Outcome.objects.filter(matter__in=ids, kind=OutcomeKind.JOINED) if ids else Outcome.objects.none()
    at = dict(ends.values_list("matter", "at"))
    return {
        proposal.pk: [
            one
            for one in groups[proposal.pk]
            if one.joined_into_id in {other.pk for other in groups[proposal.pk]}
            and one.pk in at and proposal.decided_at and at[one.pk] >= proposal.decided_at
        ]
        for proposal in found
    }  # fmt: skip


Kinds = tuple[int | None, int | None]


def _usual(matters: list[Matter]) -> dict[Kinds, float]:
    """Median days to the first answer by kind and sector."""
    wanted = Q(matter__kind__in={one.kind_id for one in matters}, matter__sector__in={one.sector_id for one in matters})
    rows = Outcome.objects.filter(wanted, round=1, post__isnull=False, at__gte=timezone.now() - YEAR)
    took: dict[Kinds, list[float]] = defaultdict(list)
    for at, received, kind, sector in rows.values_list(
        "at", "matter__received_at", "matter__kind", "matter__sector"
    ):
        if received:
            took[kind, sector].append(_days(received, at))
    return {key: median(days) for key, days in took.items() if len(days) >= ENOUGH}


def _answered(targets: Iterable[int]) -> dict[int, datetime]:
    rows = Outcome.objects.filter(matter__in=list(targets), round=1, post__isnull=False)
    return dict(rows.values_list("matter", "at"))


def _result(matters: list[Matter], usual: dict[Kinds, float], answered: dict[int, datetime]) -> Result:
    saved = [
        usual[matter.kind_id, matter.sector_id] - _days(matter.received_at, answered[matter.joined_into_id])
        for matter in matters
        if (matter.kind_id, matter.sector_id) in usual and matter.joined_into_id in answered and matter.received_at
    ]
    return Result(len(matters), round(sum(saved), 1) if saved else None, len(saved))


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86400
