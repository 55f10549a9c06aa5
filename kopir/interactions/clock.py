"""The clock of a matter: when its answer is due, and whom it waits for."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kopir.base.terms import Extension, Pause, Term, reckon
from kopir.calendar.queries import working_calendar
from kopir.interactions.models import Matter, Waiting
from kopir.interactions.words import Side
from kopir.posts.models import Post


def term_of(matter: Matter) -> Term:
    """The term of the present round with the explanation of every day. Needs a received matter."""
    assert matter.clock_from is not None and matter.term_days is not None
    began = timezone.localdate(matter.clock_from)
    pauses = [
        Pause(pause.starts_on, pause.ends_on, pause.reason)
        for pause in matter.pauses.all()
        if pause.ends_on is None or pause.ends_on >= began
    ]
    extensions = [
        Extension(extension.days, extension.reason, extension.legal_ground)
        for extension in matter.extensions.all()
        if extension.at >= matter.clock_from
    ]
    calendar = working_calendar()
    return reckon(matter.clock_from, matter.term_days, calendar, pauses=pauses, extensions=extensions)


def set_due(matter: Matter) -> None:
    """Reckon the due date afresh; empty while paused."""
    matter.due_on = term_of(matter).due_on


def begin(matter: Matter, at: datetime, days: int) -> None:
    """Start the term of a round at a moment."""
    matter.clock_from, matter.term_days = at, days
    set_due(matter)


def due_after(working_days: int, start: date | None = None) -> date:
    """The last day of a term of so many working days that begins today."""
    return working_calendar().add_working_days(start or timezone.localdate(), working_days)


def wait_for(matter: Matter, side: Side, post: Post | None = None, at: datetime | None = None) -> None:
    """From now on the matter waits for this side (and post); the wait before it ends."""
    now = at or timezone.now()
    stop_waiting(matter, now)
    Waiting.objects.create(matter=matter, side=side, post=post, began_at=now)


def stop_waiting(matter: Matter, at: datetime | None = None) -> None:
    Waiting.objects.filter(matter=matter, ended_at=None).update(ended_at=at or timezone.now())
