"""Receipts: one entry with the proof that it stands in the journal, checkable offline with the public key alone.

This module's `check` needs neither Django's set-up nor the database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kopir.journal import merkle

FORMAT = "kopir-receipt-1"


def signed_text(size: int, root: str, at: str) -> bytes:
    """What the signature of a head covers: canonical JSON of size, root (hexadecimal) and time (UTC, ISO 8601)."""
    return rfc8785.dumps({"at": at, "log": "kopir-journal", "root": root, "size": size})


def gettext_noop(words: str) -> str:
    """Marks words that are translated where they are said; Django's own would need Django here."""
    return words


class BadReceipt(Exception):
    """`code` says which check failed; the words say it in English, with places for `facts`, for the command line."""

    def __init__(self, code: str, words: str, **facts: object) -> None:
        super().__init__(words % facts)
        self.code, self.words, self.facts = code, words, facts


@dataclass(frozen=True, slots=True)
class Checked:
    """What a good receipt proves: the entry's content, its leaf number, and when the head was signed."""

    content: dict[str, Any]
    leaf: int
    size: int
    signed_at: str
    key_id: str


def check(receipt_text: str | bytes, public_key_pem: bytes) -> Checked:
    """Raises BadReceipt when the file is not a receipt, the proof does not lead to the root, or the signature is wrong."""
    receipt = _read(receipt_text)
    head, public = receipt["head"], load_public_key(public_key_pem)
    root = _proven_root(receipt)
    if root != head["root"]:
        raise BadReceipt(
            "proof",
            gettext_noop("The proof does not lead to the signed root: the entry was changed or does not belong here."),
        )
    check_signature(head, public)
    return Checked(json.loads(receipt["entry"]), receipt["leaf"], head["size"], head["at"], head["key"])


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


def _proven_root(receipt: dict[str, Any]) -> str:
    try:
        steps = [bytes.fromhex(step) for step in receipt["proof"]]
        leaf = merkle.leaf_hash(receipt["entry"].encode())
        return merkle.root_from_proof(leaf, receipt["leaf"], receipt["head"]["size"], steps).hex()
    except ValueError:
        raise BadReceipt("proof", gettext_noop("The proof is damaged.")) from None


def load_public_key(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise BadReceipt("key", gettext_noop("This file is not an Ed25519 public key in PEM form."))
    return key


def check_signature(head: dict[str, Any], public: Ed25519PublicKey) -> None:
    signed = signed_text(head["size"], head["root"], head["at"])
    try:
        public.verify(bytes.fromhex(head["signature"]), signed)
    except (InvalidSignature, ValueError):
        words = gettext_noop("The signature does not belong to this public key, or the head was changed.")
        raise BadReceipt("signature", words) from None
