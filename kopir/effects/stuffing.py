"""What keeps a survey from being stuffed: one-time codes on paper, and work that a device does before its answer is taken.

A code is twelve digits, so that it can be typed on any telephone. Work: find a text such that SHA-256 of "token:text" begins with
so many zero bits; the token comes with the page, is signed, belongs to one survey, runs out, and is taken once. Neither needs to
know who answers.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import salted_hmac

DIGITS = 12
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TOKEN_LIVES = timedelta(hours=12)
_SALT = "kopir.effects.survey"


def short_address() -> str:
    """Seven signs that are told apart on paper: 27 thousand million addresses."""
    return "".join(secrets.choice(LETTERS) for _number in range(7))


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def spaced(code: str) -> str:
    """As it stands on paper: 4829 1736 5520."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def bare(code: str) -> str:
    """What was typed, without spaces and hyphens; nothing when it cannot be a code."""
    digits = "".join(sign for sign in code if sign not in " -\u00a0\u2013\u2014")
    return digits if digits.isascii() and digits.isdecimal() and len(digits) == DIGITS else ""


def code_hash(ref: str, code: str) -> str:
    """Keyed by the installation's secret, so that a stolen database does not give the codes."""
    return salted_hmac(_SALT, f"{ref}:{code}", algorithm="sha256").hexdigest()


def new_token(ref: str) -> str:
    """Comes with the page of the survey."""
    return TimestampSigner(salt=_SALT).sign(f"{ref}.{secrets.token_hex(8)}")


def stamp_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_work(ref: str, token: str, work: str, bits: int) -> bool:
    """The token is ours, of this survey and not too old, and the work was done."""
    try:
        value = TimestampSigner(salt=_SALT).unsign(token, max_age=TOKEN_LIVES)
    except BadSignature:
        return False
    return value.partition(".")[0] == ref and len(work) <= 40 and zero_bits(f"{token}:{work}") >= bits


def zero_bits(text: str) -> int:
    found = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return 256 - found.bit_length()


__all__ = ["DIGITS", "bare", "code_hash", "is_work", "new_code", "new_token", "short_address", "spaced", "stamp_of", "zero_bits"]
