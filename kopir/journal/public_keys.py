"""The public keys of an installation, and which heads each of them may have signed. Needs neither Django nor the database.

A file of keys is either one public key (PEM), or the list of all of them (JSON, `kopir-keys-1`), oldest first. In the list each
key but the first comes with its change: the entry that names it, the proof, and the head that ends with that entry, signed by the
new key and, unless that was gone, by the one before. How long a key holds is read from there alone; what else stands in the list
is for people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kopir.journal import merkle

FORMAT = "kopir-keys-1"
ACT = "journal.new_key"
FEARED = "stolen", "lost"  # reasons after which somebody else may have the private key, or nobody


def gettext_noop(words: str) -> str:
    """Marks words that are translated where they are said; Django's own would need Django here."""
    return words


class BadReceipt(Exception):
    """`code` says which check failed; the words say it in English, with places for `facts`, for the command line."""

    def __init__(self, code: str, words: str, **facts: object) -> None:
        super().__init__(words % facts)
        self.code, self.words, self.facts = code, words, facts


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Signs heads of `since` entries and more, of fewer than `until`, and none later than `until_at`; `why` it was replaced."""

    public: Ed25519PublicKey
    since: int = 0
    until: int | None = None
    until_at: str = ""
    why: str = ""


Keys = Mapping[str, PublicKey]  # by id, oldest first


def raw(public: Ed25519PublicKey) -> str:
    """Hexadecimal."""
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()


def key_id(public: Ed25519PublicKey) -> str:
    """First 16 hexadecimal digits of the raw public key."""
    return raw(public)[:16]


def signed_text(size: int, root: str, at: str) -> bytes:
    """What the signature of a head covers: canonical JSON of size, root (hexadecimal) and time (UTC, ISO 8601)."""
    return rfc8785.dumps({"at": at, "log": "kopir-journal", "root": root, "size": size})


def check_signature(head: Mapping[str, Any], keys: Keys) -> PublicKey:
    """The key that signed the head. Raises BadReceipt when none of them did, or one that did not hold then."""
    key = keys.get(head["key"])
    if key is None:
        words = gettext_noop(
            "The signature is not by the key given here: the head names the key %(key)s, checked was with %(known)s. "
            "If the installation has replaced its key, take the list of its keys anew."
        )
        raise BadReceipt("signature", words, key=head["key"], known=", ".join(keys))
    if not _signed(key.public, head, head["signature"]):
        words = gettext_noop("The signature does not belong to this public key, or the head was changed.")
        raise BadReceipt("signature", words)
    if not _held(key, head):
        words = gettext_noop("The key %(key)s did not hold when a head of %(size)d entries was signed at %(at)s: it is forged.")
        raise BadReceipt("replaced", words, key=head["key"], size=head["size"], at=head["at"])
    return key


def _signed(public: Ed25519PublicKey, head: Mapping[str, Any], signature: str) -> bool:
    try:
        public.verify(bytes.fromhex(signature), signed_text(head["size"], head["root"], head["at"]))
    except (InvalidSignature, ValueError):
        return False
    return True


def _held(key: PublicKey, head: Mapping[str, Any]) -> bool:
    if head["size"] < key.since:
        return False
    if key.until is None:
        return True
    try:
        return head["size"] < key.until and datetime.fromisoformat(head["at"]) <= datetime.fromisoformat(key.until_at)
    except (ValueError, TypeError):
        return False


def proven_root(receipt: Mapping[str, Any]) -> str:
    """The root that entry, leaf number and proof lead to."""
    try:
        steps = [bytes.fromhex(step) for step in receipt["proof"]]
        leaf = merkle.leaf_hash(receipt["entry"].encode())
        return merkle.root_from_proof(leaf, receipt["leaf"], receipt["head"]["size"], steps).hex()
    except ValueError:
        raise BadReceipt("proof", gettext_noop("The proof is damaged.")) from None


# ---- Reading a file of keys ------------------------------------------------------------------------------


def load_keys(content: bytes) -> Keys:
    """Raises BadReceipt with the code `key` when the file is neither, or a change in the list is not proved."""
    if not content.lstrip().startswith(b"{"):
        public = load_public_key(content)
        return {key_id(public): PublicKey(public)}
    try:
        found = json.loads(content)
        if found["format"] != FORMAT or not found["keys"]:
            raise ValueError
        return _linked(found["keys"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadReceipt):
        words = gettext_noop("This file is not a list of the journal's keys, or a change of the key in it is not proved.")
        raise BadReceipt("key", words) from None


def load_public_key(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise BadReceipt("key", gettext_noop("This file is not an Ed25519 public key in PEM form, nor a list of keys."))
    return key


def _linked(rows: list[dict[str, Any]]) -> Keys:
    """Each key takes the place of the one before it. Raises ValueError or BadReceipt when that is not proved."""
    keys = {row["key"]: PublicKey(public_of(row["public"])) for row in rows}
    if len(keys) != len(rows) or any(key_id(key.public) != name for name, key in keys.items()):
        raise ValueError
    for before, row in pairwise(rows):
        old, new, change = keys[before["key"]], keys[row["key"]], row["change"]
        why, head = _proven_change(change, old, new), change["head"]
        if head["size"] <= old.since:
            raise ValueError
        keys[before["key"]] = replace(old, until=head["size"], until_at=head["at"], why=why)
        keys[row["key"]] = replace(new, since=head["size"])
    return keys


def public_of(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))


def _proven_change(change: dict[str, Any], old: PublicKey, new: PublicKey) -> str:
    """Why the key was replaced. The head must end with the entry of the change, so no head of the old key can be larger."""
    head, facts, act = change["head"], *_told(change["entry"])
    named = (act, facts["public"], facts["before"]) == (ACT, raw(new.public), raw(old.public))
    last = change["leaf"] == head["size"] - 1 and proven_root(change) == head["root"]
    vouched = _signed(old.public, head, change["before"]) if change["before"] else facts["code"] in FEARED
    if not (named and last and vouched and _signed(new.public, head, head["signature"])):
        raise ValueError
    return str(facts["code"])


def _told(entry: str) -> tuple[dict[str, str], str]:
    content = json.loads(entry)
    return content["facts"], content["act"]
