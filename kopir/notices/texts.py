"""Notices in words. The app that sends a notice keeps its words in `words.py`:

    NOTICES = {
        "interactions.received": NoticeWords(
            subject=_("New matter %(number)s"),
            body=_("%(author)s wrote to your post: “%(title)s”. Answer by %(due)s."),
        ),
    }

The names are the notice's facts. Words are chosen when the notice is read or sent, in the reader's language: a fact
that is a dict by language is shown in it (with fallback), a list of such dicts as one line each, a date in words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language, override

from kopir.base.tongue import LANGUAGES, base_language, localised

_GAP = re.compile(r" ?(?:«»|“”)")

if TYPE_CHECKING:
    from kopir.base.errors import Words
    from kopir.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """`subject` is one line; `body` is plain text whose paragraphs are parted by an empty line."""

    subject: Words
    body: Words


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    body: str
    language: str


@cache
def notice_words() -> dict[str, NoticeWords]:
    """The words of every notice of the installed apps, by text code."""
    found: dict[str, NoticeWords] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.words"):
            found.update(getattr(import_module(f"{app.name}.words"), "NOTICES", {}))
    return found


def render(notice: Notice, language: str | None = None) -> Rendered:
    """The notice in a language; the current one when none is given."""
    code = base_language(language or get_language())
    words = notice_words().get(notice.text)
    if words is None:
        return Rendered(notice.text, "", code)
    with override(code):
        facts = defaultdict(str, {name: in_words(value, code) for name, value in notice.facts.items()})
        subject, body = str(words.subject) % facts, str(words.body) % facts
    return Rendered(" ".join(_without_gaps(subject).split()), _without_gaps(body), code)


def _without_gaps(text: str) -> str:
    """Nothing stands where a fact is withheld, as the title of a matter that only its parties read: no empty marks either."""
    return _GAP.sub("", text)


def in_words(value: Any, language: str) -> str:
    """A fact as a reader of this language sees it."""
    if isinstance(value, Mapping) and set(value) <= set(LANGUAGES):
        return localised(value, language).text
    if isinstance(value, list):
        return "\n".join(in_words(item, language) for item in value)
    return say_day(value, language) if isinstance(value, str) and _is_day(value) else str(value)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:5] == text[7:8] == "-" and text.replace("-", "").isdigit()


def say_day(text: str, language: str) -> str:
    """`2026-11-23` → `2026 ж. 23 қараша`, `23 ноября 2026 г.`, `23 November 2026`."""
    with override(language):
        return date_format(date.fromisoformat(text), "j F Y" if language == "en" else "DATE_FORMAT")
