"""`kopir import territories FILE`: the classifier of territories, as the statistics bureau publishes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.tables import csv_lines
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.territories.acts import Outcome, import_classifier
from kopir.territories.reading import Rejected, read

WORDS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("new territories"),
    "updated": gettext_lazy("changed (renamed, moved or back again)"),
    "unchanged": gettext_lazy("unchanged"),
    "ended": gettext_lazy("ended, because the file no longer has them"),
    "rejected": gettext_lazy("rejected rows"),
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
        outcome = _import(file, source, day, dry_run=dry_run, partial=partial, allow_ending=allow_ending)
        kept = write_rejected(outcome.rejected, settings.KOPIR_REJECTED)
        report = outcome.counts | {"rejected_file": str(kept) if kept else None, "dry_run": dry_run}
        click.echo(json.dumps(report) if as_json else _in_words(report))


def _import(file: Path, source: str, day: date, *, dry_run: bool, partial: bool, allow_ending: bool) -> Outcome:
    try:
        return import_classifier(
            read(file),
            by=SYSTEM,
            source=source or file.name,
            as_of=day,
            partial=partial,
            allow_ending=allow_ending,
            dry_run=dry_run,
        )
    except Refused as refusal:
        raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None


def write_rejected(rejected: Sequence[Rejected], folder: Path) -> Path | None:
    """A table of rejected rows with their reasons, for whoever will put them right; its path."""
    if not rejected:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"territories-{timezone.localtime():%Y%m%d-%H%M%S-%f}.csv"
    rows = [
        ("row", "column", "code", "reason"),
        *((row.number, row.column, row.code, row.reason) for row in rejected),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(rows))
    return path


def _in_words(report: dict[str, int | str | bool | None]) -> str:
    lines = [f"{report[name]:>8}  {words}" for name, words in WORDS.items()]
    if report["rejected_file"]:
        lines.append(_("Rejected rows and why: %(path)s") % {"path": report["rejected_file"]})
    if report["dry_run"]:
        lines.append(_("Nothing was changed: this was a dry run."))
    return "\n".join(lines)
