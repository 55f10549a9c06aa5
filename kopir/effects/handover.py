"""What a post has in the room of effects: its cards, and what waits for its word."""

from __future__ import annotations

from datetime import date

from kopir.base.tongue import in_all_languages
from kopir.effects.models import ChainStep, Effect
from kopir.effects.words import EffectState, Tested
from kopir.posts.belongings import Belonging, BelongingKind
from kopir.posts.models import Post


def contribute(post: Post, on: date) -> list[Belonging]:
    """Drafts and published cards of which the post is a party, with the day of the next assumption to be tested; withdrawn
    ones are history."""
    rows = Effect.objects.filter(post=post).exclude(state=EffectState.WITHDRAWN).prefetch_related("texts")
    tests = _next_tests(post)
    return [
        Belonging(
            key=f"effect:{row.pk}", kind=BelongingKind.EFFECT, title=row.titles or {"kk": row.journal_label},
            status=in_all_languages(EffectState(row.state).label), due_on=tests.get(row.pk),
            path=f"/effects/{row.ref}/" if row.ref else "",
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip


def _next_tests(post: Post) -> dict[int, date]:
    """By card: the earliest day on which an assumption that nobody tested is to be tested."""
    steps = ChainStep.objects.filter(effect__post=post, tested=Tested.OPEN, test_on__isnull=False).exclude(assumption="")
    found: dict[int, date] = {}
    for step in steps.order_by("test_on"):
        if step.test_on is not None:
            found.setdefault(step.effect_id, step.test_on)
    return found
