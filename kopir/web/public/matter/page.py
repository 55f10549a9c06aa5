"""The page itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kopir.base.troubles import spared
from kopir.interactions import acts, clock, queries
from kopir.interactions.models import Matter
from kopir.interactions.words import Audience, RestrictedBecause, Side
from kopir.journal import access
from kopir.notices.acts import mark_subject_read
from kopir.practices.queries import ways_of
from kopir.web.public.matter.actions import GROUPS, Possible, possible
from kopir.web.public.matter.reader import Reader, reader_of
from kopir.web.public.matter.standing import Standing, is_late, standing

# Once the state body or the author is waited for; the receiver is a state body too, but a different one.
WAITED_FOR = {
    Side.POST: _("the state body"),
    Side.RECEIVER: _("the post it was offered to"),
    Side.AUTHOR: _("the author"),
}


@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.matter_for(actor, number)
    reader = reader_of(actor, found)
    _note(request, reader)
    return render(request, "public/matter/page.html", _context(reader))


def _note(request: HttpRequest, reader: Reader) -> None:
    """A look at what is not open to all is kept; a party's messages count as read."""
    if not reader.matter.is_public and getattr(reader.matter, "may_read", False):
        access.looked(reader.by, reader.matter, request.path)
    if reader.takes_part:
        with spared():
            acts.mark_read(reader.matter, by=reader.by)
            mark_subject_read(reader.by, reader.matter)


def _context(reader: Reader) -> dict[str, Any]:
    found = reader.matter
    outcomes = queries.outcomes_of(found)
    prefetch_related_objects([found], "pauses", "extensions")  # the term is explained from them too
    pauses = sorted(found.pauses.all(), key=attrgetter("pk"))
    extensions = sorted(found.extensions.all(), key=attrgetter("pk"))
    pause = next((row for row in pauses if row.ends_on is None), None)
    now = standing(reader, pause, outcomes)
    may_do = possible(reader)
    files = list(queries.attachments_of(reader.by, found))
    primary, others = _sorted(may_do, now)
    return {
        "matter": found,
        "reader": reader,
        "may_read": getattr(found, "may_read", False),
        "why_restricted": _why(found),
        "now": now,
        "primary": primary,
        "others": others,
        "late": is_late(found),
        "matrix": queries.matrix(found),
        "moves": reader.moves,
        "outcomes": outcomes,
        "files": [row for row in files if row.message_id is None and row.outcome_id is None],
        "outcome_files": [row for row in files if row.outcome_id],
        "pauses": pauses,
        "extensions": extensions,
        "term": clock.term_of(found).explain(get_language() or "kk") if found.clock_from else [],
        "waits": _waits(found),
        "ways": ways_of(found),
        "story": queries.folded(queries.story(reader.by, found), found),
        **_messages(reader),
    }


def _why(found: Matter) -> str:
    return str(RestrictedBecause(found.restricted_because).label) if found.restricted_because else ""


def _sorted(may_do: list[Possible], now: Standing) -> tuple[list[Possible], list[tuple[str, list[Possible]]]]:
    """What is asked of the reader becomes a button, the rest stays in groups."""
    asked = {(one.action, one.pk) for one in now.asked if one.action}
    primary = [one for one in may_do if _is_asked(one, asked)]
    if not primary:
        primary = [one for one in may_do if one.action.name in ("join", "close-unanswered")][:1]
    rest = [one for one in may_do if one not in primary]
    groups = [(str(words), [one for one in rest if one.action.group == code]) for code, words in GROUPS.items()]
    return primary, [(words, found) for words, found in groups if found]


def _is_asked(one: Possible, asked: Iterable[tuple[str, int | None]]) -> bool:
    names = {(name, pk) for name, pk in asked}
    pk = int(one.url.rstrip("/").rsplit("/", 1)[-1]) if one.action.on != "matter" else None
    return (one.action.name, pk) in names or (one.action.name == "refuse" and ("accept", pk) in names)


def _waits(found: Matter) -> dict[str, Any]:
    """How long, by who was waited for: in days, or in hours during the first two days."""
    rows = queries.waits(found)
    total = sum(rows.values(), timedelta())
    unit, words = (timedelta(days=1), gettext("days")) if total >= timedelta(days=2) else (timedelta(hours=1), gettext("hours"))
    bars = [
        {"label": gettext("for %(side)s") % {"side": WAITED_FOR[side]}, "value": round(rows[side] / unit, 1)}
        for side in WAITED_FOR
        if side in rows
    ]
    return {"rows": bars, "unit": words}


def _messages(reader: Reader) -> dict[str, Any]:
    rows = list(queries.messages_of(reader.by, reader.matter))
    return {
        "talk": [row for row in rows if row.audience == Audience.PARTIES],
        "notes": [row for row in rows if row.audience == Audience.INTERNAL],
    }
