"""What a post has in the room of practices: the cards it looks after."""

from __future__ import annotations

from datetime import date

from kopir.base.tongue import in_all_languages
from kopir.posts.belongings import Belonging, BelongingKind
from kopir.posts.models import Post
from kopir.practices.models import Card
from kopir.practices.words import CardState


def contribute(post: Post, on: date) -> list[Belonging]:
    """Drafts and published cards with the day of their next review; withdrawn ones are history."""
    rows = Card.objects.filter(owner=post).exclude(state=CardState.WITHDRAWN).prefetch_related("texts")
    return [
        Belonging(
            key=f"practice:{row.pk}", kind=BelongingKind.PRACTICE, title=row.titles or {"kk": row.journal_label},
            status=in_all_languages(CardState(row.state).label), due_on=row.review_on,
            path=f"/practices/{row.ref}/" if row.ref else "",
        )
        for row in rows.order_by("review_on", "pk")
    ]  # fmt: skip
