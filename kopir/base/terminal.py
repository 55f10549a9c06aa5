"""The language of a terminal. Needs neither Django nor settings, for commands that run without an installation."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

SPOKEN = ("kk", "ru", "en")


def terminal_language(environ: Mapping[str, str] = os.environ) -> str:
    """Kazakh, Russian or English by LC_ALL, LC_MESSAGES or LANG, the first that is set; LANGUAGE, a list, goes before them,
    as other commands have it. English when none of the three is named."""
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    wished = environ.get("LANGUAGE", "").split(":") if _code(locale) not in ("c", "posix") else []
    return next((code for code in map(_code, (*wished, locale)) if code in SPOKEN), "en")


def _code(locale: str) -> str:
    """`kk_KZ.UTF-8` → kk"""
    return re.split(r"[_.@-]", locale)[0].lower()
