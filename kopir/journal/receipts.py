"""Receipts: one entry with the proof that it stands in the journal, checkable offline with the public keys alone.

This module's `check` needs neither Django's set-up nor the database.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kopir.journal.public_keys import FEARED, BadReceipt, check_signature, gettext_noop, load_keys, proven_root

FORMAT = "kopir-receipt-1"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a good receipt proves: the entry's content, its leaf number, and when the head was signed.

    `until`: the key that signed was replaced at the head of so many entries, and `why`; whoever has a copy of it could have
    signed this head too. Only what the later head covers decides (growth.check_growth). `doubt`: the same, when the key is
    known to have been stolen or lost."""

    content: dict[str, Any]
    leaf: int
    size: int
    signed_at: str
    key_id: str
    hash: str
    until: int | None = None
    why: str = ""

    @property
    def doubt(self) -> int | None:
        return self.until if self.why in FEARED else None


def check(receipt_text: str | bytes, keys_file: bytes) -> Checked:
    """Raises BadReceipt when the file is not a receipt, the proof does not lead to the root, or the signature is wrong."""
    receipt, keys = _read(receipt_text), load_keys(keys_file)
    head, root = receipt["head"], proven_root(receipt)
    if root != head["root"]:
        raise BadReceipt(
            "proof",
            gettext_noop("The proof does not lead to the signed root: the entry was changed or does not belong here."),
        )
    key, entry = check_signature(head, keys), receipt["entry"]
    hash_ = hashlib.sha256(entry.encode()).hexdigest()
    return Checked(json.loads(entry), receipt["leaf"], head["size"], head["at"], head["key"], hash_, key.until, key.why)


def _read(text: str | bytes) -> dict[str, Any]:
    try:
        receipt = json.loads(text)
        entry, leaf, proof, head = receipt["entry"], receipt["leaf"], receipt["proof"], receipt["head"]
        shaped = (
            receipt["format"] == FORMAT
            and isinstance(entry, str)
            and isinstance(json.loads(entry), dict)
            and isinstance(leaf, int)
            and all(isinstance(step, str) for step in proof)
            and isinstance(head["size"], int)
            and all(isinstance(head[k], str) for k in ("root", "at", "key", "signature"))
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        shaped = False
    if not shaped:
        raise BadReceipt("format", gettext_noop("This file is not a Köpir receipt, or it is damaged."))
    return dict(receipt)
