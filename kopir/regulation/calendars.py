"""Duties of a post as an iCalendar file (RFC 5545): each a whole day, with an identity that stays when it moves."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from kopir.notices.links import host, page_address
from kopir.regulation.models import Feed, Obligation
from kopir.regulation.queries.obligations import for_calendar
from kopir.regulation.words import ObligationState

DONE = (ObligationState.DONE, ObligationState.WAIVED, ObligationState.LAPSED)


def ics_bytes(feed: Feed) -> bytes:
    """What was due in the last three months and what is due in the next fifteen, in the language of the feed."""
    with override(feed.language):
        calendar = Calendar()
        calendar.add("prodid", f"-//{host()}//Köpir//{feed.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Duties: %(post)s") % {"post": feed.post.name(feed.language).text})
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
        for row in for_calendar(feed.post_id, timezone.localdate()):
            calendar.add_component(_event(row, feed.language))
        return bytes(calendar.to_ical())


def _event(row: Obligation, language: str) -> Event:
    event = Event()
    name = row.duty.name(language).text
    event.add("uid", f"obligation-{row.pk}@{host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("summary", f"{row.get_state_display()}: {name}" if row.state in DONE else name)
    address = page_address(f"/desk/duties/{row.pk}/", language)
    event.add("description", "\n".join(filter(None, (row.subject_label, row.plan_note, address))))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
