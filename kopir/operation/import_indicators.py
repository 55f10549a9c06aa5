"""`kopir import indicators FILE` and `kopir import readings FILE`: a library of indicators, and their values from outside."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

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
from kopir.effects.acts import import_indicators, import_readings
from kopir.effects.acts.readings import NEEDED as READING
from kopir.effects.library import NEEDED as LIBRARY
from kopir.effects.sheets import Rejected, read
from kopir.operation.import_territories import WrongFile

WORDS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "goals": gettext_lazy("goals and targets in the file"),
    "indicators": gettext_lazy("indicators in the file"),
    "measurable": gettext_lazy("of them it is known how they are measured"),
    "rejected": gettext_lazy("rejected rows"),
}

_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
_json = click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
_language = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the answer; that of the terminal when not given."
)


@click.command()
@_file
@click.option("--source", required=True, help="What the library is called; kept beside every indicator.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the library; today when not given.")
@_dry_run
@_json
@_language
def indicators(file: Path, source: str, on: datetime | None, dry_run: bool, as_json: bool, language: str | None) -> None:
    """Take over goals, targets and indicators in three languages from a CSV or XLSX file.

    The same file a second time changes nothing. What was said here of how an indicator is measured stays.
    """
    day = on.date() if on else timezone.localdate()

    def run() -> Any:
        return import_indicators(read(file, LIBRARY), by=SYSTEM, source=source, on=day, dry_run=dry_run)

    _answer("indicators", run, dry_run, as_json, language)


@click.command()
@_file
@_dry_run
@_json
@_language
def readings(file: Path, dry_run: bool, as_json: bool, language: str | None) -> None:
    """Take over values of indicators by territory and period from a CSV or XLSX file; each row names its source and date."""

    def run() -> Any:
        return import_readings(read(file, READING), by=SYSTEM, dry_run=dry_run)

    _answer("readings", run, dry_run, as_json, language)


def _answer(name: str, run: Callable[[], Any], dry_run: bool, as_json: bool, language: str | None) -> None:
    with override(language or terminal_language()):
        try:
            outcome = run()
        except Refused as refusal:
            raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None
        kept = write_rejected(name, outcome.rejected)
        report = outcome.counts | {"rejected_file": str(kept) if kept else None, "dry_run": dry_run}
        click.echo(json.dumps(report) if as_json else _in_words(report))


def write_rejected(name: str, rejected: Sequence[Rejected]) -> Path | None:
    """A table of rejected rows with their reasons, for whoever will put them right; its path."""
    if not rejected:
        return None
    settings.KOPIR_REJECTED.mkdir(parents=True, exist_ok=True)
    path: Path = settings.KOPIR_REJECTED / f"{name}-{timezone.localtime():%Y%m%d-%H%M%S-%f}.csv"
    rows = [("row", "column", "code", "reason"), *((row.number, row.column, row.code, row.reason) for row in rejected)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(rows))
    return path


def _in_words(report: dict[str, Any]) -> str:
    lines = [f"{report[name]:>8}  {words}" for name, words in WORDS.items() if name in report]
    if report["rejected_file"]:
        lines.append(_("Rejected rows and why: %(path)s") % {"path": report["rejected_file"]})
    if report["dry_run"]:
        lines.append(_("Nothing was changed: this was a dry run."))
    return "\n".join(lines)
