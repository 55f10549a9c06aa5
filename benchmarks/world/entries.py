"""What happened, as the journal writes it: the same content, hash and withheld values as `kopir.journal.acts` makes."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from benchmarks.world.writing import Row
from kopir.base.actors import Actor
from kopir.journal.acts import FORMAT

MATTER = "interactions.matter"
COLUMNS = (
    "at act actor_role person_id organisation_id post_id subject_kind subject_id subject_label parent_kind parent_id"
    " is_open content hash"
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
Values = dict[str, Any]


class Told(NamedTuple):
    """An entry without its number, and the salt and values that stand apart. Sorts by time."""

    at: datetime
    order: int
    row: Row
    apart: tuple[str, str] | None


class Subject(NamedTuple):
    kind: str
    id: int
    label: str
    parent: int | None = None
    """The matter it belongs to."""


def moment(at: datetime) -> str:
    """As a column holds it: UTC."""
    return at.isoformat(" ")


def told(at: datetime) -> str:
    """As the journal writes it: UTC."""
    return f"{at.isoformat()}+00:00"


class Scribe:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.written = 0

    def write(
        self, act: str, by: Actor, at: datetime, subject: Subject, *, is_open: bool, changed: Values,
        restricted: Values | None = None, personal: Values | None = None, facts: Values | None = None, reason: str = "",
    ) -> Told:  # fmt: skip
        apart = {
            "name": "" if by.is_system else by.name, "person": by.person_id, "restricted": restricted, "personal": personal,
            **({} if is_open else {"reason": reason, "open": changed, "told": facts}),
        }  # fmt: skip
        withheld = self._apart({name: value for name, value in apart.items() if value})
        content = {
            "format": FORMAT, "at": told(at), "act": act, "role": str(by.role), "for": by.labels,
            "organisation": by.organisation_id, "post": by.post_id, "kind": subject.kind, "id": str(subject.id),
            "label": subject.label, "parent": [MATTER, str(subject.parent)] if subject.parent else None, "open": is_open,
            "reason": reason if is_open else "", "facts": facts if is_open else {}, "changed": changed if is_open else {},
            "withheld": withheld and hashlib.sha256("".join(withheld).encode()).hexdigest(),
        }  # fmt: skip
        content = {name: value for name, value in content.items() if value not in (None, "", {})}
        return self._told(at, by, subject, is_open, content, withheld)

    def _apart(self, values: Values) -> tuple[str, str] | None:
        return (f"{self.chance.getrandbits(128):032x}", _ENCODER.encode(values)) if values else None

    def _told(
        self, at: datetime, by: Actor, subject: Subject, is_open: bool, content: Values, withheld: tuple[str, str] | None
    ) -> Told:  # fmt: skip
        text = _ENCODER.encode(content)
        row = (
            moment(at), content["act"], content["role"], by.person_id, by.organisation_id, by.post_id, subject.kind,
            str(subject.id), subject.label, MATTER if subject.parent else "", str(subject.parent or ""), int(is_open),
            text, hashlib.sha256(text.encode()).hexdigest(),
        )  # fmt: skip
        self.written += 1
        return Told(at, self.written, row, withheld)
