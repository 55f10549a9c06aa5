"""`kopir regulation …`: documents come in from files and go out again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.terminal import terminal_language
from kopir.base.tongue import LANGUAGES
from kopir.operation.answers import OfInstallation
from kopir.operation.import_territories import WrongFile
from kopir.organisations.models import Organisation
from kopir.regulation.acts import announce, take_in
from kopir.regulation.models import NormVersion
from kopir.regulation.queries import (
    Given,
    Intake,
    heads_of,
    intake,
    norm_for,
    points_of,
    published,
    version_on,
)
from kopir.regulation.reading import Source, pair, read
from kopir.regulation.words import NormKind
from kopir.regulation.writing import docx_bytes, markdown

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = 20


@click.group(cls=OfInstallation)
def regulation() -> None:
    """Look after norms and the duties drawn from them."""


# ---- In ------------------------------------------------------------------------------------------------------------


@regulation.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--ref", default="", help="Address of the document; that of the files' heads when not given.")
@click.option("--starts-on", type=DAY, help="The day from which the text is in force; that of the heads when not given.")
@click.option("--kind", type=click.Choice(NormKind.values), help="What a new document is.")
@click.option("--title", default="", help="Title of a new document in its first language.")
@click.option("--body", default="", help="Address of the body whose functions these are.")
@click.option("--source", default="", help="Where the text was taken from.")
@click.option("--publish", is_flag=True, help="Publish the version at once; else it waits as a draft.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the messages; that of the terminal when not given.")
def import_(
    files: tuple[Path, ...], ref: str, starts_on: datetime | None, kind: str | None, title: str, body: str, source: str,
    publish: bool, dry_run: bool, as_json: bool, language: str | None,
) -> None:  # fmt: skip
    """Take in a version of a document: Markdown with a head, or DOCX; one file a language.

    The same files a second time change nothing. A published version is never changed: a new text needs a later day.
    """
    with override(language or terminal_language()):
        try:
            text = pair([read(Source(file, file.name)) for file in files])
            titles = {text.languages[0]: title} if title else {}
            day = starts_on.date() if starts_on else None
            found = intake(text, Given(ref, kind or "", day, _body(body), source, titles))
            version = None if dry_run else take_in(found, by=SYSTEM)
            if version is not None and publish:
                announce(version, by=SYSTEM)
        except Refused as refusal:
            raise WrongFile(f"{refusal.reason} {refusal.next_step}".strip()) from None
        report = _report(found, version, dry_run)
        click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(report))


def _body(ref: str) -> Organisation | None:
    if not ref:
        return None
    found = Organisation.objects.filter(ref=ref).first()
    if found is None:
        raise WrongFile(f"There is no body with the address {ref}.")
    return found


def _report(found: Intake, version: NormVersion | None, dry_run: bool) -> dict[str, Any]:
    kinds = Counter(str(change.kind) for change in found.changes)
    return {
        "ref": found.norm.ref,
        "new_document": found.is_new,
        "starts_on": found.starts_on.isoformat(),
        "version": version.number if version else None,
        "state": version.state if version else None,
        "unchanged": found.is_same,
        "languages": found.text.languages,
        "provisions": len(found.text.points),
        "added": kinds["added"],
        "removed": kinds["removed"],
        "changed": kinds["changed"],
        "mismatches": [row._asdict() for row in found.text.mismatches],
        "warnings": list(found.text.warnings),
        "dry_run": dry_run,
    }


def _in_words(report: dict[str, Any]) -> str:
    if report["unchanged"]:
        return "This version is there already, word for word. Nothing was changed."
    new = "a new document" if report["new_document"] else "known"
    lines = [f"{report['ref']} ({new}), in force from {report['starts_on']}, languages: {', '.join(report['languages'])}"]
    lines += [f"{report[name]:>8}  {words}" for name, words in _COUNTS.items()]
    lines += _listed("Paragraphs that do not match between the languages:", report["mismatches"])
    lines += [f"Note: {words}" for words in report["warnings"]]
    if report["dry_run"]:
        lines.append("Nothing was changed: this was a dry run.")
    else:
        lines.append(f"Version {report['version']} is kept ({report['state']}).")
    return "\n".join(lines)


_COUNTS = {
    "provisions": "headings and paragraphs",
    "added": "added since the version before",
    "changed": "changed",
    "removed": "removed",
}


def _listed(title: str, rows: Sequence[dict[str, str]]) -> list[str]:
    if not rows:
        return []
    more = [f"  … and {len(rows) - SHOWN} more (see --json)"] if len(rows) > SHOWN else []
    return [title, *(f"  {row['address']}: {row['words']}" for row in rows[:SHOWN]), *more]


# ---- Out -----------------------------------------------------------------------------------------------------------


@regulation.command("export")
@click.argument("ref")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--on", type=DAY, help="The version in force on this day; today when not given.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only this language; all that there are when not given.")
@click.option("--docx", "as_docx", is_flag=True, help="DOCX instead of Markdown.")
def export(ref: str, folder: Path, on: datetime | None, language: str | None, as_docx: bool) -> None:
    """Write a version of a document into a folder, one file a language; importing them gives an equal version."""
    version = _version(ref, on)
    points = points_of(version)
    heads = {code: head for code, head in heads_of(version).items() if language in (None, code)}
    if not heads:
        raise click.ClickException(f"{ref} has no text in this language.")
    folder.mkdir(parents=True, exist_ok=True)
    for code, head in heads.items():
        path = folder / f"{ref}.{version.starts_on}.{code}.{'docx' if as_docx else 'md'}"
        path.write_bytes(docx_bytes(head, points) if as_docx else markdown(head, points).encode())
        click.echo(str(path))


def _version(ref: str, on: datetime | None) -> NormVersion:
    try:
        norm = norm_for(SYSTEM, ref)
    except Refused:
        raise click.ClickException(f"There is no document with the address {ref}.") from None
    day = on.date() if on else timezone.localdate()
    version = version_on(published(norm), day)
    if version is None:
        raise click.ClickException(f"{ref} has no text in force on {day}.")
    return version
