"""What a rule finds, and the list of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.regulation.findings.facts import Facts
from kopir.regulation.words import Contradiction, Resolution


@dataclass(frozen=True)
class Found:
    """A contradiction on a day. `key` stays the same as long as it is the same contradiction; `facts` hold names by language,
    numbers and dates, so that its sentences need no other reading."""

    rule: Contradiction
    key: str
    body: Organisation | None = None
    post: Post | None = None
    duty_code: str = ""
    territory: str = ""
    power_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


Finder = Callable[[Facts], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """`resolutions`: what can be done about it, the most direct first."""

    code: Contradiction
    resolutions: tuple[Resolution, ...]
    find: Finder


RULES: dict[Contradiction, Rule] = {}


def rule(code: Contradiction, *resolutions: Resolution) -> Callable[[Finder], Finder]:
    def register(find: Finder) -> Finder:
        RULES[code] = Rule(code, resolutions, find)
        return find

    return register


def examine(facts: Facts) -> list[Found]:
    """All that every rule finds, in the order of the rules. Keys are unique."""
    return [found for code in Contradiction for found in RULES[code].find(facts)]
