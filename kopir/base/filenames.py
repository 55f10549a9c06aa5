"""Names of files as a reader sees them, whatever the files hold."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath


def extension_of(name: str) -> str:
    """As one reads it: signs that nobody sees and spaces at the end do not count."""
    return PurePosixPath(_visible(name).replace("\\", "/").strip()).suffix[1:].lower()


def shown_name(name: str) -> str:
    """The last part of a path without invisible and reserved signs."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join(re.sub(r'[<>:"|?*]', "_", _visible(last)).split())


def _visible(name: str) -> str:
    return "".join(char for char in name if unicodedata.category(char)[0] != "C")
