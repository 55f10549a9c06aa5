"""Who is told what about a matter. Every notice opens the matter's own page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kopir.interactions.models import Matter, Part
from kopir.interactions.words import Letter, PartState
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.posts.queries import answering_post


def path_of(matter: Matter) -> str:
    return f"/interactions/{matter.number}/"


def authors(matter: Matter) -> list[Organisation]:
    """The first author, then those that joined, each once."""
    joined = matter.joined_matters.select_related("author").order_by("pk")
    found = {matter.author_id: matter.author, **{row.author_id: row.author for row in joined}}
    return list(found.values())


def tell_authors(matter: Matter, text: str, about: object, *, weight: Weight = Weight.WORK, **facts: Any) -> None:
    """`about` makes the key unique: the row or the round that the notice speaks of."""
    for organisation in authors(matter):
        key = f"{text}:{matter.pk}:{about}:organisation:{organisation.pk}"
        tell(
            text,
            key=key,
            path=path_of(matter),
            weight=weight,
            facts=_facts(matter, facts),
            organisation=organisation,
            subject=matter,
        )


def tell_post(post: Post | None, matter: Matter, text: str, about: object, *, weight: Weight = Weight.WORK, **facts: Any) -> None:
    """Tells the post, and while it is vacant also the post that stands in for it."""
    if post is None:
        return
    for recipient in {post.pk: post, **_stand_in(post)}.values():
        key = f"{text}:{matter.pk}:{about}:post:{recipient.pk}"
        tell(
            text,
            key=key,
            path=path_of(matter),
            weight=weight,
            facts=_facts(matter, facts),
            post=recipient,
            subject=matter,
        )


def _stand_in(post: Post) -> dict[int, Post]:
    found = answering_post(post)
    return {found.pk: found} if found else {}


def tell_informed(matter: Matter, text: str, about: object, **facts: Any) -> None:
    """Posts with the letter I: news only."""
    for post in informed(matter):
        tell_post(post, matter, text, about, weight=Weight.NEWS, **facts)


def informed(matter: Matter) -> Iterable[Post]:
    parts = Part.objects.filter(matter=matter, letter=Letter.INFORMED, state=PartState.ACTIVE)
    return [part.post for part in parts.select_related("post__superior")]


def _facts(matter: Matter, facts: dict[str, Any]) -> dict[str, Any]:
    """A restricted matter's title stays out of letters."""
    return {"number": matter.number, "title": matter.title if matter.is_public else "", **facts}
