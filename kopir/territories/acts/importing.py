"""Taking in a whole classifier: what is new, what is called otherwise, what has gone, what is back.

The plan is made first and touches nothing; it is carried out in one transaction, so a run that is killed leaves all as it
was. The second run of the same file finds nothing to do and writes nothing, not even into the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.aside import Note, Rejected
from kopir.base.errors import Refused
from kopir.journal.acts import Draft, act, write
from kopir.journal.changes import snapshot
from kopir.territories import rules
from kopir.territories.acts.editing import former_names, keep_former
from kopir.territories.acts.reference import build, country, nearest
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.naming import tidy
from kopir.territories.reading import Row
from kopir.territories.spelling import refresh

ENDING_LIMIT = 0.2  # share of the living territories that may end without being asked for
CODE_DIGITS = 9
NAME_LIMIT = 400  # characters; the words that replace abbreviations need room

Act = Literal["territories.rename", "territories.change", "territories.return", "territories.end"]


@dataclass(frozen=True)
class Outcome:
    """Counts of one run; `rejected` rows with their reasons, `notes`: what of the others was not taken as it is."""

    read: int
    created: int
    updated: int
    unchanged: int
    ended: int
    rejected: list[Rejected]
    notes: list[Note] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        names = ("read", "created", "updated", "unchanged", "ended")
        return {name: getattr(self, name) for name in names} | {"rejected": len(self.rejected)}


@dataclass
class Plan:
    created: list[Territory] = field(default_factory=list)
    changed: list[tuple[Territory, Territory, Act]] = field(default_factory=list)
    """(as it is, as the file has it, what happens)"""
    ended: list[Territory] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    living: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.ended)


def import_classifier(
    rows: Sequence[Row],
    *,
    by: Actor,
    source: str,
    as_of: date,
    partial: bool = False,
    allow_ending: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Bring the territories to what the rows say as of that day.

    A territory that the rows do not name ends on `as_of`, unless they are only `partial`. Raises Refused
    (`too_many_end`) when that would end more than a fifth of them and `allow_ending` is not given.
    """
    with transaction.atomic():
        known = Territory.objects.select_for_update(of=("self",)).in_bulk()
        rules.may_import(by, known.get(COUNTRY)).demand()
        plan = make_plan(rows, known, source, as_of, partial=partial)
        if not allow_ending:
            _demand_few_end(plan, len(rows))
        if plan and not dry_run:
            _carry_out(plan, known.get(COUNTRY), by, source, as_of)
    out = {rejected.number for rejected in plan.rejected}
    notes = [Note(row.number, *lost) for row in rows if row.number not in out for lost in row.lost]
    return Outcome(len(rows), len(plan.created), len(plan.changed), plan.unchanged, len(plan.ended), plan.rejected, notes)


# ---- Planning --------------------------------------------------------------------------------------------


def make_plan(rows: Sequence[Row], known: dict[str, Territory], source: str, as_of: date, *, partial: bool) -> Plan:
    """Parents come before what is inside them, because codes are sorted."""
    plan = Plan(living=sum(row.ends_on is None for row in known.values() if row.code != COUNTRY))
    good = _good(rows, known, plan)
    there = known.keys() | good.keys() | {COUNTRY}
    for code in sorted(good):
        row = good[code]
        wanted = build(code, tidy(row.kk), tidy(row.ru), source=source, on=as_of)
        wanted.parent_id = nearest(code, there)
        _compare(known.get(code), wanted, plan)
    if not partial:
        named = good.keys() | {rejected.code for rejected in plan.rejected} | {COUNTRY}
        plan.ended = [row for row in known.values() if row.ends_on is None and row.code not in named]
    return plan


def _good(rows: Sequence[Row], known: dict[str, Territory], plan: Plan) -> dict[str, Row]:
    """Rows that can be taken, by code. What is wrong with the others goes to the plan."""
    good: dict[str, Row] = {}
    for row in rows:
        if wrong := _wrong(row, good):
            plan.rejected.append(Rejected(row.number, row.code, *wrong))
        else:
            good[row.code] = row
    for code, row in list(good.items()):
        region = code[:2] + "0" * 7
        if region not in good and region not in known:
            del good[code]
            reason = _("The region %(code)s is neither in the file nor in Köpir.") % {"code": region}
            plan.rejected.append(Rejected(row.number, code, "code", reason))
    return good


def _wrong(row: Row, good: dict[str, Row]) -> tuple[str, str] | None:
    """(column, reason) of the first fault."""
    if row.is_longer:
        return "", _("The row has more cells than the table has columns: check its quotes and separators.")
    if len(row.code) != CODE_DIGITS or not (row.code.isascii() and row.code.isdigit()):
        return "code", _("A code has nine digits, this one is “%(code)s”.") % {"code": row.code[:40]}
    if row.code[:2] == "00":
        return "code", _("The code %(code)s belongs to no region.") % {"code": row.code}
    if row.code in good:
        return "code", _("The same code stands already in row %(row)d.") % {"row": good[row.code].number}
    if not tidy(row.kk) and not tidy(row.ru):
        return "name_kk", _("There is no name.")
    if max(len(row.kk), len(row.ru)) > NAME_LIMIT:
        return "name_kk" if len(row.kk) > NAME_LIMIT else "name_ru", _("The name is longer than %(limit)d characters.") % {
            "limit": NAME_LIMIT
        }
    return None


def _compare(known: Territory | None, wanted: Territory, plan: Plan) -> None:
    """The classifier's own spelling is what counts: names that an administrator has improved stay."""
    if known is None:
        plan.created.append(wanted)
    elif (known.official_kk, known.official_ru) != (wanted.official_kk, wanted.official_ru):
        plan.changed.append((known, wanted, "territories.rename"))
    elif known.ends_on is not None:
        plan.changed.append((known, wanted, "territories.return"))
    elif (known.kind, known.parent_id) != (wanted.kind, wanted.parent_id):
        plan.changed.append((known, wanted, "territories.change"))
    else:
        plan.unchanged += 1


def _demand_few_end(plan: Plan, read: int) -> None:
    if len(plan.ended) <= ENDING_LIMIT * plan.living:
        return
    raise Refused(
        "too_many_end",
        _("The file names %(read)d territories, so %(ended)d of the %(living)d that are in force would end.")
        % {"read": read, "ended": len(plan.ended), "living": plan.living},
        _("Add --partial when the file is only a part of the classifier, or --allow-ending when they did end."),
    )


# ---- Carrying out ----------------------------------------------------------------------------------------


def _carry_out(plan: Plan, root: Territory | None, by: Actor, source: str, as_of: date) -> None:
    subject = root or country()
    with act(rules.may_import, by=by, subject=subject) as entry:
        if root is None:
            subject.save(force_insert=True)
        Territory.objects.bulk_create(plan.created, batch_size=500)
        drafts = [_change(known, wanted, name, by, as_of) for known, wanted, name in plan.changed]
        drafts += [_end(territory, by, source, as_of) for territory in plan.ended]
        write(drafts)
        entry.fact(created=len(plan.created), updated=len(plan.changed), ended=len(plan.ended), source=source, as_of=as_of)


def _change(known: Territory, wanted: Territory, name: Act, by: Actor, as_of: date) -> Draft:
    draft = Draft(name, by, known, _before=snapshot(known))
    if name == "territories.rename":
        draft.fact(former=known.names)
        draft.also(keep_former(known, as_of, known.source))
        _take_names(known, wanted)
    for column in ("kind", "level", "parent_id", "source", "source_date"):
        setattr(known, column, getattr(wanted, column))
    known.ends_on = None
    known.save()
    return draft


def _take_names(known: Territory, wanted: Territory) -> None:
    """An English name that somebody has given stays; one written by rule follows the Kazakh name."""
    given = known.name_en if known.name_en_origin == "given" else ""
    known.official_kk, known.official_ru = wanted.official_kk, wanted.official_ru
    known.set_names(wanted.name_kk, wanted.name_ru, given or wanted.name_en)
    known.name_en_origin = known.name_en_origin if given else wanted.name_en_origin
    refresh(known, former_names(known))


def _end(territory: Territory, by: Actor, source: str, as_of: date) -> Draft:
    draft = Draft("territories.end", by, territory, _before=snapshot(territory))
    territory.ends_on, territory.source, territory.source_date = as_of, source, as_of
    territory.save()
    return draft
