"""Entries of the journal that anybody may read."""

from __future__ import annotations

from django.db.models import BigIntegerField, Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.journal.models import Entry

MATTER = "interactions.matter"


def open_entries(rows: QuerySet[Entry] | None = None) -> QuerySet[Entry]:
    """Of these entries, or of all: not those of a matter that was public once and is restricted now, they name its author."""
    rows = (Entry.objects.all() if rows is None else rows).filter(is_open=True)
    return rows.filter(~Exists(_restricted("subject")), ~Exists(_restricted("parent")))


def _restricted(role: str) -> QuerySet[Matter]:
    """The restricted matter that is the entry's subject or parent. Asked of the entries of a page one by one, not of all
    matters."""
    return Matter.objects.filter(pk=key_if(role, MATTER), visibility=Visibility.RESTRICTED)


def key_if(role: str, kind: str) -> Case:
    """In a question asked of each entry: the number of its subject or parent if that is of this kind. A key is read as a number
    only there."""
    is_kind = Exact(OuterRef(f"{role}_kind"), Value(kind))
    return Case(When(is_kind, then=Cast(OuterRef(f"{role}_id"), BigIntegerField())))
