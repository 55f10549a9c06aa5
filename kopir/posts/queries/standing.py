"""Which posts are held today, and which post stands in for one that is not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from kopir.base.fields import with_names
from kopir.posts.models import Appointment, Post, in_force
from kopir.posts.words import PostState

CLIMB = 6
"""How far up the tree a substitute is looked for: district, region, committee, ministry and two to spare."""
ABOVE = tuple("__".join(["superior"] * steps) for steps in range(1, CLIMB + 1))
CHAIN = ABOVE[-1]


def standing(on: date | None = None, prefix: str = "") -> Q:
    """Condition "the post exists on this day": begun, neither ended by date nor by state."""
    return in_force(on or timezone.localdate(), prefix) & ~Q(**{f"{prefix}state": PostState.ENDED})


def living(on: date | None = None) -> QuerySet[Appointment]:
    """Appointments in force to posts that stand, of people who can still sign in."""
    day = on or timezone.localdate()
    return Appointment.objects.filter(in_force(day), standing(day, "post__"), person__is_active=True)


def holders(post_ids: Iterable[int], on: date | None = None) -> dict[int, Appointment]:
    """Who acts in each of these posts on that day: the deputy during an absence, else the holder, else the acting one.

    A post without an entry is vacant. One query; the person comes with it.
    """
    rows = living(on).filter(post_id__in=list(post_ids)).select_related("person")
    ordered = sorted(rows, key=lambda row: (-row.precedence, -row.pk))
    return {row.post_id: row for row in ordered}


def answering_post(post: Post, on: date | None = None) -> Post | None:
    """The post itself while somebody holds it, else the nearest post above that is held; None without one."""
    if living(on).filter(post=post).exists():
        return post
    fresh = with_chain(Post.objects.all()).get(pk=post.pk)
    above = list(superiors(fresh))
    return nearest(above, holders([row.pk for row in above], on))


def is_vacant(post: Post, on: date | None = None) -> bool:
    return not living(on).filter(post=post).exists()


def with_chain(rows: QuerySet[Post], *paths: str, also: Iterable[str] = ()) -> QuerySet[Post]:
    """For `superiors`: the posts above with their names and addresses; of the other paths as `with_names`."""
    return with_names(rows, *paths, *ABOVE, also=[*also, *(f"{path}__ref" for path in ABOVE)])


def superiors(post: Post) -> Iterator[Post]:
    """The posts above, nearest first; ends at a loop. No query for posts that were read `with_chain`."""
    seen, current = {post.pk}, post
    for _ in range(CLIMB):
        if current.superior_id is None or current.superior_id in seen or current.superior is None:
            return
        current = current.superior
        seen.add(current.pk)
        yield current


def nearest(posts: Iterable[Post], held: Container[int]) -> Post | None:
    """The first of these posts that is held."""
    return next((post for post in posts if post.pk in held), None)
