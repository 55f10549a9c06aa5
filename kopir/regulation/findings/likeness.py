"""The same work in the functions of another department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kopir.posts.models import Post
from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.words import Contradiction, LinkState, Resolution

THRESHOLD = 0.5
"""From this likeness on a proposed link counts before anybody judged it."""


@rule(Contradiction.ELSEWHERE, Resolution.JUDGE_LINK, Resolution.NAME_OWNER)
def elsewhere(facts: Facts) -> Iterator[Found]:
    """A department of the same place has in its functions what a post of another body owns as a duty: judged to be the same
    work, or alike in words and not judged yet."""
    by_code = {duty.code: duty for duty in facts.duties}
    at_place = _owners_by_place(facts)
    for link in facts.links:
        body, duty = link.norm.scope, by_code.get(link.duty_code)
        words = facts.functions.get((link.norm_id, link.address))
        if body is None or duty is None or words is None or not _counts(link.state, link.likeness):
            continue
        others = [post for post in at_place[body.territory_id, duty.code] if post.organisation_id != body.pk]
        if not others:
            continue
        yield Found(
            Contradiction.ELSEWHERE,
            f"elsewhere:{link.norm_id}:{link.address}:{duty.code}",
            body,
            others[0],
            duty.code,
            body.territory_id or "",
            None,
            {
                "body": body.names,
                "function": {language: text for language, text in words.items() if text},
                "duty": duty.names,
                "posts": [post.names for post in others],
                "shared": link.shared,
                "judged": link.state == LinkState.SAME,
                "link": link.pk,
            },
        )


def _counts(state: str, likeness: float) -> bool:
    return state == LinkState.SAME or (state == LinkState.PROPOSED and likeness >= THRESHOLD)


def _owners_by_place(facts: Facts) -> dict[tuple[str | None, str], list[Post]]:
    found: dict[tuple[str | None, str], list[Post]] = defaultdict(list)
    for duty, post in facts.owned():
        found[post.territory_id, duty.code].append(post)
    return found
