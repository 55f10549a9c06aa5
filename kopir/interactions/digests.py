"""Sections of a post's weekly digest: "your sector this week"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.interactions.models import Matter, Part, past_term
from kopir.interactions.telling import path_of
from kopir.interactions.words import WORKED_ON, MatterState, PartState
from kopir.notices.digests import Line, Section, digest_section
from kopir.posts.models import Mandate, Post, in_force
from kopir.posts.words import PostKind

if TYPE_CHECKING:
    from kopir.base.errors import Words

LONGEST = 10
Sections = Mapping[int, Section]


def _span(since: date, until: date) -> tuple[datetime, datetime]:
    midnight = timezone.make_aware(datetime.combine(since, time()))
    return midnight, timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))


def _rows(condition: Q) -> QuerySet[Matter]:
    return Matter.objects.filter(condition).select_related("kind", "territory").order_by("due_on", "pk")


def _line(matter: Matter) -> Line:
    """The number, the kind and the place; the title of a public matter."""
    assert matter.kind is not None and matter.territory is not None
    texts = {}
    for language in LANGUAGES:
        named = f"{matter.number} · {matter.kind.name(language).text} · {matter.territory.name(language).text}"
        texts[language] = f"{named}: {matter.title}" if matter.is_public else named
    return Line(texts, path_of(matter))


def _sections(title: Words, found: Mapping[int, Sequence[Matter]]) -> Sections:
    names = in_all_languages(title)
    return {post: Section(names, [_line(row) for row in rows[:LONGEST]]) for post, rows in found.items() if rows}


# Whose matter it is: by mandate (news of the field), or by answering for it or being kept informed (own work)


def _by_mandate(posts: Sequence[Post], matters: Iterable[Matter]) -> dict[int, list[Matter]]:
    """For authorised posts: every matter whose place and sector lie in a mandate of the post."""
    ids = [post.pk for post in posts if post.kind == PostKind.AUTHORISED]
    mandates = list(Mandate.objects.filter(in_force(timezone.localdate()), post_id__in=ids).select_related("territory"))
    found: dict[int, list[Matter]] = defaultdict(list)
    for matter in matters:
        for post_id in {row.post_id for row in mandates if _covers(row, matter)}:
            found[post_id].append(matter)
    return found


def _covers(mandate: Mandate, matter: Matter) -> bool:
    assert matter.territory_id is not None and matter.kind is not None
    return (
        mandate.territory.holds(matter.territory_id)
        and mandate.sector_id in (None, matter.sector_id)
        and (not mandate.matter_kinds or matter.kind.code in mandate.matter_kinds)
    )


def _by_part(posts: Sequence[Post], matters: Iterable[Matter]) -> dict[int, list[Matter]]:
    """The accountable post's, and those of posts with any letter."""
    matters = list(matters)
    ids = {post.pk for post in posts}
    parts = Part.objects.filter(post_id__in=ids, matter__in=matters, state=PartState.ACTIVE)
    by_matter: dict[int, set[int]] = defaultdict(set)
    for matter_id, post_id in parts.values_list("matter_id", "post_id"):
        by_matter[matter_id].add(post_id)
    found: dict[int, list[Matter]] = defaultdict(list)
    for matter in matters:
        accountable = {matter.accountable_id} if matter.accountable_id else set()
        for post_id in (by_matter[matter.pk] | accountable) & ids:
            found[post_id].append(matter)
    return found


@digest_section
def overdue(posts: Sequence[Post], since: date, until: date) -> Sections:
    return _sections(_("The term has passed"), _by_part(posts, _rows(past_term())))


@digest_section
def due_next_week(posts: Sequence[Post], since: date, until: date) -> Sections:
    today = timezone.localdate()
    coming = Q(state__in=WORKED_ON, due_on__range=(today, today + timedelta(days=7)))
    return _sections(_("Due within a week"), _by_part(posts, _rows(coming)))


@digest_section
def contested(posts: Sequence[Post], since: date, until: date) -> Sections:
    begun, ended = _span(since, until)
    rows = _rows(Q(state=MatterState.CONTESTED, clock_from__gte=begun, clock_from__lt=ended))
    return _sections(_("Contested by the author"), _by_mandate(posts, rows))


@digest_section
def came(posts: Sequence[Post], since: date, until: date) -> Sections:
    begun, ended = _span(since, until)
    rows = _rows(Q(received_at__gte=begun, received_at__lt=ended))
    return _sections(_("New in your territory and sectors"), _by_mandate(posts, rows))


@digest_section
def answered(posts: Sequence[Post], since: date, until: date) -> Sections:
    begun, ended = _span(since, until)
    answered_now = Q(state=MatterState.ANSWERED, answered_at__gte=begun, answered_at__lt=ended)
    closed_now = Q(state=MatterState.CLOSED, closed_at__gte=begun, closed_at__lt=ended)
    return _sections(_("Answered and closed"), _by_mandate(posts, _rows(answered_now | closed_now)))
