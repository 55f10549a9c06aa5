"""Progress of reading."""

from __future__ import annotations

from kopir.base.actors import Actor
from kopir.journal.acts import act
from kopir.practices import rules
from kopir.practices.models import Card, ReadMark


def mark_read(card: Card, *, by: Actor) -> ReadMark:
    """Read once is read. The entry is closed: nobody else learns who read what."""
    rules.may_mark_read(by, card).demand()
    there = ReadMark.objects.filter(card=card, person_id=by.person_id).first()
    if there is not None:
        return there
    mark = ReadMark(card=card, person_id=by.person_id)
    with act(rules.may_mark_read, by=by, subject=mark, permit_on=card) as entry:
        mark.save()
        entry.fact(card=card.ref)
    return mark
