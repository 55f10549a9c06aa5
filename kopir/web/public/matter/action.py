"""Every act on a matter as one row: its address, its rule, what is asked, and what it does.

`on` says what the act is about: the matter, a hand-off or a part. `sides` (words with spaces between them) says whom it may
concern at all, so that the page asks the rules only where the answer can be yes; the rules decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from kopir.base.actors import Actor
from kopir.base.permits import Rule
from kopir.interactions import forms as shapes
from kopir.interactions import queries
from kopir.interactions.models import HandOff, Matter, Part

if TYPE_CHECKING:
    from kopir.base.errors import Words

Do = Callable[[Any, Actor, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Action:
    """`label` stands on the link and the button, `title` over the page, `about` says what will follow, `done` what has."""

    name: str
    group: str
    sides: str
    rule: Rule
    label: Words
    title: Words
    about: Words
    done: Words
    do: Do
    form: type[forms.Form] = shapes.Nothing
    on: str = "matter"
    kind: str = ""
    posts: str = ""
    """Which posts are offered to choose from: near, above, or keep (the present one, then near)."""

    def subject(self, by: Actor, matter: Matter, pk: int | None) -> Any:
        """The row the act is about, if the actor may know of it."""
        if self.on == "matter":
            return matter
        found: HandOff | Part = (queries.hand_off_for if self.on == "hand_off" else queries.part_for)(by, pk or 0)
        return found if found.matter_id == matter.pk else queries.part_for(by, 0)
