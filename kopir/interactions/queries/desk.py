"""Beside the list of tasks: what waits for others, what changed in the field, the posts above, below and beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.fields import with_names
from kopir.interactions.models import AnswerTemplate, HandOff, Matter, past_term
from kopir.interactions.queries.work import awaits_opinion
from kopir.interactions.words import RUNNING, HandOffState, MatterState
from kopir.journal.models import Entry
from kopir.posts.models import Appointment, Mandate, Post, in_force
from kopir.posts.queries import holders, living
from kopir.posts.words import PostState
from kopir.territories.models import inside

# Acts that are news for others in the field; the small steps of work are not.
NEWS = (
    "interactions.submit", "interactions.join", "interactions.answer", "interactions.give_word", "interactions.accept",
    "interactions.raise", "interactions.reopen", "interactions.withdraw", "interactions.close_unanswered",
)  # fmt: skip


def mandate_condition(post_id: int) -> Q | None:
    """Condition "the matter lies in what the post answers for"; None for a post without a mandate."""
    rows = Mandate.objects.filter(in_force(timezone.localdate()), post_id=post_id).select_related("territory")
    found: Q | None = None
    for row in rows:
        one = inside("territory", row.territory)
        one &= Q(sector_id=row.sector_id) if row.sector_id else Q()
        one &= Q(kind__code__in=row.matter_kinds) if row.matter_kinds else Q()
        found = one if found is None else found | one
    return found


@dataclass(frozen=True, slots=True)
class Change:
    entry: Entry
    matter: Matter


def changes_for(by: Actor, since: datetime, limit: int = 12) -> list[Change]:
    """News of the matters in the post's mandate, newest first; open entries only, not the post's own acts."""
    condition = mandate_condition(by.post_id) if by.post_id else None
    if condition is None:
        return []
    lately = Q(updated_at__range=(since, timezone.now()))  # from both sides, so that SQLite takes the index of it
    rows = Matter.objects.visible_to(by).filter(condition, lately)
    matters = {str(row.pk): row for row in rows.only("number").order_by("-updated_at")[:300]}
    own = Q(subject_kind="interactions.matter", subject_id__in=matters)
    below = Q(parent_kind="interactions.matter", parent_id__in=matters)
    # Of these matters first: there are far more entries of an act.
    entries = Entry.objects.filter(pk__in=Entry.objects.filter(own | below).values("pk")).exclude(post_id=by.post_id)
    found = entries.filter(at__gte=since, act__in=NEWS, is_open=True).order_by("-pk")[:limit]
    return [Change(entry, matters.get(entry.subject_id) or matters[entry.parent_id]) for entry in found]


def waiting_for_others(by: Actor, posts: Sequence[int], limit: int = 20) -> list[Matter]:
    """Running matters of these posts that wait for somebody else: offered, paused, answered, or for an opinion."""
    elsewhere = (
        Q(state=MatterState.ANSWERED)
        | Q(pk__in=HandOff.objects.filter(state=HandOffState.OFFERED).values("matter"))
        | Q(due_on=None)
        | awaits_opinion()
    )
    rows = Matter.objects.running().filter(accountable__in=posts).filter(elsewhere).with_reading(by)
    named = with_names(rows, "kind", "territory", "author", "accountable")
    return list(named.order_by("word_due_on", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class Load:
    """A post with the numbers of its open and overdue matters; `is_held` is false while it is vacant."""

    post: Post
    open: int
    overdue: int
    is_held: bool


def loads(posts: Sequence[Post]) -> list[Load]:
    """Two queries whatever the number of posts."""
    ids = [post.pk for post in posts]
    rows = Matter.objects.filter(accountable__in=ids, state__in=RUNNING).values("accountable")
    counts = {
        row["accountable"]: row for row in rows.annotate(number=Count("pk"), overdue=Count("pk", filter=past_term())).order_by()
    }
    held = holders(ids)
    empty = {"number": 0, "overdue": 0}
    return [Load(post, row["number"], row["overdue"], post.pk in held) for post in posts for row in [counts.get(post.pk, empty)]]


def vertical(post: Post) -> tuple[list[Load], list[Load]]:
    """The post above and the posts below."""
    standing = Post.objects.exclude(state=PostState.ENDED).select_related("organisation")
    near = Q(superior=post) | (Q(pk=post.superior_id) if post.superior_id else Q())
    rows = loads(list(standing.filter(near).order_by("sort_kk", "pk")[:60]))
    above = [row for row in rows if row.post.pk == post.superior_id]
    return above, [row for row in rows if row.post.pk != post.superior_id]


def horizontal(post: Post) -> list[Load]:
    """Posts under the same superior."""
    if post.superior_id is None:
        return []
    standing = Post.objects.exclude(state=PostState.ENDED).select_related("organisation")
    rows = standing.filter(superior_id=post.superior_id).exclude(pk=post.pk).order_by("sort_kk", "pk")
    return loads(list(rows[:60]))


def stood_in_for(by: Actor, posts: Sequence[int]) -> list[Load]:
    """Vacant posts among those the actor speaks for."""
    others = [pk for pk in posts if pk != by.post_id]
    if not others:
        return []
    rows = Post.objects.filter(pk__in=others).select_related("organisation")
    return loads(list(rows.order_by("sort_kk", "pk")))


def own_appointment(by: Actor) -> Appointment | None:
    """Since when the actor holds the post."""
    rows = living().filter(post_id=by.post_id, person_id=by.person_id)
    return rows.order_by("-starts_on").first()


def templates_for(by: Actor) -> list[AnswerTemplate]:
    """Typical answers the post may insert: its own first, then those of all."""
    rows = AnswerTemplate.objects.filter(ends_on=None).filter(Q(post=None) | Q(post_id=by.post_id))
    return sorted(rows, key=lambda row: (row.post_id is None, row.order, row.pk))


def template_for(by: Actor, pk: int) -> AnswerTemplate | None:
    return next((row for row in templates_for(by) if row.pk == pk), None)
