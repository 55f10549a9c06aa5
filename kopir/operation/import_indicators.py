"""`kopir import indicators FILE` and `kopir import readings FILE`: a library of indicators, and their values from outside."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.incoming import Rows
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.effects.acts import import_indicators, import_readings
from kopir.effects.acts.readings import ALSO as ALSO_READING
from kopir.effects.acts.readings import NEEDED as READING
from kopir.effects.library import ALSO as ALSO_LIBRARY
from kopir.effects.library import NEEDED as LIBRARY
from kopir.effects.sheets import Row, read
from kopir.operation.import_territories import WrongFile, in_words, report_of

WORDS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "goals": gettext_lazy("goals and targets in the file"),
    "indicators": gettext_lazy("indicators in the file"),
    "measurable": gettext_lazy("of them it is known how they are measured"),
    "rejected": gettext_lazy("rejected rows"),
    "noted": gettext_lazy("lines in the file of notes"),
}
Columns = tuple[Sequence[str], Sequence[str]]
"""Those that must be there, and those that may."""

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

    def run(rows: Rows[Row]) -> Any:
        return import_indicators(rows, by=SYSTEM, source=source, on=day, dry_run=dry_run)

    _answer("indicators", file, (LIBRARY, ALSO_LIBRARY), run, dry_run, as_json, language)


@click.command()
@_file
@_dry_run
@_json
@_language
def readings(file: Path, dry_run: bool, as_json: bool, language: str | None) -> None:
    """Take over values of indicators by territory and period from a CSV or XLSX file; each row names its source and date."""

    def run(rows: Rows[Row]) -> Any:
        return import_readings(rows, by=SYSTEM, dry_run=dry_run)

    _answer("readings", file, (READING, ALSO_READING), run, dry_run, as_json, language)


def _answer(
    name: str, file: Path, columns: Columns, run: Callable[[Rows[Row]], Any], dry_run: bool, as_json: bool, language: str | None
) -> None:
    with override(language or terminal_language()):
        try:
            rows = read(file, *columns)
            outcome = run(rows)
        except Refused as refusal:
            raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None
        report = report_of(name, outcome, rows, dry_run)
        click.echo(json.dumps(report, ensure_ascii=False) if as_json else in_words(report, WORDS))
