"""Receipts: one entry with the proof that it stands in the journal, checkable offline with the public keys alone.

This module's `check` needs neither Django's set-up nor the database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kopir.journal.public_keys import (
    LOST,
    STOLEN,
    BadReceipt,
    PublicKey,
    check_signature,
    gettext_noop,
    load_keys,
    load_public_key,
    proven_root,
    signed_text,
)

__all__ = ["FORMAT", "BadReceipt", "Checked", "check", "load_public_key", "signed_text"]
FORMAT = "kopir-receipt-1"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a good receipt proves: the entry's content, its leaf number, and when the head was signed.

    `doubt`: the key that signed was stolen or lost, and replaced at the head of so many entries; whoever has it could have signed
    this head too. Only what the later head covers decides (growth.check_growth)."""

    content: dict[str, Any]
    leaf: int
    size: int
    signed_at: str
    key_id: str
    doubt: int | None = None


def check(receipt_text: str | bytes, keys_file: bytes) -> Checked:
    """Raises BadReceipt when the file is not a receipt, the proof does not lead to the root, or the signature is wrong."""
    receipt, keys = _read(receipt_text), load_keys(keys_file)
    head, root = receipt["head"], proven_root(receipt)
    if root != head["root"]:
        raise BadReceipt(
            "proof",
            gettext_noop("The proof does not lead to the signed root: the entry was changed or does not belong here."),
        )
    doubt = _doubt(check_signature(head, keys))
    return Checked(json.loads(receipt["entry"]), receipt["leaf"], head["size"], head["at"], head["key"], doubt)


def _doubt(key: PublicKey) -> int | None:
    return key.until if key.why in (STOLEN, LOST) else None


def _read(text: str | bytes) -> dict[str, Any]:
    try:
        receipt = json.loads(text)
        entry, leaf, proof, head = receipt["entry"], receipt["leaf"], receipt["proof"], receipt["head"]
        shaped = (
            receipt["format"] == FORMAT
            and isinstance(entry, str)
            and isinstance(leaf, int)
            and all(isinstance(step, str) for step in proof)
            and isinstance(head["size"], int)
            and all(isinstance(head[k], str) for k in ("root", "at", "key", "signature"))
        )
    except (ValueError, KeyError, TypeError):
        shaped = False
    if not shaped:
        raise BadReceipt("format", gettext_noop("This file is not a Köpir receipt, or it is damaged."))
    return dict(receipt)
