"""What belongs to a post. Each app above says it in a module `handover.py` of its own, found by name, so that nobody's hand-over
pack depends on a forgotten list:

    def contribute(post: Post, on: date) -> list[Belonging]: ...
    def said(post: Post, since: date) -> list[Saying]: ...

Both are optional. `contribute` tells what the post has on a day; `said` what was said in its name since a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from kopir.posts.models import Post

Names = Mapping[str, str]


class BelongingKind(StrEnum):
    """In the order in which a successor meets them."""

    CONTACT = "contact"
    MATTER = "matter"
    HAND_OFF = "hand_off"
    OPINION = "opinion"
    PROMISE = "promise"
    OBLIGATION = "obligation"
    FINDING = "finding"
    PRACTICE = "practice"
    EFFECT = "effect"
    REPORT = "report"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Belonging:
    """`key` stays the same over days (`matter:12`); `story`: up to three lines by language; `path`: its page, without the
    language. `matter_id`, when its words may be read only by those who take part in that matter."""

    key: str
    kind: BelongingKind
    title: Names
    story: Sequence[Names] = ()
    status: Names | None = None
    due_on: date | None = None
    path: str = ""
    matter_id: int | None = None
    weight: int = 0
    """The larger, the sooner it is shown among those without a date."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Words said in the name of the post, in which promises are looked for. `key`: `message:5`; `is_running`: the matter still
    runs."""

    key: str
    text: str
    language: str
    on: date
    label: str
    path: str
    matter_id: int
    is_running: bool


def belongings(post: Post, on: date) -> list[Belonging]:
    """All that the rooms say of the post on this day."""
    return [one for room in _rooms() for one in getattr(room, "contribute", _nothing)(post, on)]


def sayings(post: Post, since: date) -> list[Saying]:
    return [one for room in _rooms() for one in getattr(room, "said", _nothing)(post, since)]


def _rooms() -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.handover"):
            yield import_module(f"{app.name}.handover")


def _nothing(post: Post, day: date) -> list[Belonging]:
    return []
