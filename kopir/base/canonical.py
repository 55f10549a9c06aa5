"""Canonical JSON (RFC 8785), quickly. The same bytes as the library's, which serves what is out of the ordinary."""

from __future__ import annotations

import json
import re
from typing import Any

import rfc8785

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
# Beyond the first plane the order of keys by code point and by UTF-16 unit differs; halves of pairs are not lawful.
_UNUSUAL = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """Numbers other than whole ones, keys other than text and unusual characters go the library's slower way."""
    if _is_plain(value):
        text = _ENCODER.encode(value)
        if not _UNUSUAL.search(text):
            return text.encode()
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if isinstance(value, str) or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-_LARGEST <= value <= _LARGEST)
    if kind is dict:
        return all(isinstance(name, str) and _is_plain(item) for name, item in value.items())
    return (kind is list or kind is tuple) and all(map(_is_plain, value))
