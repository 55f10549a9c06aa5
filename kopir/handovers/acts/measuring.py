"""Figures of a change, counted from the journal when their time has come. Not an act: they can be counted again at any time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from kopir.handovers.models import Pack
from kopir.handovers.queries.packs import terms
from kopir.handovers.words import PackState
from kopir.interactions.models import Matter
from kopir.journal.models import Entry
from kopir.posts.belongings import BelongingKind

MATTER = "interactions.matter"


def measure(today: date | None = None) -> int:
    """Answers how many packs got a figure that they lacked."""
    day, days = today or timezone.localdate(), terms().stall_days
    return _first_acts() + _stalled(day, days)


def _first_acts() -> int:
    found = 0
    for pack in Pack.objects.filter(first_act_on=None).exclude(state__in=(PackState.ASSEMBLING, PackState.DROPPED)):
        acts = Entry.objects.filter(post_id=pack.post_id, person_id__isnull=False, at__gte=_after(pack.ends_on))
        acts = acts.exclude(person_id=pack.leaver_id)
        if (entry := acts.order_by("id").first()) is not None:
            found += Pack.objects.filter(pk=pack.pk).update(first_act_on=timezone.localdate(entry.at))
    return found


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _stalled(today: date, days: int) -> int:
    """Packs whose time of watching has passed: matters of the pack that no post has touched in it and that were not closed."""
    over = Pack.objects.filter(stalled=None, ends_on__lt=today - timedelta(days=days))
    found = 0
    for pack in over.exclude(state__in=(PackState.ASSEMBLING, PackState.DROPPED)):
        found += Pack.objects.filter(pk=pack.pk).update(stalled=_untouched(pack, days))
    return found


def _untouched(pack: Pack, days: int) -> int:
    since, until = _after(pack.ends_on), _after(pack.ends_on + timedelta(days=days))
    numbers = pack.items.filter(kind=BelongingKind.MATTER).values_list("matter", flat=True)
    open_then = Matter.objects.filter(pk__in=list(numbers)).exclude(closed_at__lt=until)
    ids = {str(pk) for pk in open_then.values_list("pk", flat=True)}
    about = Q(subject_kind=MATTER, subject_id__in=ids) | Q(parent_kind=MATTER, parent_id__in=ids)
    touched = Entry.objects.filter(about, at__gte=since, at__lt=until, post_id__isnull=False)
    names = touched.values_list("subject_kind", "subject_id", "parent_id")
    return len(ids - {subject if kind == MATTER else parent for kind, subject, parent in names})
