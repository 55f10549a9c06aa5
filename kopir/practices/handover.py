"""What a post has in the room of practices: the cards it looks after."""

from __future__ import annotations

from datetime import date

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.posts.belongings import Belonging, BelongingKind
from kopir.posts.models import Post
from kopir.practices.models import Card, Import
from kopir.practices.words import CardState, ImportState


def contribute(post: Post, on: date) -> list[Belonging]:
    """Drafts and published cards with the day of their next review; withdrawn ones are history. Untouched drafts from a file
    are one thing together."""
    return [*_cards(post), *_imports(post)]


def _cards(post: Post) -> list[Belonging]:
    rows = Card.objects.filter(owner=post).exclude(state=CardState.WITHDRAWN).not_only_imported()
    return [
        Belonging(
            key=f"practice:{row.pk}", kind=BelongingKind.PRACTICE, title=row.titles or {"kk": row.journal_label},
            status=in_all_languages(CardState(row.state).label), due_on=row.review_on,
            path=f"/practices/{row.ref}/" if row.ref else "",
        )
        for row in rows.prefetch_related("texts").order_by("review_on", "pk")
    ]  # fmt: skip


def _imports(post: Post) -> list[Belonging]:
    return [
        Belonging(
            key=f"practice-import:{row.pk}", kind=BelongingKind.PRACTICE, title=dict.fromkeys(LANGUAGES, row.source),
            status=in_all_languages(ImportState(row.state).label), path=f"/practices/import/{row.pk}/",
        )
        for row in Import.objects.filter(owner=post, author=None).order_by("pk")
    ]  # fmt: skip
