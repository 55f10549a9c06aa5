"""What a page needs to offer the resolutions of a finding: duties, steps, places, and the posts that come into question."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from kopir.posts.models import GrantedPower, Post
from kopir.posts.queries import standing
from kopir.posts.words import PostKind, Rank
from kopir.regulation.models import Duty, DutyStep, Finding, FunctionLink, in_force_duties
from kopir.regulation.words import Contradiction, Resolution
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory, lineage

MOST = 60


def duties_of(finding: Finding) -> list[Duty]:
    """Duties in force that the finding speaks of, with their norm. One query."""
    codes = {*finding.facts.get("duty_codes", ()), *([finding.duty_code] if finding.duty_code else ())}
    rows = Duty.objects.filter(in_force_duties(timezone.localdate()), code__in=codes)
    return list(rows.select_related("norm").prefetch_related("steps"))


def steps_of(finding: Finding, duties: Sequence[Duty]) -> list[DutyStep]:
    """Steps that need the missing power."""
    return [step for duty in duties for step in duty.steps.all() if step.power_id and step.power_id == finding.power_id]


def link_of(finding: Finding) -> FunctionLink | None:
    number = finding.facts.get("link")
    return FunctionLink.objects.filter(pk=number).select_related("norm__scope").first() if number else None


def sectors_of(finding: Finding) -> list[Sector]:
    return list(Sector.objects.filter(code__in=finding.facts.get("sector_codes", ())).order_by("order", "code"))


def place_of(finding: Finding) -> Territory | None:
    return Territory.objects.filter(pk=finding.territory).first() if finding.territory else None


def near(finding: Finding) -> list[Post]:
    """Standing posts of the place and of what holds it: the own body first, then the nearest place. One query."""
    places = lineage(finding.territory or COUNTRY)
    rows = Post.objects.filter(standing(), territory__in=places).select_related("organisation", "territory")
    order = {code: number for number, code in enumerate(places)}
    own = finding.post.organisation_id if finding.post else finding.body_id
    listed = sorted(rows, key=lambda post: (post.organisation_id != own, order[post.territory_id], -post.rank, post.pk))
    return listed[:MOST]


def choices(finding: Finding, resolution: Resolution, posts: Sequence[Post]) -> list[Post]:
    """Those of the near posts that this resolution may speak of. At most one query."""
    if resolution in (Resolution.ASSIGN_STEP, Resolution.DELEGATE):
        able = _able(finding, posts)
        return [post for post in posts if post.pk != finding.post_id and (able is None or post.pk in able)]
    if resolution == Resolution.WIDEN_MANDATE:
        return [post for post in posts if post.territory_id != COUNTRY and post.kind == PostKind.AUTHORISED]
    if resolution == Resolution.NAME_OWNER:
        return _owners(finding, posts)
    return list(posts)


def _able(finding: Finding, posts: Sequence[Post]) -> set[int] | None:
    """Who has the missing power; None when no power is missing."""
    if finding.power_id is None:
        return None
    rows = GrantedPower.objects.filter(power=finding.power_id, post__in=[post.pk for post in posts])
    return set(rows.values_list("post_id", flat=True))


def _owners(finding: Finding, posts: Sequence[Post]) -> list[Post]:
    """Rivals among themselves; of a low post another high enough; else any near post, without the one that it is about."""
    match finding.rule:
        case Contradiction.TWO_OWNERS:
            return [post for post in posts if post.pk in finding.facts["post_ids"]]
        case Contradiction.LOW_RANK:
            return [post for post in posts if post.pk != finding.post_id and post.rank >= finding.facts["wanted"]]
        case Contradiction.ELSEWHERE:
            return [post for post in posts if post.organisation_id == finding.body_id]
        case _:
            return list(posts)


def higher_ranks(finding: Finding) -> list[Rank]:
    return [rank for rank in Rank if rank >= finding.facts.get("wanted", 0)]


def who_can(finding: Finding, posts: Sequence[Post]) -> list[Post]:
    """Whom to ask: the post above first, then posts of the place, the country's co-ordination last."""
    above = finding.post.superior_id if finding.post else None
    rows = [post for post in posts if post.pk != finding.post_id]
    return sorted(rows, key=lambda post: post.pk != above)
