"""Noting that a person has seen notices. Not an act: it changes nothing but the number beside the bell."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from kopir.base.actors import Actor
from kopir.journal.acts import kind_of
from kopir.notices.models import Notice, Reading
from kopir.notices.queries import unread_of


def mark_read(by: Actor, numbers: Iterable[int] | None = None) -> int:
    """Those of these notices that the actor may see and has not seen (all, when none are named); answers how many."""
    rows = unread_of(by)
    return _mark(by, rows if numbers is None else rows.filter(pk__in=list(numbers)))


def mark_subject_read(by: Actor, subject: Model) -> int:
    """All notices about a thing: call it when its page is shown."""
    return _mark(by, unread_of(by).filter(subject_kind=kind_of(subject), subject_id=str(subject.pk)))


def _mark(by: Actor, rows: QuerySet[Notice]) -> int:
    if by.person_id is None:
        return 0
    new = [Reading(notice_id=pk, person_id=by.person_id) for pk in rows.values_list("pk", flat=True)]
    Reading.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
