"""The run: a register file goes through in batches, each one transaction; broken off, it is simply run again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.base.incoming import MORE_CELLS, Table, again
from kopir.base.texts import WrongFile
from kopir.journal.acts import Draft, write
from kopir.journal.changes import snapshot
from kopir.organisations import keys, rules, same
from kopir.organisations.models import Organisation
from kopir.organisations.register import columns, files
from kopir.organisations.register.aside import Aside
from kopir.organisations.register.rows import NAMES, Rejected, Shape, Taken, take
from kopir.organisations.words import Kind, OutOfScope, Status
from kopir.territories.models import Territory
from kopir.territories.queries import AddressMatcher

BATCH = 1000
MANUAL = "manual"
Row = tuple[int, dict[str, str]]


@dataclass
class Counts:
    """read = created + updated + unchanged + out of scope + rejected. `kept`: values set by hand that differ from the
    register; `older`: values of the register that are older than what is kept; `faults`: values of taken rows that could not
    be read; `noted_by`: what was done with them and with all else that was not taken over, line by line in `notes_file`;
    `pairs`: new proposals of rows that may be the same organisation; `columns`: what each column was read as, `left_out`:
    those that were not read, as `other_sheets` of the workbook."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    out_of_scope: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    rejected_by: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    older: int = 0
    faults: int = 0
    noted_by: Counter[str] = field(default_factory=Counter)
    pairs: int = 0
    rejected_file: Path | None = None
    notes_file: Path | None = None
    columns: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Change:
    """A row of the register beside the organisation it is about."""

    taken: Taken
    organisation: Organisation
    before: dict[str, Any]


def import_register(
    path: Path,
    *,
    by: Actor,
    source: str,
    on: date | None = None,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _read: None,
) -> Counts:
    """Raises WrongFile and Refused. `on`: the day of the register, for rows that carry no date of their own; today when
    not given. A dry run counts the same and writes nothing but the files of rejected rows and of notes."""
    rules.may_import(by, None).demand()
    table = files.read(path)
    run = _Run(_shape(table, source), by, on, dry_run)
    run.counts.columns, run.counts.left_out = run.shape.fields, columns.unread(table.headers)
    run.counts.other_sheets = table.other_sheets
    with Aside(settings.KOPIR_REJECTED, path.stem, table.headers) as aside:
        run.aside = aside
        while batch := list(islice(table.rows, BATCH)):
            run.batch(batch)
            progress(run.counts.read)
        if not run.counts.read:
            raise WrongFile(_("There are no rows below the names of the columns."))
        run.counts.rejected_file, run.counts.notes_file = aside.rejected.path, aside.notes.path
    return run.counts


def _shape(table: Table, source: str) -> Shape:
    fields = columns.recognise(table.headers)
    return Shape(fields, source, table.numbers_lose_zeros, again(table.headers, fields))


class _Run:
    """What one import keeps in memory: counts, and the keys it has seen."""

    aside: Aside

    def __init__(self, shape: Shape, by: Actor, on: date | None, dry_run: bool) -> None:
        self.shape, self.by, self.dry_run = shape, by, dry_run
        self.today = on or timezone.localdate()
        self.counts = Counts()
        self._seen: set[int] = set()
        self._place = _matcher(shape)

    def batch(self, rows: Iterable[Row]) -> None:
        with transaction.atomic():
            changes = list(self._compared(list(self._taken(rows))))
            if not self.dry_run:
                self._write(changes)

    # ---- Reading -----------------------------------------------------------------------------------------

    def _taken(self, rows: Iterable[Row]) -> Iterator[Taken]:
        """Rows that are NGOs; all others are counted and written down on the way."""
        for number, row in rows:
            self.counts.read += 1
            try:
                taken = take(self.shape, row, number)
                self._demand_first(taken)
                self._demand_form(taken)
            except Rejected as fault:
                self._reject(number, fault, row)
                continue
            if taken.recognised.out:
                self._leave_out(taken, taken.recognised.out, row)
                continue
            for column, value, done in taken.faults:
                self.counts.faults += 1
                self._note(number, column, value, done)
            for private in taken.private:
                self._note(number, *private)
            yield taken

    def _leave_out(self, taken: Taken, reason: OutOfScope, row: dict[str, str]) -> None:
        """The note names the organisation; a commercial one may be a person's, so it is known by its number alone."""
        self.counts.out_of_scope[str(reason)] += 1
        column = "bin" if reason == OutOfScope.COMMERCIAL else self.shape.first_name
        said = _("Not for the NGO Database: %(reason)s.") % {"reason": reason.label}
        self._note(taken.number, column, row.get(self.shape.header(column)) or "", said)

    def _note(self, number: int, column: str, value: str, done: str) -> None:
        self.counts.noted_by[done] += 1
        self.aside.note(number, self.shape.header(column), value, done)

    def _demand_first(self, taken: Taken) -> None:
        key = hash(taken.key)
        if key in self._seen and (taken.bin or not taken.recognised.out):
            raise Rejected(
                "bin" if taken.bin else "",
                _("This organisation already stands in an earlier row of the file."),
            )
        self._seen.add(key)

    def _demand_form(self, taken: Taken) -> None:
        if taken.recognised.out == OutOfScope.UNKNOWN_FORM:
            raise Rejected(
                self.shape.first_name,
                _("The legal form is not recognised: write it into the name, or into a column “legal_form”."),
            )

    def _reject(self, number: int, fault: Rejected, row: dict[str, str]) -> None:
        self.counts.rejected += 1
        self.counts.rejected_by[fault.reason] += 1
        self.aside.reject(number, self.shape.header(fault.column), fault.reason, row)
        if more := row.get(MORE_CELLS):
            self._note(number, "", more, _("Beyond the last column: the row was rejected."))

    # ---- Comparing ---------------------------------------------------------------------------------------

    def _compared(self, taken: list[Taken]) -> Iterator[_Change]:
        """Rows that are new or differ, with the values already set on the organisation."""
        numbers, refs = [row.bin for row in taken if row.bin], [row.key for row in taken]
        by_bin = {row.bin: row for row in Organisation.objects.filter(bin__in=numbers, merged_into__isnull=True)}
        by_ref = {row.ref: row for row in Organisation.objects.filter(ref__in=refs)}
        for row in taken:
            known = by_bin.get(row.bin) if row.bin else None
            known = known or by_ref.get(row.key)
            if known is None:
                yield self._new(row)
                self.counts.created += 1
            elif known.merged_into_id or known.kind != Kind.NGO:
                self._leave_alone(row, known)
            elif change := self._changed(row, known):
                yield change
                self.counts.updated += 1
            else:
                self.counts.unchanged += 1

    def _leave_alone(self, row: Taken, known: Organisation) -> None:
        self.counts.unchanged += 1
        merged = _("Not taken: this organisation went into another one that is kept.")
        done = merged if known.merged_into_id else _("Not taken: it is kept as a state body.")
        self._note(row.number, self.shape.first_name, next(filter(None, row.names.values())), done)

    def _new(self, row: Taken) -> _Change:
        organisation = Organisation(kind=Kind.NGO, ref=row.key, status=Status.ACTIVE, is_branch=row.recognised.is_branch)
        values = self._values(row)
        stated = [row.on or self.today, values]
        for name, value in values.items():
            setattr(organisation, name, value)
        organisation.provenance = {_plain(name): self._source(stated[0]) for name in values}
        self._compute(organisation)
        return _Change(row, organisation, {})

    def _values(self, row: Taken) -> dict[str, Any]:
        values = {name: value for name, value in row.values.items() if value}
        values |= {"bin": row.bin} if row.bin else {}
        values |= {"legal_form": str(row.recognised.form)} if row.recognised.form else {}
        if self._place and row.values["address"] and (place := self._place(str(row.values["address"]))):
            values["territory_id"] = place
        return values

    def _source(self, on: Any) -> list[str]:
        return [self.shape.source, on.isoformat()]

    def _compute(self, organisation: Organisation) -> None:
        organisation.set_names(organisation.name_kk, organisation.name_ru, organisation.name_en)
        keys.refresh_columns(organisation)

    def _changed(self, row: Taken, known: Organisation) -> _Change | None:
        before = snapshot(known)
        provenance = dict(known.provenance)
        changed = False
        for name, value in self._values(row).items():
            changed |= self._set(known, provenance, name, value, row)
        if not changed:
            return None
        known.provenance = provenance
        known.is_branch = row.recognised.is_branch
        if any(before[name] != getattr(known, name) for name in (*NAMES, "address")):
            self._compute(known)
        return _Change(row, known, before)

    def _set(self, known: Organisation, provenance: dict[str, Any], name: str, value: Any, row: Taken) -> bool:
        """Whether the value, or the day the register vouches for it, is new. What was set by hand and what is newer stays."""
        source, since = provenance.get(_plain(name), ("", ""))
        on = (row.on or self.today).isoformat()
        if getattr(known, name) == value:
            if row.on is None or source == MANUAL or since >= on:
                return False
        elif source == MANUAL:
            self.counts.kept += 1
            self._note(row.number, _plain(name), str(value), _("Not taken: another value was set by hand."))
            return False
        elif since > on:
            self.counts.older += 1
            self._note(row.number, _plain(name), str(value), _("Not taken: what is kept is newer."))
            return False
        setattr(known, name, value)
        provenance[_plain(name)] = [self.shape.source, on]
        return True

    # ---- Writing -----------------------------------------------------------------------------------------

    def _write(self, changes: list[_Change]) -> None:
        new = [change.organisation for change in changes if not change.before]
        old = [change.organisation for change in changes if change.before]
        insert(new)
        for organisation in old:
            organisation.save()
        write([self._draft(change) for change in changes])
        keys.refresh(new, new=True)
        keys.refresh(old)
        self.counts.pairs += same.propose(row.pk for row in (*new, *old))

    def _draft(self, change: _Change) -> Draft:
        return Draft(
            rules.may_import.name,
            self.by,
            change.organisation,
            facts={"source": self.shape.source},
            _before=change.before,
        )


def _plain(name: str) -> str:
    return name.removesuffix("_id")


def _matcher(shape: Shape) -> Callable[[str], str | None] | None:
    """From an address to the code of its territory; none for registers of other countries or before any territory is
    known."""
    if shape.is_foreign or not Territory.objects.exists():
        return None
    return AddressMatcher().code
