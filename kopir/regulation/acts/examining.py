"""Examining by itself: once a day, and soon after an act that changes the facts the rules look at. Cheap in between."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor
from kopir.journal.queries import entries_after
from kopir.regulation import rules
from kopir.regulation.acts.findings import EXAMINATION, Examined, examine
from kopir.regulation.acts.obligations import noted_in

# Rooms whose every act may change who owns, holds or may do what.
ROOMS = ("posts.", "organisations.", "territories.", "sectors.")
ACTS = frozenset({
    "people.deactivate", "people.reactivate", "regulation.load_reference", "regulation.keep_duty", "regulation.end_duty",
    "regulation.announce", "regulation.withdraw_version", "regulation.judge_link", "regulation.assign",
    "regulation.end_assignment",
})  # fmt: skip
READ = 5000


def changes_facts(act: str) -> bool:
    return act.startswith(ROOMS) or act in ACTS


def examine_if_changed(*, by: Actor = SYSTEM) -> Examined | None:
    """None when nothing has changed since the last look: then it costs three queries. Dates pass too (a power begins, a
    delegation ends), so it looks once on every day in any case."""
    today = timezone.localdate()
    with transaction.atomic():
        run = noted_in(EXAMINATION)
        rules.may_examine(by, run).demand()
        changed = run.seen_on != today
        while entries := entries_after(run.next_leaf, READ):
            changed = changed or any(changes_facts(entry.act) for entry in entries)
            run.next_leaf += len(entries)
        if changed:
            run.seen_on = today
        run.save()
        return examine(by=by) if changed else None
