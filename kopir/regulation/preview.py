"""What an announced amendment changes on its day: whose duties, which due days, which contradictions.

Nothing is guessed: the rules of `findings` and the periods of the duties are computed for that day twice, with the law of
the day before and with the new one, over the posts as they stand. When the day has come, the same comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kopir.base.terms import WorkingCalendar
from kopir.calendar.queries import working_calendar
from kopir.posts.models import Post
from kopir.regulation import findings
from kopir.regulation.findings import Found
from kopir.regulation.models import Duty, NormVersion, in_force_duties
from kopir.regulation.periods import periods
from kopir.regulation.queries.duties import Owners, owners
from kopir.regulation.words import Trigger

if TYPE_CHECKING:
    from kopir.base.errors import Words

AHEAD = timedelta(days=365)
"""So far the due days are compared."""

# What of a duty concerns whoever must do it, and how a change of it is called.
TOLD: dict[str, Words] = {
    "name_kk": _("the wording"), "name_ru": _("the wording"), "name_en": _("the wording"), "tiers": _("which bodies it concerns"),
    "post_kind": _("which post must do it"), "trigger": _("when it is due"), "rrule": _("when it is due"),
    "event": _("when it is due"), "term_days": _("the term"), "minimum_rank": _("the lowest rank"),
    "evidence": _("what proves it"), "evidence_days": _("how long a proof holds"), "address": _("its place in the text"),
}  # fmt: skip
ALSO: dict[str, Words] = {"powers": _("the powers it needs"), "steps": _("its steps"), "text": _("the text of its provision")}


@dataclass(frozen=True)
class DutyChange:
    """`before` None: new; `after` None: ends; both: amended in `fields`. `days_before`, `days_after`: on which days of the year
    that begins then it is due by the older and by the new text; only of duties that come round by the calendar."""

    code: str
    before: Duty | None
    after: Duty | None
    fields: tuple[str, ...] = ()
    days_before: tuple[date, ...] = ()
    days_after: tuple[date, ...] = ()

    @property
    def words(self) -> list[str]:
        """What is amended, each thing once."""
        return list(dict.fromkeys(str((TOLD | ALSO)[name]) for name in self.fields))

    @property
    def days_gone(self) -> list[date]:
        return [day for day in self.days_before if day not in self.days_after]

    @property
    def days_new(self) -> list[date]:
        return [day for day in self.days_after if day not in self.days_before]

    @property
    def duty(self) -> Duty:
        return self.after or self.before  # type: ignore[return-value]


@dataclass(frozen=True)
class PostChange:
    """What changes for one post: codes of duties that come to it, leave it, or are amended; and how many due days of the year
    that begins then."""

    post: Post
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    days_come: int = 0
    days_go: int = 0


@dataclass(frozen=True)
class Preview:
    """`appears`, `disappears`: contradictions that the amendment alone makes and unmakes."""

    day: date
    duties: list[DutyChange] = field(default_factory=list)
    posts: list[PostChange] = field(default_factory=list)
    appears: list[Found] = field(default_factory=list)
    disappears: list[Found] = field(default_factory=list)


def preview(version: NormVersion) -> Preview:
    """Of a version that begins on a day to come; also right afterwards, as long as no later one has begun."""
    day, before = version.starts_on, version.starts_on - timedelta(days=1)
    duties, posts = changed_duties(version)
    facts = findings.gather(day)
    found_old = {row.key: row for row in findings.examine(facts.under(before))}
    found_new = {row.key: row for row in findings.examine(facts)}
    return Preview(
        day=day,
        duties=duties,
        posts=posts,
        appears=[row for key, row in found_new.items() if key not in found_old],
        disappears=[row for key, row in found_old.items() if key not in found_new],
    )


def changed_duties(version: NormVersion) -> tuple[list[DutyChange], list[PostChange]]:
    """Without the contradictions: cheap enough to tell everybody."""
    day, before = version.starts_on, version.starts_on - timedelta(days=1)
    old, new = _by_code(before), _by_code(day)
    calendar = working_calendar()
    found = (_change(code, old.get(code), new.get(code), day, calendar) for code in sorted({*old, *new}))
    duties = sorted((change for change in found if change), key=lambda change: (change.duty.order, change.code))
    return duties, _posts(duties, owners(day, list(old.values())), owners(day, list(new.values())))


def _by_code(on: date) -> dict[str, Duty]:
    rows = Duty.objects.filter(in_force_duties(on)).select_related("norm")
    return {duty.code: duty for duty in rows.prefetch_related("power_links", "steps")}


def _change(code: str, before: Duty | None, after: Duty | None, day: date, calendar: WorkingCalendar) -> DutyChange | None:
    fields = tuple(_differences(before, after, day)) if before and after else ()
    if before and after and not fields:
        return None
    return DutyChange(code, before, after, fields, _due_days(before, day, calendar), _due_days(after, day, calendar))


def _differences(before: Duty, after: Duty, day: date) -> Iterator[str]:
    if before.pk == after.pk:
        if after.changed_on == day:
            yield "text"
        return
    yield from (name for name in TOLD if getattr(before, name) != getattr(after, name))
    if {link.power_id for link in before.power_links.all()} != {link.power_id for link in after.power_links.all()}:
        yield "powers"
    if _steps(before) != _steps(after):
        yield "steps"


def _steps(duty: Duty) -> list[tuple[int, int | None]]:
    return [(step.days, step.power_id) for step in duty.steps.all()]


def _due_days(duty: Duty | None, day: date, calendar: WorkingCalendar) -> tuple[date, ...]:
    """As if the duty went on: the older one ends on the eve only because of the amendment."""
    if duty is None or duty.trigger != Trigger.PERIOD:
        return ()
    return tuple(period.due_on for period in periods(duty.rrule, day, day + AHEAD, calendar))


def _posts(duties: Iterable[DutyChange], old: Owners, new: Owners) -> list[PostChange]:
    """Every post that a change touches, in the order of their territories."""
    touched: dict[int, dict[str, list[str]]] = {}
    days: dict[int, list[int]] = {}
    posts: dict[int, Post] = {}
    for change in duties:
        was, will = _owning(change.code, old), _owning(change.code, new)
        posts |= was | will
        for pk in {*was, *will}:
            kind = "amended" if pk in was and pk in will else "comes" if pk in will else "goes"
            touched.setdefault(pk, {"comes": [], "goes": [], "amended": []})[kind].append(change.code)
            come, go = _days(change, pk in was, pk in will)
            sums = days.setdefault(pk, [0, 0])
            sums[0], sums[1] = sums[0] + come, sums[1] + go
    changes = [_of_post(posts[pk], rows, days[pk]) for pk, rows in touched.items()]
    return sorted(changes, key=lambda change: (change.post.territory_id, change.post.pk))


def _days(change: DutyChange, was: bool, will: bool) -> tuple[int, int]:
    """How many due days come to a post and leave it by one change."""
    before = set(change.days_before) if was else set()
    after = set(change.days_after) if will else set()
    return len(after - before), len(before - after)


def _of_post(post: Post, rows: dict[str, list[str]], days: list[int]) -> PostChange:
    return PostChange(post, tuple(rows["comes"]), tuple(rows["goes"]), tuple(rows["amended"]), *days)


def _owning(code: str, found: Owners) -> dict[int, Post]:
    return {post.pk: post for (_body, one), posts in found.items() if one == code for post in posts}
