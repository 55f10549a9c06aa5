"""Posts that stand lower than the rule of their tier, or than a duty, asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kopir.base.tongue import in_all_languages
from kopir.posts.models import Post
from kopir.posts.words import PostKind, Rank
from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.words import Contradiction, Resolution


@rule(Contradiction.LOW_RANK, Resolution.RAISE_RANK, Resolution.NAME_OWNER, Resolution.SEND_UP)
def low_rank(facts: Facts) -> Iterator[Found]:
    """An authorised post below the rule of its tier; or any post below the lowest rank that one of its duties names."""
    told: set[int] = set()
    for duty, post in facts.owned():
        tier_rule = facts.rank_rules.get(post.organisation.tier) if post.kind == PostKind.AUTHORISED else None
        if tier_rule is not None and post.rank < tier_rule.minimum_rank and post.pk not in told:
            told.add(post.pk)
            words = {"kk": tier_rule.words_kk, "ru": tier_rule.words_ru, "en": tier_rule.words_en}
            yield _found(post, tier_rule.minimum_rank, "", {"rule": words, "source": tier_rule.source})
        if duty.minimum_rank is not None and post.rank < duty.minimum_rank:
            yield _found(post, duty.minimum_rank, duty.code, {"duty": duty.names})


def _found(post: Post, minimum: int, duty_code: str, why: dict[str, Any]) -> Found:
    ranks = {"rank": in_all_languages(Rank(post.rank).label), "minimum": in_all_languages(Rank(minimum).label)}
    facts = {"post": post.names, **ranks, "wanted": minimum, **why}
    key = f"low_rank:{post.pk}:{duty_code or 'tier'}"
    return Found(Contradiction.LOW_RANK, key, post.organisation, post, duty_code, post.territory_id, None, facts)
