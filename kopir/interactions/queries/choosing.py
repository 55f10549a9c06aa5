"""To which posts a matter may go: those near first, then any by name or place."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from kopir.base.fold import spellings
from kopir.interactions.models import Matter
from kopir.interactions.words import HandOffKind, HandOffState
from kopir.posts.models import Post, in_force
from kopir.posts.words import PostState

NEAR = 12
FOUND = 12


def _standing() -> QuerySet[Post]:
    rows = Post.objects.exclude(state=PostState.ENDED).filter(in_force(timezone.localdate()))
    return rows.select_related("organisation", "territory", "superior")


def posts_near(post: Post) -> list[Post]:
    """The post above, the other posts of the same body, those below, then the neighbours under the same superior."""
    near = Q(superior=post) | Q(organisation_id=post.organisation_id)
    if post.superior_id:
        near |= Q(pk=post.superior_id) | Q(superior_id=post.superior_id)
    rows = _standing().filter(near).exclude(pk=post.pk).order_by("sort_kk", "pk")[:200]
    return sorted(rows, key=lambda row: _nearness(row, post))[:NEAR]


def _nearness(row: Post, post: Post) -> int:
    if row.pk == post.superior_id:
        return 0
    if row.organisation_id == post.organisation_id:
        return 1
    return 2 if row.superior_id == post.pk else 3


def posts_above(post: Post) -> list[Post]:
    """The superiors, nearest first."""
    found: list[Post] = []
    current = post
    while current.superior_id and len(found) < 6 and current.superior_id not in {row.pk for row in found}:
        current = _standing().get(pk=current.superior_id)
        found.append(current)
    return found


def find_posts(text: str, *, without: Iterable[int | None] = ()) -> list[Post]:
    """Every word stands in the name of the post, of its body or of its place, in any spelling."""
    words = [word[:100] for word in text.split()[:6]]  # a database compares no pattern without end
    if not words:
        return []
    found = Q()
    for word in words:
        found &= _holds(word)
    rows = _standing().filter(found).exclude(pk__in=[pk for pk in without if pk])
    return list(rows.order_by("territory__level", "sort_kk", "pk")[:FOUND])


def _holds(word: str) -> Q:
    either = Q()
    for spelling in spellings(word):
        for place in ("folded", "organisation__folded", "territory__folded"):
            either |= Q(**{f"{place}__contains": spelling})
    return either


def post_by_id(pk: int) -> Post | None:
    return _standing().filter(pk=pk).first()


def raised_from(matter: Matter) -> Post | None:
    """Whoever raised the matter to the post that answers now."""
    rows = matter.hand_offs.filter(kind=HandOffKind.RAISE, state=HandOffState.ACCEPTED, to_post_id=matter.accountable_id)
    found = rows.select_related("from_post").order_by("-pk").first()
    return found.from_post if found else None
