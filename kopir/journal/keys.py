"""All public keys of the journal: since when, until when, and why each was replaced; and the list that offline checks take."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from kopir.journal import merkle
from kopir.journal.changes import plain
from kopir.journal.models import Entry, Head, Key, Leaf
from kopir.journal.public_keys import FORMAT, Keys, PublicKey, key_id, public_of, raw
from kopir.journal.sealing import public_pem, signing_key, stored_proof

PUBLISHED = "kopir-journal.keys.json"  # as it is downloaded


@dataclass(frozen=True, slots=True)
class Listed:
    """`row` of the key and the `head` it begins with; of the first key that is the first head, if there is one. `following`: the
    key that took its place, and how that is told."""

    row: Key
    head: Head | None
    following: Key | None = None
    until: datetime | None = None

    @property
    def since(self) -> datetime | None:
        return self.head.at if self.head else None

    @property
    def pem(self) -> str:
        return public_pem(public_of(self.row.public)).decode()


def listed() -> list[Listed]:
    """Oldest first. Three queries, however many keys."""
    rows = list(Key.objects.order_by("size")) or [_only()]
    heads = Head.objects.in_bulk([row.size for row in rows])
    first = Head.objects.order_by("size").first()
    begun = [heads.get(row.size) or first for row in rows]
    ends = [*zip(rows[1:], [head.at if head else None for head in begun[1:]], strict=True), (None, None)]
    return [Listed(row, head, following, until) for row, head, (following, until) in zip(rows, begun, ends, strict=True)]


def _only() -> Key:
    """Of a journal that this release has not signed yet. Not saved: the sealer does that."""
    public = signing_key().public
    return Key(pk=key_id(public), public=raw(public), size=0)


def known(rows: list[Listed]) -> Keys:
    """For checking heads, by what the rows say."""
    return {
        one.row.pk: PublicKey(
            public_of(one.row.public),
            one.row.size,
            one.following.size if one.following else None,
            str(plain(one.until)) if one.until else "",
            one.following.why if one.following else "",
        )
        for one in rows
    }


def list_file() -> bytes:
    """Shape: see public_keys.load_keys. `pem`, `from`, `until` and `replaced` are for people."""
    content = {"format": FORMAT, "keys": [_as_dict(one) for one in listed()]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _as_dict(one: Listed) -> dict[str, Any]:
    return {
        "key": one.row.pk,
        "public": one.row.public,
        "pem": one.pem,
        "from": {"size": one.row.size, "at": plain(one.since)},
        "until": {"size": one.following.size, "at": plain(one.until)} if one.following else None,
        "replaced": one.following.why if one.following else None,
        "change": _change(one) if one.row.size else None,
    }


def _change(one: Listed) -> dict[str, Any]:
    """The entry that names the key, its proof, and the head that ends with it, signed by this key and the one before."""
    leaf, size, head = one.row.size - 1, one.row.size, Head.objects.get(size=one.row.size)
    return {
        "entry": Entry.objects.values_list("content", flat=True).get(pk=Leaf.objects.get(index=leaf).entry_id),
        "leaf": leaf,
        "proof": [step.hex() for step in stored_proof(partial(merkle.inclusion_proof, leaf, size))],
        "head": signed(head),
        "before": one.row.signature_before,
    }


def signed(head: Head) -> dict[str, Any]:
    """A head as receipts, lists and kept heads hold it."""
    return {"size": head.size, "root": head.root, "at": plain(head.at), "key": head.key_id, "signature": head.signature}
