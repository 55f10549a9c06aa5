"""Erasing values that entries keep apart. Entries, hashes and tree stay as they are; what is left of the values is written
anew, and an entry of its own, sealed like any other, holds for each of them the digest that counts from now on."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence

from django.db.models import Model

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.base.canonical import canonical
from kopir.journal.acts import Draft, digest, write
from kopir.journal.changes import Values, snapshot
from kopir.journal.models import Entry, Withheld

ACT = "journal.scrub"
CHUNK = 500


def scrub(numbers: Sequence[int], left: Callable[[Entry, Values], Values], *, by: Actor, subject: Model) -> int:
    """From the values of entries `numbers` only what `left` answers stays. How many lost something. Call it inside the act
    that erases; `subject` is whom or what the erasing serves."""
    return sum(_scrub(numbers[at : at + CHUNK], left, by, subject) for at in range(0, len(numbers), CHUNK))


def _scrub(numbers: Sequence[int], left: Callable[[Entry, Values], Values], by: Actor, subject: Model) -> int:
    entries = Entry.objects.in_bulk(numbers)
    renewed: dict[int, Withheld | None] = {}
    for row in Withheld.objects.filter(pk__in=numbers):
        before = json.loads(row.values)
        after = left(entries[row.pk], before)
        if after != before:
            renewed[row.pk] = _renewed(row.pk, after) if after else None
    if renewed:
        Withheld.objects.filter(pk__in=renewed).delete()
        insert([row for row in renewed.values() if row])
        write([_told(renewed, by, subject)])
    return len(renewed)


def _renewed(number: int, values: Values) -> Withheld:
    """With a new salt: by the old one the digest in the entry would still tell who guesses what is gone."""
    return Withheld(entry_id=number, salt=secrets.token_hex(16), values=canonical(values).decode())


def _told(renewed: dict[int, Withheld | None], by: Actor, subject: Model) -> Draft:
    draft = Draft(ACT, by, subject, is_open=True, _before=snapshot(subject))
    draft.fact(count=len(renewed), remains={str(number): digest(row) if row else "" for number, row in renewed.items()})
    return draft


def remains() -> dict[int, str]:
    """By the number of an entry the digest of what was left to it, empty when nothing was."""
    found: dict[int, str] = {}
    for text in Entry.objects.filter(act=ACT).order_by("pk").values_list("content", flat=True):
        told = json.loads(text).get("facts", {}).get("remains", {})
        found.update({int(number): value for number, value in told.items()})
    return found
