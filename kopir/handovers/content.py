"""What is signed: the content of a pack as plain data, and its hash over canonical JSON."""

from __future__ import annotations

import hashlib
from typing import Any

from kopir.base.canonical import canonical
from kopir.handovers.models import Item, Note, Pack
from kopir.journal.changes import plain

FORMAT = 1


def content_of(pack: Pack) -> dict[str, Any]:
    """Everything that a reader of the pack sees, with the answers given so far. Three queries."""
    post, appointment = pack.post, pack.appointment
    content: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "post": {"ref": post.ref, "names": post.names},
            "since": appointment.starts_on,
            "until": pack.ends_on,
            "items": [_item(row) for row in pack.items.order_by("order", "pk")],
            "notes": [_note(row) for row in pack.notes.select_related("question")],
            "missing": pack.missing,
            "offered": pack.offered_hash,
        }
    )
    return content


def _item(row: Item) -> dict[str, Any]:
    return {
        "key": row.key, "kind": row.kind, "title": row.title, "story": row.story, "status": row.status, "due_on": row.due_on,
        "state": row.state, "words": row.words, "answer": row.answer, "answered_by": row.answered_by,
    }  # fmt: skip


def _note(row: Note) -> dict[str, Any]:
    return {"question": row.question.names, "text": row.text, "language": row.language}


def hash_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()
