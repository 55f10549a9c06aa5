"""A pack comes into being when a holder leaves or is about to, and is offered without the leaver when there is none."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor
from kopir.handovers import rules
from kopir.handovers.acts.collecting import collect
from kopir.handovers.content import content_of
from kopir.handovers.flow import PACK
from kopir.handovers.models import Pack, Promise, Question, Terms
from kopir.handovers.queries.packs import terms
from kopir.handovers.telling import tell_leaving, tell_made_without, tell_successor
from kopir.handovers.words import RUNNING, PackState, PromiseState
from kopir.journal.acts import act
from kopir.posts.models import Appointment
from kopir.posts.words import AppointmentKind, PostState

ONE_DAY = timedelta(days=1)
# A deputy only stands in while the holder is away: nothing changes hands.
HOLDING = (AppointmentKind.PERMANENT, AppointmentKind.ACTING)
RELATED = ("post__superior", "post__organisation", "person")


def follow_changes(today: date | None = None) -> int:
    """Open what is due, bring up to date what is being assembled; answers how many packs were opened."""
    day = today or timezone.localdate()
    new = [open_pack(row) for row in changes(day, terms())]
    for pack in Pack.objects.filter(state=PackState.ASSEMBLING).select_related("appointment", *_of_pack()):
        _follow(pack, day)
    return len(new)


def _of_pack() -> list[str]:
    return ["post__superior", "post__organisation", "leaver"]


def changes(day: date, chosen: Terms) -> list[Appointment]:
    """Appointments that have ended or end soon and have no pack yet; not of who goes on in the same post."""
    since, until = day - timedelta(days=chosen.days_back), day + timedelta(days=chosen.days_ahead)
    ending = Q(ends_on__range=(since, until)) & (Q(pack=None) | Q(pack__state=PackState.DROPPED, ends_on__gte=day))
    closed = Q(pack=None, person__is_active=False, starts_on__lte=day, ends_on=None)
    rows = Appointment.objects.filter(ending | closed, kind__in=HOLDING).exclude(post__state=PostState.ENDED)
    found = list(rows.select_related("pack", *RELATED).order_by("ends_on", "pk"))
    return [row for row in found if not _goes_on(row)]


def _goes_on(row: Appointment) -> bool:
    if row.ends_on is None:
        return False
    after = Appointment.objects.filter(post=row.post, person=row.person, kind__in=HOLDING).exclude(pk=row.pk)
    return after.filter(starts_on__lte=row.ends_on + ONE_DAY).filter(Q(ends_on=None) | Q(ends_on__gt=row.ends_on)).exists()


def open_pack(row: Appointment, *, by: Actor = SYSTEM) -> Pack:
    """One a change. What an earlier pack of the post left untaken is in the new one again."""
    pack = Pack.objects.filter(appointment=row).select_related("appointment", *_of_pack()).first() or Pack(
        post=row.post, appointment=row, leaver=row.person, is_demonstration=row.post.is_demonstration
    )
    with act(rules.may_open, by=by, subject=pack, parent=row.post) as entry:
        if pack.pk:
            PACK.move(pack, "reopen")
        pack.begun_at, pack.ends_on = timezone.now(), row.ends_on or timezone.localdate()
        pack.save()
        collect(pack)
        entry.fact(post=row.post.names, ends_on=pack.ends_on)
        tell_leaving(pack)
    for earlier in Pack.objects.filter(post=row.post, state__in=RUNNING).exclude(pk=pack.pk).select_related("post"):
        drop(earlier, reason="")
    return pack


def _follow(pack: Pack, day: date) -> None:
    """The day may have been moved; the leaver may be gone."""
    ends_on = pack.appointment.ends_on
    if (ends_on is None and pack.leaver.is_active) or (ends_on and ends_on > day + timedelta(days=terms().days_ahead)):
        drop(pack, reason="")
    elif pack.ends_on < day or (ends_on and ends_on < day) or not pack.leaver.is_active:
        make_without(pack)
    else:
        assemble(pack)


def assemble(pack: Pack, *, by: Actor = SYSTEM) -> Pack:
    """Writes nothing when nothing has changed."""
    if pack.appointment.ends_on in (None, pack.ends_on) and not collect(pack):
        return pack
    with act(rules.may_assemble, by=by, subject=pack, parent=pack.post) as entry:
        pack.ends_on = pack.appointment.ends_on or pack.ends_on
        pack.save()
        collect(pack)
        entry.fact(post=pack.post.names, items=pack.items.count())
    return pack


def make_without(pack: Pack, *, by: Actor = SYSTEM) -> Pack:
    """The leaver is gone: the pack says what it lacks and waits for the successor. What he wrote before stays in it."""
    with act(rules.may_make_without, by=by, subject=pack, parent=pack.post) as entry:
        pack.ends_on = pack.appointment.ends_on or pack.ends_on
        pack.save()
        collect(pack)
        PACK.move(pack, "make_without")
        pack.missing, pack.offered_at = _missing(pack), timezone.now()
        pack.offered = content_of(pack)
        pack.save()
        entry.fact(post=pack.post.names, items=pack.items.count())
        tell_made_without(pack)
        tell_successor(pack)
    return pack


def _missing(pack: Pack) -> dict[str, int]:
    """By the codes of MISSING."""
    answered = pack.notes.exclude(text="").count()
    found = Promise.objects.filter(
        pk__in=[int(key.partition(":")[2]) for key in pack.items.filter(kind="promise").values_list("key", flat=True)],
        state=PromiseState.FOUND,
    )
    counts = {
        "signature": 1,
        "notes": Question.objects.filter(ends_on=None).count() - answered,
        "promises": found.count(),
        "account": int(not pack.leaver.is_active),
    }
    return {code: number for code, number in counts.items() if number > 0}


def drop(pack: Pack, *, by: Actor = SYSTEM, reason: str) -> Pack:
    with act(rules.may_drop, by=by, subject=pack, parent=pack.post, reason=reason) as entry:
        PACK.move(pack, "drop")
        pack.save()
        entry.fact(post=pack.post.names)
    return pack
