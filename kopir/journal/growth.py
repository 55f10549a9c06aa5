"""Two saved heads and the proof between them: the later journal begins with the whole of the earlier one.

Checked with the public keys alone; `check_growth` needs neither Django's set-up nor the database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kopir.journal import merkle
from kopir.journal.public_keys import BadReceipt, check_signature, gettext_noop, load_keys

HEAD_FORMAT = "kopir-head-1"
PROOF_FORMAT = "kopir-consistency-1"


@dataclass(frozen=True, slots=True)
class Grown:
    """What a good proof shows: how many entries each head covers, when it was signed, and with which key. `until`, `why`: of the
    later head's key, as in receipts.Checked; with a copy of it both heads can be forged."""

    first: int
    first_at: str
    first_key: str
    second: int
    second_at: str
    second_key: str
    until: int | None = None
    why: str = ""


def check_growth(first: str | bytes, second: str | bytes, proof: str | bytes, keys_file: bytes) -> Grown:
    """`first`, `second`: files of heads, or receipts, which hold one. Raises BadReceipt when one of the three is not what it
    should be, a signature is wrong, or the later head does not cover the same entries as the earlier one."""
    keys = load_keys(keys_file)
    old, new = _head(first), _head(second)
    check_signature(old, keys)
    key = check_signature(new, keys)
    _check_proof(old, new, _proof(proof))
    return Grown(old["size"], old["at"], old["key"], new["size"], new["at"], new["key"], key.until, key.why)


def _check_proof(old: dict[str, Any], new: dict[str, Any], proof: dict[str, Any]) -> None:
    if (proof["first"], proof["second"]) != (old["size"], new["size"]):
        words = gettext_noop("The proof is between heads of %(first)d and %(second)d entries.")
        raise BadReceipt("other", words, first=proof["first"], second=proof["second"])
    try:
        kept, steps = bytes.fromhex(old["root"]), [bytes.fromhex(step) for step in proof["proof"]]
        roots = merkle.roots_from_proof(old["size"], new["size"], kept, steps)
    except ValueError:
        raise BadReceipt("proof", gettext_noop("The proof is damaged.")) from None
    if [root.hex() for root in roots] != [old["root"], new["root"]]:
        words = gettext_noop("The proof does not lead from one head to the other: entries were changed, or it is damaged.")
        raise BadReceipt("proof", words)


def _head(text: str | bytes) -> dict[str, Any]:
    found = _read(text)
    head = found.get("head", found)
    names = ("root", "at", "key", "signature")
    if not isinstance(head, dict) or not _whole(head.get("size")) or not all(isinstance(head.get(name), str) for name in names):
        raise BadReceipt("format", gettext_noop("This file is neither a head of the journal nor a receipt, or it is damaged."))
    return head


def _proof(text: str | bytes) -> dict[str, Any]:
    found = _read(text)
    steps = found.get("proof")
    shaped = found.get("format") == PROOF_FORMAT and isinstance(steps, list) and all(isinstance(step, str) for step in steps)
    if not shaped or not _whole(found.get("first")) or not _whole(found.get("second")):
        raise BadReceipt("format", gettext_noop("This file is not a proof between two heads, or it is damaged."))
    return found


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _read(text: str | bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}
