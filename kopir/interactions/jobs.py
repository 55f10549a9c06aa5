"""What happens to matters by itself, on time."""

from __future__ import annotations

from datetime import date

import structlog
from django.db.models import Q
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.base.jobs import every
from kopir.calendar.queries import working_calendar
from kopir.interactions import acts, conservation
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.telling import tell_authors, tell_post
from kopir.interactions.words import WORKED_ON, HandOffState, Letter, MatterState, PartState
from kopir.notices.words import Weight

log = structlog.get_logger()
WARN_AHEAD = 3  # working days


@every(seconds=300)
def lapse_hand_offs() -> int:
    """Offers that nobody answered in time return to the sender."""
    due = HandOff.objects.filter(state=HandOffState.OFFERED, due_on__lt=timezone.localdate())
    return sum(_quietly(acts.lapse, hand_off) for hand_off in due.select_related("to_post__superior", "from_post"))


@every(seconds=300)
def record_silence() -> int:
    """Outcomes on which the authors said nothing in time."""
    due = Matter.objects.filter(state=MatterState.ANSWERED, word_due_on__lt=timezone.localdate())
    return sum(_quietly(acts.fall_silent, matter) for matter in due)


def _quietly(verb: object, row: object) -> bool:
    """One that moved meanwhile does not stop the others."""
    try:
        verb(row)  # type: ignore[operator]
    except Refused as refusal:
        log.info("not done", job=getattr(verb, "__name__", ""), code=refusal.code)
        return False
    return True


@every(seconds=3600)
def count_matters() -> None:
    """The law of conservation."""
    conservation.record(conservation.check())


@every(seconds=3600)
def warn_of_terms() -> None:
    """Alarms of the letter A: soon due, passed (the post above is told too); late opinions; an awaited word."""
    today = timezone.localdate()
    soon = working_calendar().add_working_days(today, WARN_AHEAD)
    _warn_accountable(today, soon)
    late = Part.objects.filter(letter=Letter.CONSULTED, state=PartState.ACTIVE, due_on__lt=today)
    for part in late.select_related("matter", "post__superior"):
        tell_post(part.post, part.matter, "opinion_late", part.pk, due=str(part.due_on))
        tell_post(part.post.superior, part.matter, "opinion_late", part.pk, due=str(part.due_on))
    for matter in Matter.objects.filter(state=MatterState.ANSWERED, word_due_on__range=(today, soon)):
        tell_authors(matter, "word_soon", f"round-{matter.round}", due=str(matter.word_due_on))


def _warn_accountable(today: date, soon: date) -> None:
    worked_on = Q(state__in=WORKED_ON)
    for matter in Matter.objects.filter(worked_on, due_on__lte=soon).select_related("accountable__superior"):
        about, due = f"{matter.round}:{matter.due_on}", str(matter.due_on)
        assert matter.due_on is not None and matter.accountable is not None
        if matter.due_on >= today:
            tell_post(matter.accountable, matter, "due_soon", about, due=due)
            continue
        for post in (matter.accountable, matter.accountable.superior):
            tell_post(post, matter, "overdue", about, weight=Weight.LEGAL, due=due)
