"""Duties without the power they need, and chains upwards that end without anyone who holds it."""

from __future__ import annotations

from collections.abc import Iterator

from kopir.posts.models import Post
from kopir.regulation.findings.facts import Facts
from kopir.regulation.findings.found import Found, rule
from kopir.regulation.models import Duty
from kopir.regulation.words import Contradiction, Resolution


@rule(
    Contradiction.NO_POWER,
    Resolution.GRANT_POWER,
    Resolution.ASSIGN_STEP,
    Resolution.DELEGATE,
    Resolution.SEND_UP,
)
def no_power(facts: Facts) -> Iterator[Found]:
    """The post owns the duty, the duty or one of its steps needs a power, and neither the post has it nor the post to which
    that step was given."""
    for duty, post in facts.owned():
        for power_id in _lacking(facts, duty, post):
            above = next((one for one in facts.chain(post) if facts.may(one, power_id)), None)
            yield Found(
                Contradiction.NO_POWER,
                f"no_power:{post.pk}:{duty.code}:{power_id}",
                post.organisation,
                post,
                duty.code,
                post.territory_id,
                power_id,
                {
                    "post": post.names,
                    "duty": duty.names,
                    "power": facts.power_names[power_id].names,
                    "above": above.names if above else {},
                    "steps": [step.names for step, needed in facts.needs[duty.pk].steps if needed == power_id],
                },
            )


def _lacking(facts: Facts, duty: Duty, post: Post) -> list[int]:
    """Powers that the duty needs and nobody brings, each once."""
    need = facts.needs[duty.pk]
    by_step = {power for step, power in need.steps if not _done_elsewhere(facts, duty, post, step.order, power)}
    brought = {power for _step, power in need.steps} - by_step
    return sorted(power for power in (need.powers - brought) | by_step if not facts.may(post, power))


def _done_elsewhere(facts: Facts, duty: Duty, post: Post, order: int, power: int) -> bool:
    other = facts.steps.get((post.organisation_id, duty.code, order))
    return other is not None and facts.may(other, power)


@rule(Contradiction.NOBODY_ABOVE, Resolution.GRANT_POWER, Resolution.SEND_UP)
def nobody_above(facts: Facts) -> Iterator[Found]:
    """The post lacks a power that one of its duties needs, and going up from post to post one comes to the end without
    meeting anyone who has it: such a matter can be raised for ever and never decided."""
    seen: set[tuple[int, int]] = set()
    for duty, post in facts.owned():
        for power_id in _lacking(facts, duty, post):
            chain = list(facts.chain(post))
            if (post.pk, power_id) in seen or any(facts.may(one, power_id) for one in chain):
                continue
            seen.add((post.pk, power_id))
            yield Found(
                Contradiction.NOBODY_ABOVE,
                f"nobody_above:{post.pk}:{power_id}",
                post.organisation,
                post,
                duty.code,
                post.territory_id,
                power_id,
                {
                    "post": post.names,
                    "duty": duty.names,
                    "power": facts.power_names[power_id].names,
                    "chain": [one.names for one in chain],
                },
            )
