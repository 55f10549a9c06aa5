"""Duties as they stand on a day: which there are, who owns them, what was changed in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kopir.posts.models import Post, in_force
from kopir.posts.queries import standing
from kopir.regulation.models import Assignment, Duty, in_force_duties
from kopir.regulation.words import AssignmentKind

Owners = dict[tuple[int, str], list[Post]]


def duties_on(on: date) -> list[Duty]:
    """All duties in force on the day, in their order, with their norm."""
    return list(Duty.objects.filter(in_force_duties(on)).select_related("norm"))


def owners(on: date, duties: list[Duty] | None = None) -> Owners:
    """Who owns each duty of each body on the day, by (body, code of the duty). Three queries for the whole country.

    `duties`: those to ask about, when not the ones in force on the day (an amendment that is only announced).

    By the general rule the standing posts of the duty's kind in every body of a tier that the duty concerns. An assignment
    as owner takes the place of all of them; a delegation puts the post that acts for a time in the place of the one that
    gave the duty away. A body without any such post is not in the answer: `NO_OWNER` is found from the bodies.
    """
    duties = duties_on(on) if duties is None else duties
    found = _by_rule(duties, Post.objects.filter(standing(on)).select_related("organisation", "territory").order_by("pk"))
    assigned = Assignment.objects.filter(in_force(on), standing(on, "post__"), duty_code__in=[duty.code for duty in duties])
    rows = list(assigned.select_related("post__organisation", "post__territory").order_by("pk"))
    named: Owners = defaultdict(list)
    for row in rows:
        if row.kind == AssignmentKind.OWNER:
            named[row.body_id, row.duty_code].append(row.post)
    found |= named
    for row in rows:
        if row.kind == AssignmentKind.DELEGATED:
            _hand_on(found.setdefault((row.body_id, row.duty_code), []), row)
    return found


def _by_rule(duties: list[Duty], posts: Iterable[Post]) -> Owners:
    found: Owners = defaultdict(list)
    by_kind: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_kind[duty.post_kind].append(duty)
    for post in posts:
        for duty in by_kind[post.kind]:
            if duty.concerns(post.organisation.tier):
                found[post.organisation_id, duty.code].append(post)
    return dict(found)


def _hand_on(posts: list[Post], row: Assignment) -> None:
    """The acting post stands where the one that gave the duty away stood; added when that one was not there."""
    for place, post in enumerate(posts):
        if post.pk == row.instead_of_id:
            posts[place] = row.post
            return
    if row.post not in posts:
        posts.append(row.post)
