"""`kopir import organisations FILE`: non-governmental organisations from a register."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.operation.import_territories import WrongFile, file_words, left_out_words, other_sheets_words
from kopir.organisations.register.run import Counts, import_register
from kopir.organisations.words import OutOfScope

WORDS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("new organisations"),
    "updated": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "out_of_scope": gettext_lazy("not for the NGO Database"),
    "rejected": gettext_lazy("rejected rows"),
    "kept": gettext_lazy("values set by hand that differ and stay"),
    "older": gettext_lazy("values older than what is kept"),
    "faults": gettext_lazy("values that could not be read, of rows that were taken"),
    "noted": gettext_lazy("lines in the file of notes"),
    "pairs": gettext_lazy("new pairs that may be the same organisation"),
}
SHOW_PROGRESS_AFTER = 3.0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="What the register is called; kept beside every value.")
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the register, for rows without a date of their own; today when not given.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the answer; that of the terminal when not given.",
)
def organisations(file: Path, source: str, on: datetime | None, dry_run: bool, as_json: bool, language: str | None) -> None:
    """Take over NGOs from a register: CSV, XLSX or the JSON of data.egov.kz.

    Rows are known by their BIN, else by their number in the register, else by name and place. What the law keeps out of
    the NGO Database is counted with the reason and not taken. Values set by hand and newer values stay. The same file a
    second time changes nothing; a run that was broken off is simply run again.
    """
    begun = time.monotonic()
    with override(language or terminal_language()), spared_collector():
        counts = _import(file, source.strip(), on, dry_run, begun)
        report = _report(counts, dry_run, time.monotonic() - begun)
        click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))


@contextmanager
def spared_collector() -> Iterator[None]:
    """A run makes and drops millions of small things, none of them in circles: looking for circles less often saves a
    seventh of its time and costs no memory."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _import(file: Path, source: str, on: datetime | None, dry_run: bool, begun: float) -> Counts:
    if not source:
        raise WrongFile(_("Name the source: --source must not be empty."))
    day = on.date() if on else None
    try:
        return import_register(file, by=SYSTEM, source=source[:200], on=day, dry_run=dry_run, progress=_Progress(begun))
    except Refused as refusal:
        raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None


class _Progress:
    """Lines on the error stream of a run that takes longer than a moment."""

    def __init__(self, begun: float) -> None:
        self._begun = self._last = begun

    def __call__(self, read: int) -> None:
        now = time.monotonic()
        if now - self._last >= SHOW_PROGRESS_AFTER:
            self._last = now
            said = _("%(read)d rows, %(pace)d a second") % {"read": read, "pace": round(read / (now - self._begun))}
            print(said, file=sys.stderr, flush=True)  # noqa: T201


def _report(counts: Counts, dry_run: bool, seconds: float) -> dict[str, Any]:
    report = asdict(counts)
    report["out_of_scope"] = dict(sorted(counts.out_of_scope.items()))
    report["rejected_by"] = dict(counts.rejected_by.most_common())
    report["noted"] = counts.noted_by.total()
    report["noted_by"] = dict(counts.noted_by.most_common())
    for name in ("rejected_file", "notes_file"):
        report[name] = str(report[name]) if report[name] else None
    pace = round(counts.read / seconds) if seconds else 0
    return report | {"dry_run": dry_run, "seconds": round(seconds, 1), "rows_a_second": pace}


def _in_words(report: dict[str, Any]) -> str:
    lines = _columns(report)
    for name, words in WORDS.items():
        value = report[name]
        lines.append(f"{sum(value.values()) if isinstance(value, dict) else value:>8}  {words}")
        if name == "out_of_scope":
            lines += [f"{number:>14}  {OutOfScope(reason).label}" for reason, number in value.items()]
        if f"{name}_by" in report:
            lines += [f"{number:>14}  {reason}" for reason, number in report[f"{name}_by"].items()]
    lines.append(_("%(seconds)s s, %(pace)d rows a second") % {"seconds": report["seconds"], "pace": report["rows_a_second"]})
    return "\n".join(lines + file_words(report))


def _columns(report: dict[str, Any]) -> list[str]:
    """So that a dry run shows a column that was taken for something else, or for nothing."""
    taken = ", ".join(f"{header} → {name}" if header != name else name for header, name in report["columns"].items())
    return [
        _("Columns read: %(columns)s") % {"columns": taken},
        *left_out_words(report["left_out"]),
        *other_sheets_words(report["other_sheets"]),
    ]
