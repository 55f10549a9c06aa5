"""Reading the journal: occasions make obligations, and what a post did proves them. Each entry is read once, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from kopir.base.actors import SYSTEM, Actor
from kopir.base.bulk import insert
from kopir.journal.acts import Draft, write
from kopir.journal.models import Entry
from kopir.journal.queries import entries_after, withheld_of
from kopir.regulation import rules
from kopir.regulation.acts.obligations import PORTION, noted_in
from kopir.regulation.acts.replay import Replay
from kopir.regulation.events import appointed_in, changed_in, matter_of, step_of
from kopir.regulation.models import Cursor, Obligation

READ = 500
CHANGED = ["state", "due_on", "done_on", "waived_until", "reason"]


@dataclass(frozen=True, slots=True)
class Followed:
    """How many entries were read, obligations begun by occasions, obligations proved."""

    read: int = 0
    created: int = 0
    proved: int = 0


def follow(*, by: Actor = SYSTEM, limit: int = READ) -> Followed:
    """Read the next entries, and answer what came of them; `read` is 0 at the end of the journal."""
    rules.may_prove_by_journal(by, None).demand()
    if not entries_after(_next_leaf(), 1):
        return Followed()  # every minute of a quiet night: the write lock is not asked for
    with transaction.atomic():
        cursor = noted_in("journal")
        entries = entries_after(cursor.next_leaf, limit)
        replay = _replay(entries)
        _save(replay)
        cursor.next_leaf += len(entries)
        cursor.save()
        _note(replay, by)
    return Followed(len(entries), len(replay.new), replay.proved)


def _next_leaf() -> int:
    return Cursor.objects.filter(name="journal").values_list("next_leaf", flat=True).first() or 0


def follow_all(*, by: Actor = SYSTEM) -> Followed:
    """To the end of the journal, part by part, each in its own transaction."""
    read = created = proved = 0
    while (some := follow(by=by)).read:
        read, created, proved = read + some.read, created + some.created, proved + some.proved
        if some.read < READ:
            break
    return Followed(read, created, proved)


def _replay(entries: list[Entry]) -> Replay:
    hidden = withheld_of([entry for entry in entries if not entry.is_open and matter_of(entry)])
    replay = Replay(entries)
    for entry in entries:
        changed = changed_in(entry, hidden.get(entry.pk))
        if (appointed := appointed_in(entry, changed)) is not None:
            replay.appoint(appointed)
        replay.prove(entry)
        if (step := step_of(entry, changed)) is not None:
            replay.take(step)
    return replay


def _save(replay: Replay) -> None:
    insert(replay.new)
    stored = [row for row in replay.changed if row not in replay.new]
    Obligation.objects.bulk_update(stored, CHANGED, batch_size=PORTION)
    for proof in replay.proofs:
        proof.obligation_id = proof.obligation.pk
    insert(replay.proofs)


def _note(replay: Replay, by: Actor) -> None:
    subject, drafts = noted_in("obligations"), []
    if replay.new:
        facts = {"created": len(replay.new)}
        drafts.append(Draft(rules.may_make_obligations.name, by, subject, facts=facts))
    if replay.proved:
        drafts.append(Draft(rules.may_prove_by_journal.name, by, subject, facts={"proved": replay.proved}))
    write(drafts)
