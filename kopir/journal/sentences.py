"""Entries in words. Each app keeps the sentences of its acts in `words.py`:

    SENTENCES = {"interactions.hand_over": _("%(actor)s offered %(subject)s to %(to)s")}

`%(actor)s` and `%(subject)s` are always there; other names are the entry's facts. A fact that is a dict by language
is shown in the reader's language (with fallback); a date in words. A fact `subject` names the thing by language where its label
would be a key.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language

from kopir.base.actors import Role
from kopir.base.tongue import localised
from kopir.journal.models import Entry


@cache
def sentences() -> dict[str, Any]:
    """All sentences by act."""
    found: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.words"):
            found.update(getattr(import_module(f"{app.name}.words"), "SENTENCES", {}))
    return found


def sentence(entry: Entry, withheld: Mapping[str, Any] | None = None, subject: str = "") -> str:
    """The entry in the current language. Pass `withheld` only when the reader has a right to it; `subject` where the thing is
    called otherwise now than when the entry was written."""
    content = json.loads(entry.content)
    withheld = withheld or {}
    facts = {**content.get("facts", {}), **withheld.get("told", {}), **withheld.get("facts", {})}
    words = {name: _in_words(value) for name, value in facts.items()}
    words |= {"actor": actor_name(content, withheld), "subject": subject or words.get("subject") or entry.subject_label}
    template = sentences().get(entry.act)
    return str(template) % defaultdict(str, words) if template else f"{entry.act}: {entry.subject_label}"


def actor_name(content: Mapping[str, Any], withheld: Mapping[str, Any]) -> str:
    """What the actor acted for, in the reader's language; the person's own name only beside a right to it."""
    label = content.get("for")
    name = localised(label, get_language() or "kk").text if label else ""
    person = withheld.get("name", "")
    if name and person and person != name:
        return f"{name} ({person})"
    return name or person or str(Role(content["role"]).label)


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return localised(value, get_language() or "kk").text
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-":
        try:
            return date_format(date.fromisoformat(value))
        except ValueError:
            return value
    return str(value)
