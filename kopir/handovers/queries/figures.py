"""Figures of changes per body, for everybody. They are of bodies and posts, never of a person: medians of few are not given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from kopir.handovers.models import Pack
from kopir.handovers.words import RUNNING, PackState
from kopir.organisations.models import Organisation
from kopir.posts.belongings import BelongingKind
from kopir.posts.queries import holders

YEAR = timedelta(days=365)
FEWEST = 5
"""A median of fewer packs would speak of one person."""


@dataclass(frozen=True, slots=True)
class Totals:
    """`due`: packs of the last year whose leaver's last day has passed. `days`: median from that day to the first act of who
    came, None for fewer than five; `silent`: changes after which nobody has acted in the name of the post yet, which the median
    cannot know of. `stalled` of `watched` matters: see `measure`."""

    due: int
    signed: int
    without_leaver: int
    begun: int
    days: int | None
    silent: int
    watched: int
    stalled: int


@dataclass(frozen=True, slots=True)
class BodyFigures:
    body: Organisation
    figures: Totals


def _packs(today: date) -> list[Pack]:
    rows = Pack.objects.filter(ends_on__gte=today - YEAR).exclude(state=PackState.DROPPED)
    matters = Count("items", filter=Q(items__kind=BelongingKind.MATTER))
    return list(rows.select_related("post__organisation").annotate(matters=matters).order_by("pk"))


def totals(today: date | None = None) -> Totals:
    """One query."""
    day = today or timezone.localdate()
    return _totals(_packs(day), day)


def figures_by_body(today: date | None = None) -> list[BodyFigures]:
    """Bodies in which a post changed hands within a year, those with most packs that are due first. One query."""
    day = today or timezone.localdate()
    by_body: dict[Organisation, list[Pack]] = defaultdict(list)
    for pack in _packs(day):
        by_body[pack.post.organisation].append(pack)
    rows = [BodyFigures(body, _totals(packs, day)) for body, packs in by_body.items()]
    return sorted(rows, key=lambda row: (row.figures.signed - row.figures.due, row.body.sort_kk, row.body.pk))


def _totals(packs: Sequence[Pack], today: date) -> Totals:
    due = [pack for pack in packs if pack.ends_on < today]
    days = [(pack.first_act_on - pack.ends_on).days for pack in due if pack.first_act_on]
    watched = [pack for pack in due if pack.stalled is not None]
    return Totals(
        due=len(due),
        signed=sum(pack.state == PackState.SIGNED for pack in due),
        without_leaver=sum(pack.is_without_leaver for pack in due),
        begun=sum(pack.is_running for pack in packs),
        days=round(median(days)) if len(days) >= FEWEST else None,
        silent=len(due) - len(days),
        watched=sum(getattr(pack, "matters", 0) for pack in watched),
        stalled=sum(pack.stalled or 0 for pack in watched),
    )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """`days` since the last day of the leaver; `held`: somebody holds the post now."""

    pack: Pack
    days: int
    held: bool


def unfinished(today: date | None = None) -> list[Unfinished]:
    """Packs that are due and not signed, the longest first: which post, not who. Two queries."""
    day = today or timezone.localdate()
    rows = Pack.objects.filter(state__in=RUNNING, ends_on__lt=day, ends_on__gte=day - YEAR)
    found = list(rows.select_related("post__organisation").order_by("ends_on", "pk"))
    held = holders([pack.post_id for pack in found], day)
    return [Unfinished(pack, (day - pack.ends_on).days, pack.post_id in held) for pack in found]
