"""A register that an administrator hands in through a page: counted, tried without changing anything, taken over.

Heavy work does not run in a web request, so a long file is sent to the command line. The file itself is kept only until it
was taken over, put aside or replaced by the next one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from kopir.base import files, incoming, stored, texts
from kopir.base.actors import Actor
from kopir.base.aside import Imported, keep
from kopir.base.errors import Refused
from kopir.base.filenames import extension_of
from kopir.base.incoming import Rows
from kopir.base.workbooks import sheets
from kopir.effects.acts import import_indicators, import_readings
from kopir.effects.acts.readings import ALSO as ALSO_READING
from kopir.effects.acts.readings import NEEDED as READING
from kopir.effects.library import ALSO as ALSO_LIBRARY
from kopir.effects.library import NEEDED as LIBRARY
from kopir.effects.sheets import read as read_sheet
from kopir.organisations.register.run import import_register
from kopir.organisations.words import OutOfScope
from kopir.territories.acts import import_classifier
from kopir.territories.reading import read as read_territories
from kopir.web import aside

MOST_ROWS = 5000
TEXTS = ("csv", "json", "tsv", "txt")  # extensions that a text keeps in its name
SHOWN = 20  # rejected rows, and notes, on the page


@dataclass(frozen=True)
class Handed:
    """What a session remembers of an upload. `rejected`: the name of the file of rejected rows, in its own folder."""

    what: str
    sha256: str
    name: str
    source: str
    on: str
    partial: bool
    rejected: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Result:
    """`counts`: words and number; `reasons`: why rows were rejected or left out, and how many; `noted`: what was done with
    what was not taken as it is, and how often; `rejected`, `notes`: names of files; `left_out`: columns, and
    `other_sheets`: sheets, that were not read."""

    counts: list[tuple[str, int]]
    reasons: list[tuple[str, int]]
    rejected: str
    noted: list[tuple[str, int]] = field(default_factory=list)
    notes: str = ""
    left_out: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """{column of the file: what it was read as}, where one may differ from the other."""

    @property
    def files(self) -> list[str]:
        return [name for name in (self.rejected, self.notes) if name]


def hand_in(given: Mapping[str, Any]) -> Handed:
    """Takes the file in. Raises Refused when it is none of the kinds, or has too many rows."""
    kept = _stored(given["file"])
    handed = Handed(given["what"], kept.sha256, kept.name, given["source"], given["on"].isoformat(), given["partial"])
    try:
        with _named(handed) as path:
            if _rows_of(path) > MOST_ROWS:
                raise _too_long(handed)
    except Refused:
        put_aside(handed)
        raise
    return handed


class _Named:
    """A file on its way in under an extension that says what it holds."""

    def __init__(self, file: files.Upload, extension: str) -> None:
        self.file, name = file, file.name or ""
        old = extension_of(name)
        self.name: str | None = f"{name[: -len(old) - 1] if old else name}.{extension}"

    def chunks(self) -> Iterator[bytes]:
        return self.file.chunks()


class _Text(_Named):
    """Kept in UTF-8, whatever it came in."""

    def __init__(self, file: files.Upload, extension: str, encoding: str) -> None:
        super().__init__(file, extension)
        self.encoding = encoding

    def chunks(self) -> Iterator[bytes]:
        return texts.in_utf_8(self.file.chunks(), self.encoding)


def _stored(file: Any) -> files.StoredFile:
    """Whatever the command reads, by what it holds; kept as a workbook or as a text, under the name it came with. Kinds of
    attachments that are no tables are not offered here."""
    start = file.read(texts.CHUNK)
    file.seek(0)
    try:
        if incoming.is_workbook(start):
            return files.store(_Named(file, "xlsx"))
        kept = files.store(_Text(file, "txt", texts.encoding_of(file)))
    except Refused as refusal:
        if refusal.code not in ("file_kind", "file_mismatch"):
            raise
        raise _no_table() from None
    extension = extension_of(file.name or "")
    return replace(kept, name=f"{Path(kept.name).stem}.{extension}") if extension in TEXTS else kept


def _no_table() -> Refused:
    return Refused(
        "file_kind",
        _("Files of this kind are not read here."),
        _("Save the table as .xlsx or .csv and try again."),
        field="file",
    )


def _too_long(handed: Handed) -> Refused:
    return Refused(
        "too_many_rows",
        _("The file has more than %(limit)d rows.") % {"limit": MOST_ROWS},
        _("Run this on the machine of Köpir: %(command)s") % {"command": command(handed)},
        field="file",
    )


def command(handed: Handed) -> str:
    """What does the same on the command line."""
    source = handed.source.replace('"', "'")
    if handed.what == "readings":
        return f'kopir import readings "{handed.name}" --dry-run'
    day = "--as-of" if handed.what == "territories" else "--date"
    partial = " --partial" if handed.what == "territories" and handed.partial else ""
    return f'kopir import {handed.what} "{handed.name}" --source "{source}" {day} {handed.on}{partial} --dry-run'


def put_aside(handed: Handed) -> None:
    """The file goes, unless the same one is attached somewhere."""
    stored.forget(handed.sha256)


@contextmanager
def _named(handed: Handed) -> Iterator[Path]:
    """The stored file under the name that whoever handed it in knows."""
    files.open_stored(handed.sha256).close()
    with TemporaryDirectory() as folder:
        path = Path(folder) / handed.name
        path.symlink_to(files.stored_path(handed.sha256))
        yield path


def _rows_of(path: Path) -> int:
    """Rows of the longest sheet or of the text, counted no further than is allowed, without the head of the table."""
    with path.open("rb") as file:
        if incoming.is_workbook(file.read(texts.CHUNK)):
            return _rows_of_workbook(path)
    return sum(1 for _row in islice(incoming.text_rows(path), MOST_ROWS + 2)) - 1


def _rows_of_workbook(path: Path) -> int:
    return max((sum(1 for _row in islice(rows, MOST_ROWS + 2)) for rows in sheets(path)), default=1) - 1


# ---- Trying and doing ------------------------------------------------------------------------------------


def take_over(handed: Handed, *, by: Actor, dry_run: bool) -> Result:
    """Raises Refused when the table is not what it should be."""
    with _named(handed) as path:
        try:
            return KINDS[handed.what](path, handed, by, dry_run)
        except Refused as refusal:  # who handed a file in knows its name; where it lies here is nobody's matter
            refusal.reason = str(refusal.reason).replace(f"{path.parent}/", "")
            raise


def _organisations(path: Path, handed: Handed, by: Actor, dry_run: bool) -> Result:
    counts = import_register(path, by=by, source=handed.source, on=date.fromisoformat(handed.on), dry_run=dry_run)
    shown = [
        (_("rows read"), counts.read),
        (_("new"), counts.created),
        (_("changed"), counts.updated),
        (_("unchanged"), counts.unchanged),
        (_("not for the NGO Database"), sum(counts.out_of_scope.values())),
        (_("rejected rows"), counts.rejected),
        (_("values set by hand that stay"), counts.kept),
        (_("values that could not be read, of rows that were taken"), counts.faults),
        (_("new pairs that may be the same organisation"), counts.pairs),
    ]
    out = [(str(OutOfScope(code).label), number) for code, number in counts.out_of_scope.most_common()]
    rejected, notes = (path.name if path else "" for path in (counts.rejected_file, counts.notes_file))
    reasons = [*out, *counts.rejected_by.most_common()]
    return Result(
        shown, reasons, rejected, counts.noted_by.most_common(), notes, counts.left_out, counts.other_sheets, counts.columns
    )


def _territories(path: Path, handed: Handed, by: Actor, dry_run: bool) -> Result:
    rows = read_territories(path)
    outcome = import_classifier(
        rows,
        by=by,
        source=handed.source,
        as_of=date.fromisoformat(handed.on),
        partial=handed.partial,
        dry_run=dry_run,
    )
    shown = [
        (_("rows read"), outcome.read),
        (_("new"), outcome.created),
        (_("changed"), outcome.updated),
        (_("unchanged"), outcome.unchanged),
        (_("ended"), outcome.ended),
        (_("rejected rows"), len(outcome.rejected)),
    ]
    return _result(handed, shown, outcome, rows)


def _indicators(path: Path, handed: Handed, by: Actor, dry_run: bool) -> Result:
    rows, on = read_sheet(path, LIBRARY, ALSO_LIBRARY), date.fromisoformat(handed.on)
    outcome = import_indicators(rows, by=by, source=handed.source, on=on, dry_run=dry_run)
    shown = [
        (_("rows read"), outcome.read),
        (_("new"), outcome.created),
        (_("changed"), outcome.updated),
        (_("unchanged"), outcome.unchanged),
        (_("goals and targets"), outcome.goals),
        (_("indicators"), outcome.indicators),
        (_("of them it is known how they are measured"), outcome.measurable),
        (_("rejected rows"), len(outcome.rejected)),
    ]
    return _result(handed, shown, outcome, rows)


def _readings(path: Path, handed: Handed, by: Actor, dry_run: bool) -> Result:
    """Each row names its own source and date."""
    rows = read_sheet(path, READING, ALSO_READING)
    outcome = import_readings(rows, by=by, dry_run=dry_run)
    shown = [
        (_("rows read"), outcome.read),
        (_("new"), outcome.created),
        (_("changed"), outcome.updated),
        (_("unchanged"), outcome.unchanged),
        (_("rejected rows"), len(outcome.rejected)),
    ]
    return _result(handed, shown, outcome, rows)


KINDS = {
    "organisations": _organisations,
    "territories": _territories,
    "indicators": _indicators,
    "readings": _readings,
}


def _result(handed: Handed, shown: list[tuple[str, int]], outcome: Imported, rows: Rows[Any]) -> Result:
    """Writes the files of rejected rows and of notes."""
    kept = keep(handed.what, outcome)
    reasons = Counter(row.reason for row in outcome.rejected).most_common(SHOWN)
    noted = Counter(note.done for note in outcome.notes).most_common(SHOWN)
    rejected, notes = (path.name if path else "" for path in (kept.rejected, kept.notes))
    return Result(shown, reasons, rejected, noted, notes, rows.left_out, rows.other_sheets)


# ---- Rejected rows ---------------------------------------------------------------------------------------


def first_lines(name: str, *columns: str) -> list[list[str]]:
    """These columns of the first lines of a file of rejected rows or of notes; nothing when there is no file."""
    if not name:
        return []
    with aside.path_of(name).open(encoding="utf-8-sig", newline="") as file:
        return [[line[column] for column in columns] for line in islice(csv.DictReader(file), SHOWN)]
