"""Matters that nobody answers for: their post is not held and nobody above stands in. Three queries."""

from __future__ import annotations

from django.db.models import QuerySet

from kopir.interactions.models import Matter
from kopir.posts.models import Post
from kopir.posts.queries.standing import CHAIN, holders, nearest, superiors


def unowned() -> QuerySet[Matter]:
    running = Matter.objects.running()
    posts = Post.objects.filter(pk__in=running.order_by().values("accountable")).select_related(CHAIN)
    above = {post.pk: list(superiors(post)) for post in posts}
    held = holders({*above, *(one.pk for chain in above.values() for one in chain)})
    vacant = [pk for pk, chain in above.items() if pk not in held and nearest(chain, held) is None]
    return running.filter(accountable__in=vacant).order_by("due_on", "pk")
