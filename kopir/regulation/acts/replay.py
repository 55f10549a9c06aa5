"""Some entries of the journal lived through in memory: what they make of the obligations they touch.

All that may be touched is read at the beginning, in a handful of queries however many entries there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from kopir.calendar.queries import working_calendar
from kopir.interactions.models import Matter
from kopir.journal.models import Entry
from kopir.regulation.acts.obligations import AGAIN_DAYS
from kopir.regulation.events import APPOINTMENT, MATTER, NEVER_ANSWERED, PASSED_ON, Appointed, Step, matter_of
from kopir.regulation.flow import OBLIGATION
from kopir.regulation.models import Duty, Obligation, Proof, ProvingAct
from kopir.regulation.queries.duties import owners
from kopir.regulation.words import Event, Mapping, ObligationState, ProofKind, ProofState, Trigger

OPEN = (ObligationState.DUE, ObligationState.WAIVED)
UNPROVED = (*OPEN, ObligationState.MISSED)
YEAR = timedelta(days=400)


class Replay:
    """`new` obligations are to be saved first, then `changed` ones, then `proofs`."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.new: list[Obligation] = []
        self.changed: list[Obligation] = []
        self.proofs: list[Proof] = []
        self.calendar = working_calendar()
        self._duties = list(Duty.objects.filter(trigger=Trigger.EVENT))
        self._proving: dict[str, list[ProvingAct]] = defaultdict(list)
        for row in ProvingAct.objects.select_related("duty"):
            self._proving[row.act].append(row)
        self._owners: dict[date, set[tuple[str, int]]] = {}
        self._read(entries)

    @property
    def proved(self) -> int:
        return len({id(proof.obligation) for proof in self.proofs if proof.mapping == Mapping.WHOLE})

    def _read(self, entries: Sequence[Entry]) -> None:
        ids = {matter for entry in entries if (matter := matter_of(entry))}
        self._matters = Matter.objects.in_bulk([int(key) for key in ids])
        self._of_matter: dict[str, list[Obligation]] = defaultdict(list)
        rows = Obligation.objects.filter(subject_kind=MATTER, subject_id__in=ids).select_related("duty")
        for row in rows.order_by("pk"):
            self._of_matter[row.subject_id].append(row)
        self._of_post: dict[int, list[Obligation]] = defaultdict(list)
        for row in self._rows_of_posts(entries):
            self._of_post[row.post_id].append(row)
        known = Proof.objects.filter(entry_id__in=[entry.pk for entry in entries])
        self._known = set(known.values_list("obligation_id", "entry_id"))

    def _rows_of_posts(self, entries: Sequence[Entry]) -> Iterable[Obligation]:
        """Of the posts that did something that proves, around those days."""
        proving = [entry for entry in entries if entry.act in self._proving]
        posts = {entry.post_id for entry in proving if entry.post_id}
        if not posts:
            return []
        days = [timezone.localdate(entry.at) for entry in proving]
        duties = [row.duty_id for rows in self._proving.values() for row in rows]
        near = Q(period_start__lte=max(days), due_on__gte=min(days) - YEAR)
        rows = Obligation.objects.filter(near, post__in=posts, duty__in=duties).exclude(subject_kind=MATTER)
        return rows.select_related("duty").order_by("due_on", "pk")

    # ---- Occasions ---------------------------------------------------------------------------------------------------

    def appoint(self, appointed: Appointed) -> None:
        for duty in self._duties_of(Event.OFFICIAL_APPOINTED, appointed.post, appointed.starts_on):
            label = appointed.starts_on.isoformat()
            occasion = (APPOINTMENT, appointed.appointment, label)
            self._begin(duty, appointed.post, occasion, appointed.starts_on, None, self._of_post[appointed.post])

    def take(self, step: Step) -> None:
        """What a step of a matter makes of the obligations that it is the occasion of."""
        rows = self._of_matter[step.matter]
        if step.is_over:
            self._end(rows, step, "miss" if step.entry.act == NEVER_ANSWERED else "lapse")
        elif step.begins:
            self._end(rows, step, "lapse")
            self._come(step, self._holder(step, rows))
        elif step.post and step.left:
            self._pass_on(rows, step)
        elif step.due_on:
            for row in rows:
                if row.state == ObligationState.DUE:
                    row.due_on = step.due_on
                    self._touch(row)

    def _holder(self, step: Step, rows: list[Obligation]) -> int | None:
        """Who answers from here on: as the entry says, else as before, else as it stands now."""
        matter = self._matters.get(int(step.matter))
        return step.post or (rows[-1].post_id if rows else matter.accountable_id if matter else None)

    def _pass_on(self, rows: list[Obligation], step: Step) -> None:
        """An accepted hand-over is the act by which the duty to lead a matter to where it belongs was done. What was moved
        by a decision of others falls away. A matter that was answered leaves nothing to do."""
        matter = self._matters.get(int(step.matter))
        answered = matter is not None and matter.answered_at is not None and matter.answered_at <= step.entry.at
        for row in [row for row in rows if row.post_id == step.left and row.state in OPEN]:
            if step.entry.act == PASSED_ON:
                self._add(row, step.entry, Mapping.WHOLE)
            else:
                self._move(row, "lapse", step)
        if not answered:
            self._come(step, step.post)

    def _come(self, step: Step, post: int | None) -> None:
        events = [Event.MATTER_RECEIVED, Event.OUTCOME_CONTESTED] if step.state == "contested" else [Event.MATTER_RECEIVED]
        matter = self._matters.get(int(step.matter))
        if post is None or matter is None:
            return
        occasion = (MATTER, step.matter, matter.journal_label)
        due = step.due_on or matter.due_on
        for event in events:
            for duty in self._duties_of(event, post, step.on):
                self._begin(duty, post, occasion, step.on, due, self._of_matter[step.matter])

    def _duties_of(self, event: Event, post: int, on: date) -> list[Duty]:
        """Duties in force on the day that this event begins, if the post owns them."""
        duties = [duty for duty in self._duties if duty.event == event and duty.starts_on <= on]
        duties = [duty for duty in duties if duty.ends_on is None or duty.ends_on >= on]
        if duties and on not in self._owners:
            owned = owners(on)
            self._owners[on] = {(code, row.pk) for (_body, code), rows in owned.items() for row in rows}
        return [duty for duty in duties if (duty.code, post) in self._owners[on]]

    def _begin(
        self, duty: Duty, post: int, occasion: tuple[str, str, str], on: date, due: date | None, among: list[Obligation]
    ) -> None:
        """Due on the matter's own day, else after the duty's term. Nobody is charged with what was late before it came."""
        kind, key, label = occasion
        day = due or self.calendar.add_working_days(on, duty.term_days or 0)
        if day < on:
            day = self.calendar.add_working_days(on, AGAIN_DAYS)
        same = [row for row in among if (row.duty_id, row.post_id, row.subject_id) == (duty.pk, post, key)]
        found = next((row for row in same if row.state == ObligationState.DUE or row.period_end == day), None)
        if found is None:
            found = Obligation(
                duty=duty, post_id=post, period_start=on, period_end=day, due_on=day, subject_kind=kind, subject_id=key,
                subject_label=label,
            )  # fmt: skip
            among.append(found)
            self.new.append(found)
            return
        if found.state != ObligationState.DUE:
            OBLIGATION.move(found, "renew")
        found.due_on, found.done_on, found.waived_until = day, None, None
        self._touch(found)

    def _end(self, rows: list[Obligation], step: Step, move: str) -> None:
        for row in rows:
            if row.state in OPEN and OBLIGATION.may(row.state, move):
                self._move(row, move, step)

    def _move(self, row: Obligation, move: str, step: Step) -> None:
        OBLIGATION.move(row, move)
        row.waived_until = None
        self._touch(row)

    def _touch(self, row: Obligation) -> None:
        if row not in self.changed and row not in self.new:
            self.changed.append(row)

    # ---- Proofs ------------------------------------------------------------------------------------------------------

    def prove(self, entry: Entry) -> None:
        """An act proves the duty of the post that did it; what has a matter as its occasion, by an act on that matter."""
        for proving in self._proving.get(entry.act, ()):
            row = self._proved_by(entry, proving.duty_id)
            if row is not None and (row.pk, entry.pk) not in self._known:
                self._add(row, entry, Mapping(proving.mapping))

    def _proved_by(self, entry: Entry, duty: int) -> Obligation | None:
        """Of periods, the one whose day is nearest: a report sent a week late proves the last one, not the next."""
        of_matter = [row for row in self._of_matter[matter_of(entry)] if row.duty_id == duty]
        if of_matter:
            return next((row for row in reversed(of_matter) if row.state in UNPROVED), None)
        day = timezone.localdate(entry.at)
        rows = [row for row in self._of_post[entry.post_id or 0] if row.duty_id == duty and row.period_start <= day]
        nearest = min(rows, key=lambda row: abs((row.due_on - day).days), default=None)
        return nearest if nearest and nearest.state in UNPROVED else None

    def _add(self, row: Obligation, entry: Entry, mapping: Mapping) -> None:
        day = timezone.localdate(entry.at)
        lasts = row.duty.evidence_days
        proof = Proof(
            obligation=row, kind=ProofKind.ENTRY, mapping=mapping, state=ProofState.ACCEPTED, entry_id=entry.pk,
            given_by_id=entry.post_id, given_at=entry.at, expires_on=day + timedelta(days=lasts) if lasts else None,
        )  # fmt: skip
        self.proofs.append(proof)
        if mapping == Mapping.WHOLE:
            OBLIGATION.move(row, "prove")
            row.done_on, row.waived_until = day, None
            self._touch(row)
