"""Obligations are made ahead for all posts at once, missed once, waived with a reason and an end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.calendar.queries import working_calendar
from kopir.journal.acts import Draft, act, write
from kopir.regulation import rules
from kopir.regulation.flow import OBLIGATION
from kopir.regulation.models import Cursor, Duty, Obligation
from kopir.regulation.periods import Period, periods
from kopir.regulation.queries.duties import owners
from kopir.regulation.queries.obligations import overdue
from kopir.regulation.telling import tell_missed, tell_waived, tell_waiver_ended
from kopir.regulation.words import ObligationState, Trigger

AGAIN_DAYS = 10
"""Working days given for what becomes due again: after a waiver, after evidence has expired."""
LONGEST_WAIVER = 366
PORTION = 500
_ROUND = timedelta(days=30)  # no row of days off is longer
Key = tuple[int, int, date]
"""Duty, post, last day of the period."""


@dataclass(frozen=True, slots=True)
class Made:
    """`moved`: the calendar has changed, so the working day is another one. `removed`: will never fall due any more."""

    created: int = 0
    moved: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.moved or self.removed)


def horizon(today: date) -> date:
    """The end of the next year: from January on, next year's plan can be made."""
    return date(today.year + 1, 12, 31)


def make_ahead(*, until: date | None = None, by: Actor = SYSTEM) -> Made:
    """Obligations of every post for the periods that end from today on, up to a day; the past is never touched.

    Running it again adds only what is new. A future obligation whose duty or post has ended, or whose duty now belongs to
    another post, is taken away when nothing has been proved of it: it will never fall due, so there is nothing to waive.
    """
    rules.may_make_obligations(by, None).demand()
    today = timezone.localdate()
    last = until or horizon(today)
    wanted = _wanted(today, last)  # the long part: nobody waits meanwhile for the write lock
    if not _differs(wanted, _known(today, last), today):
        return Made()
    with transaction.atomic():
        subject, known = noted_in("obligations"), _known(today, last)
        made = Made(_create(wanted, known), _move(wanted, known, today), _remove(wanted, known, today))
        if made:
            facts = {"created": made.created, "moved": made.moved, "removed": made.removed, "until": last.isoformat()}
            write([Draft(rules.may_make_obligations.name, by, subject, facts=facts)])
    return made


def _differs(wanted: dict[Key, Period], known: dict[Key, _Row], today: date) -> bool:
    return bool(wanted.keys() - known.keys() or _moved(wanted, known, today) or _gone(wanted, known, today))


def noted_in(name: str) -> Cursor:
    """The row that a job's entries speak of; locked, so that two runs follow one another."""
    Cursor.objects.get_or_create(name=name)
    return Cursor.objects.select_for_update().get(name=name)


def _wanted(today: date, last: date) -> dict[Key, Period]:
    """What there must be. Owners are those of the day on which the period ends."""
    found: dict[Key, Period] = {}
    for day, dated in sorted(_by_day(today, last).items()):
        owned = owners(day, [duty for duty, _period in dated])
        posts: dict[str, list[int]] = defaultdict(list)
        for (_body, code), rows in owned.items():
            posts[code] += [post.pk for post in rows]
        for duty, period in dated:
            found.update({(duty.pk, post, period.end): period for post in posts[duty.code]})
    return found


def _by_day(today: date, last: date) -> dict[date, list[tuple[Duty, Period]]]:
    calendar = working_calendar()
    found: dict[date, list[tuple[Duty, Period]]] = defaultdict(list)
    for duty in Duty.objects.filter(trigger=Trigger.PERIOD, starts_on__lte=last):
        end = min(last, duty.ends_on or last)
        for period in periods(duty.rrule, today - _ROUND, end, calendar):
            if period.due_on >= today and period.end >= duty.starts_on:
                found[period.end].append((duty, period))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    due_on: date
    state: str


def _known(today: date, last: date) -> dict[Key, _Row]:
    rows = Obligation.objects.filter(subject_kind="", period_end__range=(today - _ROUND, last))
    values = rows.values_list("duty_id", "post_id", "period_end", "pk", "due_on", "state")
    return {(duty, post, end): _Row(pk, due, state) for duty, post, end, pk, due, state in values}


def _create(wanted: dict[Key, Period], known: dict[Key, _Row]) -> int:
    rows = [
        Obligation(duty_id=key[0], post_id=key[1], period_start=period.start, period_end=period.end, due_on=period.due_on)
        for key, period in wanted.items()
        if key not in known
    ]
    insert(rows)
    return len(rows)


def _moved(wanted: dict[Key, Period], known: dict[Key, _Row], today: date) -> dict[date, list[int]]:
    """Only what is still to be done and whose period has not ended: what became due again has a day of its own."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for key, row in known.items():
        period = wanted.get(key)
        if period and period.end > today and row.state == ObligationState.DUE and row.due_on != period.due_on:
            by_day[period.due_on].append(row.pk)
    return by_day


def _move(wanted: dict[Key, Period], known: dict[Key, _Row], today: date) -> int:
    return sum(_in_portions(pks, due_on=day) for day, pks in _moved(wanted, known, today).items())


def _in_portions(pks: list[int], **values: object) -> int:
    return sum(
        Obligation.objects.filter(pk__in=pks[start : start + PORTION]).update(**values) for start in range(0, len(pks), PORTION)
    )


def _gone(wanted: dict[Key, Period], known: dict[Key, _Row], today: date) -> list[int]:
    open_ = (ObligationState.DUE, ObligationState.WAIVED)
    return [row.pk for key, row in known.items() if key not in wanted and key[2] > today and row.state in open_]


def _remove(wanted: dict[Key, Period], known: dict[Key, _Row], today: date) -> int:
    """What something has been proved of stays."""
    pks, removed = _gone(wanted, known, today), 0
    for start in range(0, len(pks), PORTION):
        removed += Obligation.objects.filter(pk__in=pks[start : start + PORTION], proofs=None).delete()[0]
    return removed


# ---- The day passes ------------------------------------------------------------------------------------------------


def miss(*, by: Actor = SYSTEM) -> int:
    """Note once what was not proved by its day, and tell the post and the one above. A proof that was given in time and
    waits for its check holds this off, and so does a paused matter."""
    today = timezone.localdate()
    with transaction.atomic():
        rules.may_miss(by, None).demand()
        rows = list(overdue(today).select_related("duty", "post__superior").order_by("post_id", "pk"))
        if rows:
            _change_all(rows, "miss")
            note(rules.may_miss, by, missed=len(rows))
            tell_missed(rows)
    return len(rows)


def _change_all(rows: list[Obligation], move: str) -> None:
    for row in rows:
        OBLIGATION.move(row, move)
    _in_portions([row.pk for row in rows], state=rows[0].state)


def note(rule: Rule, by: Actor, **facts: int) -> None:
    """One entry for what a job did to many rows."""
    write([Draft(rule.name, by, noted_in("obligations"), facts=dict(facts))])


# ---- Waiving -------------------------------------------------------------------------------------------------------


def waive(obligation: Obligation, *, by: Actor, until: date, reason: str) -> Obligation:
    """It need not be done until a day, and why; on the day after, it is to be done again."""
    with act(rules.may_waive, by=by, subject=obligation, reason=reason) as entry:
        OBLIGATION.move(obligation, "waive")
        obligation.waived_until, obligation.reason = _end(until), _why(reason)
        obligation.save()
        entry.fact(duty=obligation.duty.names, until=until)
        tell_waived(obligation, by)
    return obligation


def _why(reason: str) -> str:
    if len(reason.strip()) < 3:
        raise Refused("no_reason", _("Say why, in a sentence."), field="reason")
    return reason.strip()[:1000]


def _end(until: date) -> date:
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=LONGEST_WAIVER):
        raise Refused(
            "waiver_end", _("Choose a day from today on, within a year."),
            _("A duty that can never be done is not waived: declare it impossible and send it up."), field="until",
        )  # fmt: skip
    return until


def end_waivers(*, by: Actor = SYSTEM) -> int:
    """What was waived until yesterday is to be done again."""
    with transaction.atomic():
        rules.may_end_waivers(by, None).demand()
        rows = list(_waived_until_yesterday().select_related("duty", "post"))
        make_due_again(rows, "resume")
        if rows:
            note(rules.may_end_waivers, by, ended=len(rows))
            tell_waiver_ended(rows)
    return len(rows)


def _waived_until_yesterday() -> QuerySet[Obligation]:
    return Obligation.objects.filter(state=ObligationState.WAIVED, waived_until__lt=timezone.localdate())


def make_due_again(rows: list[Obligation], move: str) -> None:
    """With some days to do it in, unless its own day is later."""
    day = working_calendar().add_working_days(timezone.localdate(), AGAIN_DAYS)
    for row in rows:
        OBLIGATION.move(row, move)
        row.due_on, row.waived_until, row.done_on = max(row.due_on, day), None, None
    Obligation.objects.bulk_update(rows, ["state", "due_on", "waived_until", "done_on"], batch_size=PORTION)
