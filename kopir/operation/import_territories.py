"""`kopir import territories FILE`: the classifier of territories, as the statistics bureau publishes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kopir.base.actors import SYSTEM
from kopir.base.aside import Imported, keep
from kopir.base.errors import Refused
from kopir.base.incoming import Rows
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.territories.acts import Outcome, import_classifier
from kopir.territories.reading import Row, read

if TYPE_CHECKING:
    from kopir.base.errors import Words

WORDS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("new territories"),
    "updated": gettext_lazy("changed (renamed, moved or back again)"),
    "unchanged": gettext_lazy("unchanged"),
    "ended": gettext_lazy("ended, because the file no longer has them"),
    "rejected": gettext_lazy("rejected rows"),
    "noted": gettext_lazy("lines in the file of notes"),
}


class WrongFile(click.ClickException):
    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the classifier is in force from; today when not given.",
)
@click.option("--source", default="", help="What the classifier is called; the file's name when not given.")
@click.option("--partial", is_flag=True, help="The file is only a part of the classifier: end nothing.")
@click.option("--allow-ending", is_flag=True, help="Let more than a fifth of the territories end.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the answer; that of the terminal when not given.",
)
def territories(
    file: Path,
    dry_run: bool,
    as_json: bool,
    as_of: datetime | None,
    source: str,
    partial: bool,
    allow_ending: bool,
    language: str | None,
) -> None:
    """Bring in the classifier of territories (KATO) from an .xlsx workbook or a CSV file.

    A territory that the file no longer has gets an end date, one that is called otherwise keeps its former name, one that
    is back lives again. The same file a second time changes nothing.
    """
    day = as_of.date() if as_of else timezone.localdate()
    with override(language or terminal_language()):
        rows = _read(file)
        outcome = _import(rows, source or file.name, day, dry_run=dry_run, partial=partial, allow_ending=allow_ending)
        report = report_of("territories", outcome, rows, dry_run)
        click.echo(json.dumps(report, ensure_ascii=False) if as_json else in_words(report, WORDS))


def _read(file: Path) -> Rows[Row]:
    try:
        return read(file)
    except Refused as refusal:
        raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None


def _import(rows: Rows[Row], source: str, day: date, *, dry_run: bool, partial: bool, allow_ending: bool) -> Outcome:
    try:
        return import_classifier(
            rows,
            by=SYSTEM,
            source=source,
            as_of=day,
            partial=partial,
            allow_ending=allow_ending,
            dry_run=dry_run,
        )
    except Refused as refusal:
        raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None


# ---- What came of it, for territories, indicators and readings ---------------------------------------------


def report_of(name: str, outcome: Imported, rows: Rows[Any], dry_run: bool) -> dict[str, Any]:
    """Writes the files of rejected rows and of notes."""
    kept = keep(name, outcome)
    files = {"rejected_file": kept.rejected, "notes_file": kept.notes}
    return {
        **outcome.counts,
        "noted": len(outcome.notes),
        "rejected_by": dict(Counter(row.reason for row in outcome.rejected).most_common()),
        "noted_by": dict(Counter(note.done for note in outcome.notes).most_common()),
        "left_out": rows.left_out,
        "other_sheets": rows.other_sheets,
        **{file: str(path) if path else None for file, path in files.items()},
        "dry_run": dry_run,
    }


def in_words(report: dict[str, Any], words: Mapping[str, Words]) -> str:
    lines = left_out_words(report["left_out"]) + other_sheets_words(report["other_sheets"])
    for name, said in words.items():
        if name in report:
            lines.append(f"{report[name]:>8}  {said}")
            lines += [f"{number:>14}  {reason}" for reason, number in report.get(f"{name}_by", {}).items()]
    return "\n".join(lines + file_words(report))


def left_out_words(headers: Sequence[str]) -> list[str]:
    shown = ", ".join(header[:40] for header in headers)
    return [_("Columns left out: %(columns)s") % {"columns": shown}] if shown else []


def other_sheets_words(names: Sequence[str]) -> list[str]:
    said = _("Sheets of the workbook that were not read: %(names)s. Save each as a file of its own and import it.")
    return [said % {"names": ", ".join(names)}] if names else []


def file_words(report: dict[str, Any]) -> list[str]:
    lines = []
    if report["rejected_file"]:
        lines.append(_("Rejected rows and why: %(path)s") % {"path": report["rejected_file"]})
    if report["notes_file"]:
        lines.append(_("What was not taken as it is, and what was done: %(path)s") % {"path": report["notes_file"]})
    if report["dry_run"]:
        lines.append(_("Nothing was changed: this was a dry run."))
    return lines
