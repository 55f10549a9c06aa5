"""Every change is an act: one rule, one transaction, one entry in the journal.

    def answer(matter: Matter, *, by: Actor, text: str) -> Message:
        with act(rules.may_answer, by=by, subject=matter) as entry:
            message = Message.objects.create(matter=matter, ...)
            entry.also(message)
            entry.fact(to=matter.author.names())
            notices.tell(...)
        return message

Order inside: transaction begins, the subject's row is locked and read afresh, the rule answers on the fresh row, the
block runs, the entry is written, the transaction commits. Set values inside the block: whatever was set on the subject
before is read over.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.base.privacy import Privacy
from kopir.journal.changes import Values, difference, plain, snapshot
from kopir.journal.models import Entry, Unsealed, Withheld

SYSTEM_REASON_LIMIT = 2000
FORMAT = 2  # of an entry's content


def kind_of(subject: Model) -> str:
    """The stable name of a model in the journal: `interactions.matter`."""
    return subject._meta.label_lower


def label_of(subject: Model) -> str:
    """What the journal calls the subject: its `journal_label`, else its words. Must hold nothing personal or restricted."""
    return str(getattr(subject, "journal_label", None) or subject)[:300]


@dataclass(slots=True)
class Draft:
    """An entry being made. `subject` may be replaced inside the block when the act creates it."""

    act: str
    by: Actor
    subject: Model
    parent: Model | None = None
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    withheld_facts: dict[str, Any] = field(default_factory=dict)
    is_open: bool | None = None
    at: datetime | None = None
    _before: Values = field(default_factory=dict)
    _others: list[tuple[Model, Values]] = field(default_factory=list)

    def fact(self, **facts: Any) -> None:
        """Open facts the sentence needs, e.g. `to={"kk": …, "ru": …, "en": …}`, `due=date`."""
        self.facts.update({name: plain(value) for name, value in facts.items()})

    def withhold(self, **facts: Any) -> None:
        """Facts that only the parties may read; kept apart and erasable."""
        self.withheld_facts.update({name: plain(value) for name, value in facts.items()})

    def watch(self, other: Model) -> None:
        """Call before changing another row within this act, so that its changes are written too."""
        self._others.append((other, snapshot(other)))

    def also(self, created: Model) -> None:
        """Another row that this act has created."""
        self._others.append((created, {}))

    def entry(self) -> tuple[Entry, Withheld | None]:
        """The finished rows, not saved. The entry's number is not part of what is hashed."""
        changed = {Privacy.OPEN: {}, Privacy.RESTRICTED: {}, Privacy.PERSONAL: {}, Privacy.SECRET: {}}  # type: ignore[var-annotated]
        for row, before in [(self.subject, self._before), *self._others]:
            prefix = "" if row is self.subject else f"{kind_of(row)}:{row.pk}."
            for privacy, fields in difference(row, before).items():
                changed[privacy].update({prefix + name: values for name, values in fields.items()})
        is_open = self.is_open if self.is_open is not None else bool(getattr(self.subject, "is_public", True))
        withheld = self._withheld(changed, is_open)
        return self._row(self._content(changed, is_open, withheld)), withheld

    def _withheld(self, changed: dict[Privacy, Any], is_open: bool) -> Withheld | None:
        values = {
            "name": self.by.name if not self.by.is_system else "",
            "person": self.by.person_id,
            "request": self.by.request_id,
            "restricted": changed[Privacy.RESTRICTED],
            "personal": changed[Privacy.PERSONAL],
            "facts": self.withheld_facts,
            **({} if is_open else {"reason": self.reason, "open": changed[Privacy.OPEN], "told": self.facts}),
        }
        values = {name: value for name, value in values.items() if value}
        if not values:
            return None
        return Withheld(salt=secrets.token_hex(16), values=canonical(values).decode())

    def _content(self, changed: dict[Privacy, Any], is_open: bool, withheld: Withheld | None) -> dict[str, Any]:
        content = {
            "format": FORMAT,
            "at": plain(self.at or timezone.now()),
            "act": self.act,
            "role": str(self.by.role),
            "for": self.by.labels,
            "organisation": self.by.organisation_id,
            "post": self.by.post_id,
            "kind": kind_of(self.subject),
            "id": str(self.subject.pk),
            "label": label_of(self.subject),
            "parent": [kind_of(self.parent), str(self.parent.pk)] if self.parent else None,
            "open": is_open,
            "reason": self.reason if is_open else "",
            "facts": self.facts if is_open else {},
            "changed": changed[Privacy.OPEN] if is_open else {},
            "secret": sorted(changed[Privacy.SECRET]),
            "withheld": digest(withheld) if withheld else None,
        }
        return {name: value for name, value in content.items() if value not in (None, "", {}, [])}

    def _row(self, content: dict[str, Any]) -> Entry:
        written = canonical(content)
        apart = {"person": self.by.person_id, "request": self.by.request_id}
        return Entry(hash=hashlib.sha256(written).hexdigest(), content=written.decode(), **columns(content, apart))


def columns(content: dict[str, Any], apart: dict[str, Any]) -> dict[str, Any]:
    """The columns that repeat an entry's content and the values `apart`; also how `verify` finds a column that was tampered
    with. Whose person and request it was stands apart since format 2; in format 1 it stood in the content."""
    parent_kind, parent_id = content.get("parent") or ("", "")
    whose = content if content["format"] == 1 else apart
    return {
        "at": datetime.fromisoformat(content["at"]),
        "act": content["act"],
        "actor_role": content["role"],
        "person_id": whose.get("person"),
        "organisation_id": content.get("organisation"),
        "post_id": content.get("post"),
        "subject_kind": content["kind"],
        "subject_id": content["id"],
        "subject_label": content.get("label", ""),
        "parent_kind": parent_kind,
        "parent_id": parent_id,
        "is_open": content.get("open", False),
        "request_id": whose.get("request", ""),
    }


def digest(withheld: Withheld) -> str:
    """What ties withheld values to their entry."""
    return hashlib.sha256(f"{withheld.salt}{withheld.values}".encode()).hexdigest()


@contextmanager
def act(
    rule: Rule,
    *,
    by: Actor,
    subject: Model,
    parent: Model | None = None,
    reason: str = "",
    permit_on: Any = None,
) -> Iterator[Draft]:
    """See the module. `permit_on`: what the rule is asked about, when it is not the subject itself (e.g. the parent of
    a row that does not exist yet). Raises Refused when the rule denies; nothing is written then, and a subject that was there
    before reads as it stands again: whoever shows it beside the refusal must not tell of a change that did not come."""
    was_there = not subject._state.adding
    try:
        with transaction.atomic():
            if was_there:
                _lock(subject)
            rule(by, permit_on if permit_on is not None else subject).demand()
            draft = Draft(rule.name, by, subject, parent, reason.strip()[:SYSTEM_REASON_LIMIT], _before=snapshot(subject))
            yield draft
            write([draft])
    except Refused:
        if was_there:
            subject.refresh_from_db()
        raise


def _lock(subject: Model) -> None:
    manager = type(subject)._base_manager
    subject.refresh_from_db(from_queryset=manager.select_for_update(of=("self",)))


def write(drafts: Sequence[Draft]) -> list[Entry]:
    """Put finished drafts into the journal, in order; part of the transaction that is open. For bulk acts (imports)."""
    pairs = [draft.entry() for draft in drafts]
    entries = [entry for entry, _ in pairs]
    insert(entries)
    for entry, withheld in pairs:
        if withheld:
            withheld.entry_id = entry.pk
    insert([withheld for _, withheld in pairs if withheld])
    insert([Unsealed(entry_id=entry.pk) for entry in entries])
    return entries


def content_of(entry: Entry) -> dict[str, Any]:
    """The parsed content of an entry."""
    content: dict[str, Any] = json.loads(entry.content)
    return content
