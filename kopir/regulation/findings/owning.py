"""Duties that several posts own, that nobody owns, and that a vacant post owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from kopir.base.tongue import in_all_languages
from kopir.organisations.models import Organisation
from kopir.posts.models import Mandate, Post
from kopir.posts.words import PostKind
from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.models import Duty
from kopir.regulation.words import Contradiction, Resolution


@rule(Contradiction.TWO_OWNERS, Resolution.NAME_OWNER)
def two_owners(facts: Facts) -> Iterator[Found]:
    """In one body two or more posts own the same duties for the same places and sectors, and no decision names one of them.
    Posts that divided the work by mandate are not meant. One finding a group of posts."""
    by_code = {duty.code: duty for duty in facts.duties}
    groups: dict[tuple[int, tuple[int, ...]], list[Duty]] = defaultdict(list)
    for (body_id, code), posts in facts.owners.items():
        rivals = _rivals(facts, posts)
        if rivals:
            groups[body_id, tuple(post.pk for post in rivals)].append(by_code[code])
    for (body_id, numbers), duties in groups.items():
        posts = [facts.posts[number] for number in numbers]
        yield Found(
            Contradiction.TWO_OWNERS,
            f"two_owners:{body_id}:{'-'.join(map(str, numbers))}",
            posts[0].organisation,
            posts[0],
            duties[0].code if len(duties) == 1 else "",
            posts[0].territory_id,
            None,
            {"posts": [post.names for post in posts], "post_ids": list(numbers), **_duties(duties)},
        )


def _rivals(facts: Facts, posts: list[Post]) -> list[Post]:
    """Those whose mandates meet with another's."""
    meeting: set[int] = set()
    for one, other in combinations(posts, 2):
        if _meet(facts.mandates.get(one.pk, []), facts.mandates.get(other.pk, [])):
            meeting |= {one.pk, other.pk}
    return sorted((post for post in posts if post.pk in meeting), key=lambda post: post.pk)


def _meet(ones: list[Mandate], others: list[Mandate]) -> bool:
    """Somewhere in the same place and the same sector. A post without any mandate answers for everything of its body."""
    if not ones or not others:
        return True
    return any(_overlap(one, other) for one in ones for other in others)


def _overlap(one: Mandate, other: Mandate) -> bool:
    codes = [code.rstrip("0") for code in (one.territory_id, other.territory_id)]
    place = codes[0].startswith(codes[1]) or codes[1].startswith(codes[0])
    sector = one.sector_id is None or other.sector_id is None or one.sector_id == other.sector_id
    kinds = not one.matter_kinds or not other.matter_kinds or set(one.matter_kinds) & set(other.matter_kinds)
    return place and sector and bool(kinds)


def _duties(duties: list[Duty]) -> dict[str, Any]:
    return {"duties": [duty.names for duty in duties], "duty_codes": [duty.code for duty in duties]}


@rule(Contradiction.NO_OWNER, Resolution.NAME_OWNER)
def no_owner(facts: Facts) -> Iterator[Found]:
    """A body that the duty concerns has no standing post that owns it. One finding a body and kind of post."""
    for body in facts.bodies:
        lacking: dict[str, list[Duty]] = defaultdict(list)
        for duty in facts.duties:
            if duty.concerns(body.tier) and not facts.owners.get((body.pk, duty.code)):
                lacking[duty.post_kind].append(duty)
        for kind, duties in lacking.items():
            yield _ownerless(body, kind, duties)


def _ownerless(body: Organisation, kind: str, duties: list[Duty]) -> Found:
    facts = {"body": body.names, "kind": in_all_languages(PostKind(kind).label), "post_kind": kind, **_duties(duties)}
    return Found(
        Contradiction.NO_OWNER,
        f"no_owner:{body.pk}:{kind}",
        body,
        None,
        duties[0].code if len(duties) == 1 else "",
        body.territory_id or "",
        None,
        facts,
    )


@rule(Contradiction.VACANT, Resolution.APPOINT, Resolution.DELEGATE)
def vacant(facts: Facts) -> Iterator[Found]:
    """A post that owns duties is held by nobody on the day. One finding a post."""
    owned: dict[int, list[Duty]] = defaultdict(list)
    for duty, post in facts.owned():
        if post.pk not in facts.held:
            owned[post.pk].append(duty)
    for post_id, duties in owned.items():
        post = facts.posts[post_id]
        substitute = next((one for one in facts.chain(post) if one.pk in facts.held), None)
        yield Found(
            Contradiction.VACANT,
            f"vacant:{post.pk}",
            post.organisation,
            post,
            "",
            post.territory_id,
            None,
            {"post": post.names, "substitute": substitute.names if substitute else {}, **_duties(duties)},
        )
