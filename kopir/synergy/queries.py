"""Proposals of synergy, those that wait for a post, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.queries import spoken_by
from kopir.interactions.words import OutcomeKind
from kopir.practices.models import Adoption, Card
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
    related = (Prefetch("members", members), Prefetch("asked", asked), "card__texts")
    return rows.select_related("card").prefetch_related(*related)


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
    mine = Asked.objects.filter(post__in=spoken_by(by), reply=Reply.WAITING)
    rows = proposals(by, State.PROPOSED).filter(pk__in=mine.values("proposal"))
    return list(rows[:limit])


def asked_of(by: Actor, proposal: Proposal) -> Asked | None:
    """What the actor may answer for: the own post first."""
    if not by.is_official or by.post_id is None:
        return None
    posts = spoken_by(by)
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
    saved, None while nothing can be said; `counted`: of how many joined matters. `tenge`: money not spent twice, None while no
    card tells a cost; `priced`: of how many. `adopted`: posts of the proposal that adopted its practice since."""

    joined: int = 0
    days: float | None = None
    counted: int = 0
    tenge: int | None = None
    priced: int = 0
    adopted: int = 0


def results(found: Iterable[Proposal]) -> dict[int, Result]:
    """By proposal; five queries however many there are.

    A joined matter saves the days that similar ones (same kind and sector, answered in the last year, at least five) take at
    the median, less the days from its receipt to the answer of the matter it joined. It may be less than nothing. What the
    matter it joined has cost, as the practice card born from it says, was not spent for it a second time.
    """
    accepted = [proposal for proposal in found if proposal.state == State.ACCEPTED]
    joined = _joined(accepted)
    every = [matter for matters in joined.values() for matter in matters]
    targets = [matter.joined_into_id for matter in every if matter.joined_into_id]
    known = Known(_usual(every), _answered(targets), _costs(targets)) if every else Known()
    adopted = _adopted([proposal for proposal in accepted if proposal.card_id])
    return {proposal.pk: _result(joined[proposal.pk], known, adopted.get(proposal.pk, 0)) for proposal in accepted}


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


@dataclass(frozen=True, slots=True)
class Known:
    """`usual`: median days by kind and sector. Of matters that others joined: `answered`, when; `costs`, in tenge."""

    usual: dict[Kinds, float] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)
    costs: dict[int, int] = field(default_factory=dict)


def _usual(matters: list[Matter]) -> dict[Kinds, float]:
    """Median days to the first answer by kind and sector."""
    wanted = Q(matter__kind__in={one.kind_id for one in matters}, matter__sector__in={one.sector_id for one in matters})
    rows = Outcome.objects.filter(wanted, round=1, post__isnull=False, at__gte=timezone.now() - YEAR)
    took: dict[Kinds, list[float]] = defaultdict(list)
    for at, received, kind, sector in rows.values_list("at", "matter__received_at", "matter__kind", "matter__sector"):
        if received:
            took[kind, sector].append(_days(received, at))
    return {key: median(days) for key, days in took.items() if len(days) >= ENOUGH}


def _answered(targets: Iterable[int]) -> dict[int, datetime]:
    rows = Outcome.objects.filter(matter__in=list(targets), round=1, post__isnull=False)
    return dict(rows.values_list("matter", "at"))


def _costs(targets: Iterable[int]) -> dict[int, int]:
    """By matter what its solution cost, as the newest card in use that was born from it says."""
    rows = Card.objects.filter(matter__in=list(targets), cost_tenge__isnull=False).order_by("pk")
    return {card.matter_id: card.cost_tenge or 0 for card in rows if card.is_running and card.matter_id}


def _adopted(found: list[Proposal]) -> dict[int, int]:
    """By proposal the posts asked that adopted its practice after all had agreed."""
    rows = Adoption.objects.filter(card__in=[proposal.card_id for proposal in found], post__isnull=False) if found else []
    since = [(row.card_id, row.post_id, row.at) for row in rows]
    posts = {proposal.pk: {asked.post_id for asked in proposal.asked.all()} for proposal in found}
    return {
        proposal.pk: len({
            post for card, post, at in since
            if card == proposal.card_id and post in posts[proposal.pk] and proposal.decided_at and at >= proposal.decided_at
        })
        for proposal in found
    }  # fmt: skip


def _result(matters: list[Matter], known: Known, adopted: int) -> Result:
    saved = [
        known.usual[matter.kind_id, matter.sector_id] - _days(matter.received_at, known.answered[matter.joined_into_id])
        for matter in matters
        if (matter.kind_id, matter.sector_id) in known.usual and matter.joined_into_id in known.answered and matter.received_at
    ]
    costs = [known.costs[matter.joined_into_id] for matter in matters if matter.joined_into_id in known.costs]
    days, tenge = round(sum(saved), 1) if saved else None, sum(costs) if costs else None
    return Result(len(matters), days, len(saved), tenge, len(costs), adopted)


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86400
