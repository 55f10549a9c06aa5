"""`kopir practices …`: old knowledge comes in from files, and a trial goes again without a trace."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.tables import csv_lines
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.operation.answers import OfInstallation
from kopir.operation.import_territories import WrongFile, left_out_words, other_sheets_words
from kopir.posts.models import Post
from kopir.practices import acts
from kopir.practices.acts.importing import Forgotten
from kopir.practices.importing.fields import FIELDS, propose
from kopir.practices.importing.reading import read
from kopir.practices.models import Import
from kopir.practices.queries import columns_of, faults_of, import_for, preview, rejected_columns, rejected_rows
from kopir.practices.words import ImportState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the reasons; that of the terminal when not given."
)


@click.group(cls=OfInstallation)
def practices() -> None:
    """Look after the library of practices."""


@practices.command("import", epilog=f"FIELD: {', '.join(FIELDS)}.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--owner", required=True, help="Address of the post that will look after the cards.")
@click.option("--source", required=True, help="What the collection is called; it stands on every card.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Its day; today when not given.")
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="May be repeated; what FIELD may be stands below.")
@click.option("--place", default="", help="KATO code, for practices that name no place; that of the post when not given.")
@click.option("--sector", default="", help="Code of the sector, for practices that name none.")
@click.option("--text-language", type=click.Choice(LANGUAGES), help="Of the practices; told by their words when not given.")
@click.option("--trial", is_flag=True, help="All of it can be removed again.")
@click.option("--dry-run", is_flag=True, help="Say what the first rows would become, and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@LANGUAGE
def import_(
    file: Path, owner: str, source: str, on: datetime | None, pairs: tuple[str, ...], place: str, sector: str,
    text_language: str | None, trial: bool, dry_run: bool, as_json: bool, language: str | None,
) -> None:  # fmt: skip
    """Bring in practice cards as drafts: CSV, XLSX, JSON, DOCX or Markdown.

    Columns and headings are recognised by their names in Kazakh, Russian and English; --map says it better. A run that was
    broken off is simply run again and goes on behind the last row it read.
    """
    with override(language or terminal_language()):
        try:
            about = _about(source, on, place, sector, text_language or "", trial, _post(owner))
            report = _tried(file, about, pairs) if dry_run else _done(file, about, pairs, _post(owner))
        except Refused as refusal:
            raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None
        click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))


def _post(ref: str) -> Post:
    found = Post.objects.filter(ref=ref).first()
    if found is None:
        raise WrongFile(_("There is no post with the address %(ref)s.") % {"ref": ref})
    return found


def _about(source: str, on: datetime | None, place: str, sector: str, language: str, trial: bool, post: Post) -> acts.About:
    territory = Territory.objects.filter(pk=place).first() if place else post.territory
    known = Sector.objects.filter(code=sector).first() if sector else None
    if territory is None or (sector and known is None):
        raise WrongFile(_("Not known: %(code)s.") % {"code": sector if territory else place})
    day = on.date() if on else timezone.localdate()
    return acts.About(source, day, territory, known, language, trial)


def _mapping(row: Import, pairs: Sequence[str]) -> dict[str, str]:
    """What was recognised, overruled field by field by what was said."""
    said = [pair.partition("=") for pair in pairs]
    for name, sign, column in said:
        if name not in FIELDS or not (sign and column):
            said_so = {"pair": f"{name}{sign}{column}", "fields": ", ".join(FIELDS)}
            raise WrongFile(_("--map %(pair)s: say FIELD=COLUMN. Fields: %(fields)s.") % said_so)
    named = {name for name, _sign, _column in said}
    columns = {column for _name, _sign, column in said}
    kept = {column: name for column, name in row.mapping.items() if name not in named and column not in columns}
    return {**kept, **{column: name for name, _sign, column in said}}


def _tried(file: Path, about: acts.About, pairs: Sequence[str]) -> dict[str, Any]:
    found = read(file, file.name)
    row = about.row(file.name)
    row.mapping = propose(found.headings)
    seen = preview(row, acts.demand_mapping(_mapping(row, pairs)), found.rows)
    return {
        "mapping": row.mapping, "left_out": found.left_out, "not_taken": _not_taken(found.headings, row.mapping),
        "other_sheets": found.other_sheets, "total": len(found.rows), "looked_at": seen.read, "good": seen.good,
        "first": [taken.words["title"] for _number, taken in seen.cards], "dry_run": True,
        "faults": [[str(fault.label), column, number] for fault, column, number in seen.faults],
    }  # fmt: skip


def _done(file: Path, about: acts.About, pairs: Sequence[str], owner: Post) -> dict[str, Any]:
    row = acts.hand_in(file, file.name, about, by=SYSTEM, owner=owner)
    if row.state == ImportState.PREPARED:
        acts.begin_import(row, _mapping(row, pairs), by=SYSTEM)
    not_taken = _not_taken([column.heading for column in columns_of(row)], row.mapping)
    others = row.other_sheets
    acts.go_on(row, progress=lambda now: click.echo(_progress(now), err=True))
    row.refresh_from_db()
    names = ("total", "done", "created", "rejected", "mapping", "left_out", "is_trial")
    faults = [[str(fault.label), column, number] for fault, column, number in faults_of(row)]
    about_file = {"not_taken": not_taken, "other_sheets": others}
    return {"import": row.pk, **{name: getattr(row, name) for name in names}, **about_file, "faults": faults, "dry_run": False}


def _progress(row: Import) -> str:
    return _("%(done)d of %(total)d rows") % {"done": row.done, "total": row.total}


def _not_taken(headings: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    return [heading for heading in headings if heading not in mapping]


def _in_words(report: dict[str, Any]) -> str:
    pairs = ", ".join(f"{column} → {name}" for column, name in report["mapping"].items())
    lines = [_("Columns read: %(columns)s") % {"columns": pairs}, *left_out_words(report["not_taken"])]
    lines += other_sheets_words(report["other_sheets"])
    if report["left_out"]:
        lines.append(_("Columns about persons were not kept: %(columns)s") % {"columns": ", ".join(report["left_out"])})
    lines += _tried_words(report) if report["dry_run"] else _done_words(report)
    lines += [f"{number:>8}  {fault}{f' ({column})' if column else ''}" for fault, column, number in report["faults"]]
    if report["dry_run"]:
        lines.append(_("Nothing was changed: this was a dry run."))
    else:
        lines += _next_words(report)
    return "\n".join(lines)


def _tried_words(report: dict[str, Any]) -> list[str]:
    said = _("Of the first %(read)d rows %(good)d would become cards; the file has %(total)d.")
    numbers = {"read": report["looked_at"], "good": report["good"], "total": report["total"]}
    return [said % numbers, *(f"  {title}" for title in report["first"])]


def _done_words(report: dict[str, Any]) -> list[str]:
    said = _("Import %(import)d: %(total)d rows read, %(created)d cards made, %(rejected)d rows not taken.")
    return [said % report]


def _next_words(report: dict[str, Any]) -> list[str]:
    lines = []
    if report["rejected"]:
        lines.append(_("Rejected rows and why: %(path)s") % {"path": f"kopir practices rejected {report['import']}"})
    if report["is_trial"]:
        lines.append(
            _("This is a trial: %(command)s removes all of it.") % {"command": f"kopir practices forget {report['import']}"}
        )
    return lines


@practices.command()
@click.argument("number", metavar="IMPORT", type=int)
@LANGUAGE
def rejected(number: int, language: str | None) -> None:
    """Write the rows of an import that were not taken, with the reasons, as CSV."""
    with override(language or terminal_language()):
        row = _import(number)
        for line in csv_lines([rejected_columns(row), *rejected_rows(row)]):
            sys.stdout.write(line)


@practices.command()
@click.argument("number", metavar="IMPORT", type=int)
@LANGUAGE
def forget(number: int, language: str | None) -> None:
    """Remove a trial import with all its cards; those somebody has worked with are named and stay."""
    with override(language or terminal_language()):
        try:
            found = acts.forget_import(_import(number), by=SYSTEM)
        except Refused as refusal:
            raise click.ClickException(f"{refusal.reason} {refusal.next_step}".strip()) from None
        click.echo("\n".join(_forgotten(found)))


def _forgotten(found: Forgotten) -> list[str]:
    lines = [ngettext("%(number)d card was removed.", "%(number)d cards were removed.", found.gone) % {"number": found.gone}]
    if found.kept:
        lines.append(_("These stay, because somebody has worked with them:"))
    return lines + [f"  {card.ref}  {card}" for card in found.kept]


def _import(number: int) -> Import:
    try:
        return import_for(SYSTEM, number)
    except Refused as refusal:
        raise click.ClickException(str(refusal.reason)) from None


@practices.command("imports")
@LANGUAGE
def imports(language: str | None) -> None:
    """List the imports that there are."""
    with override(language or terminal_language()):
        for row in Import.objects.annotate(cards_left=Count("cards")):
            state = ", ".join([str(row.get_state_display()), *([_("a trial")] if row.is_trial else [])])
            said = _("%(number)6d  %(state)s: %(source)s; cards: %(cards)d; %(progress)s")
            words = {"number": row.pk, "state": state, "source": row.source, "cards": row.cards_left, "progress": _progress(row)}
            click.echo(said % words)
