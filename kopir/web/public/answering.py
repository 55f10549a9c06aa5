"""Posts that answer for a place, the nearest first."""

from __future__ import annotations

from django.utils import timezone

from kopir.posts.models import Mandate, Post, in_force
from kopir.posts.queries import PostRow, rows_of
from kopir.posts.queries.standing import CHAIN, standing
from kopir.territories.models import Territory, lineage

MOST = 6


def answering(place: Territory) -> list[PostRow]:
    """Those whose mandate covers the whole place: its own first, then those above. Three queries."""
    codes = lineage(place.pk)
    rows = Mandate.objects.filter(in_force(timezone.localdate()), territory_id__in=codes)
    nearest: dict[int, int] = {}
    for post, code in rows.values_list("post_id", "territory_id"):
        nearest[post] = min(nearest.get(post, len(codes)), codes.index(code))
    posts = Post.objects.filter(standing(), pk__in=nearest).select_related("organisation", "territory", CHAIN)
    ordered = sorted(posts, key=lambda post: (nearest[post.pk], -post.rank, post.pk))
    return rows_of(ordered[:MOST])
