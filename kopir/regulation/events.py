"""What the journal says of occasions: a matter has come to a post, has left it, is over; somebody was appointed.

Pure: it reads what each entry says was changed, so that the order of past events is told truly however late it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from kopir.interactions.words import WORKED_ON, MatterState
from kopir.journal.acts import content_of
from kopir.journal.models import Entry
from kopir.posts.words import AppointmentKind

MATTER, APPOINTMENT = "interactions.matter", "posts.appointment"
PASSED_ON, NEVER_ANSWERED, APPOINTED = "interactions.accept", "interactions.close_unanswered", "posts.appoint"
Changed = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """What an entry says of a matter; None or empty: it does not say. `post` answers for it from here on, `left` did before."""

    entry: Entry
    matter: str
    on: date
    post: int | None = None
    left: int | None = None
    state: str = ""
    due_on: date | None = None

    @property
    def is_over(self) -> bool:
        return self.state in (MatterState.CLOSED, MatterState.JOINED)

    @property
    def begins(self) -> bool:
        """A term begins: received, reopened or contested."""
        return self.state in WORKED_ON


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody holds a post from a day on; not a deputy during an absence."""

    entry: Entry
    appointment: str
    post: int
    starts_on: date


def matter_of(entry: Entry) -> str:
    """The number of the row of the matter that the entry is about; empty when it is about something else."""
    if entry.subject_kind == MATTER:
        return entry.subject_id
    return entry.parent_id if entry.parent_kind == MATTER else ""


def changed_in(entry: Entry, withheld: Mapping[str, Any] | None) -> Changed:
    """Open fields before and after; those of a restricted matter stand among the withheld values."""
    found: Changed = content_of(entry).get("changed") or (withheld or {}).get("open") or {}
    return found


def step_of(entry: Entry, changed: Changed) -> Step | None:
    """None when nothing is said that matters for duties."""
    matter = matter_of(entry)
    before = "" if entry.subject_kind == MATTER else f"{MATTER}:{matter}."
    left, post = changed.get(f"{before}accountable", (None, None))
    state, due = (changed.get(before + name, (None, None))[1] for name in ("state", "due_on"))
    if not matter or not (post or state or due):
        return None
    day = date.fromisoformat(due) if due else None
    return Step(entry, matter, timezone.localdate(entry.at), post, left, state or "", day)


def appointed_in(entry: Entry, changed: Changed) -> Appointed | None:
    if entry.act != APPOINTED or changed.get("kind", (None, ""))[1] == AppointmentKind.DEPUTY:
        return None
    begins = changed.get("starts_on", (None, None))[1]
    starts_on = date.fromisoformat(begins) if begins else timezone.localdate(entry.at)
    return Appointed(entry, entry.subject_id, int(entry.parent_id), max(starts_on, timezone.localdate(entry.at)))
