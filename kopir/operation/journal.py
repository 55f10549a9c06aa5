"""`kopir journal …`: is everything as it was written; sealing; guards; the public key."""

from __future__ import annotations

import json
import sys

import click
from django.db import connection

from kopir.journal import triggers
from kopir.journal.key_change import change_key
from kopir.journal.keys import list_file, listed
from kopir.journal.models import Key
from kopir.journal.sealing import seal
from kopir.journal.verification import Report, verify
from kopir.operation.answers import OfInstallation

SHOWN = 20  # problems listed in words; --json lists all


@click.group(cls=OfInstallation)
def journal() -> None:
    """Look after the journal."""


@journal.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify_(as_json: bool) -> None:
    """Check every entry, every seal and every signature. Exits 1 and names the first bad entry when something is wrong."""
    report = verify()
    click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else "\n".join(in_words(report)))
    sys.exit(0 if report.good else 1)


def in_words(report: Report) -> list[str]:
    counts = (
        f"{report.entries} entries: {report.sealed} sealed under {report.heads} signed heads, {report.waiting} waiting "
        f"to be sealed, {report.scrubbed} with erased personal values."
    )
    if report.good:
        return [
            "GOOD.",
            counts,
            f"The last entry is of {report.last_at}." if report.last_at else "The journal is empty.",
        ]
    first = report.first_bad_entry
    told = [f"  {_place(problem['entry'])}: {problem['words']}" for problem in report.problems[:SHOWN]]
    more = len(report.problems) - SHOWN
    return [
        f"BAD. The first bad entry is {first}." if first is not None else "BAD.",
        counts,
        *told,
        *([f"  … and {more} more; --json lists all."] if more > 0 else []),
    ]


def _place(entry: int | None) -> str:
    return "the journal" if entry is None else f"entry {entry}"


@journal.command("seal")
def seal_() -> None:
    """Seal waiting entries now; the worker does it by itself every few seconds."""
    head = seal()
    click.echo(f"Sealed up to entry {head.size} at {head.at:%Y-%m-%d %H:%M:%S} UTC." if head else "Nothing waits to be sealed.")


@journal.command("guard")
def guard() -> None:
    """Put missing triggers back, after which `kopir journal verify` tells whether anything was changed without them."""
    absent = triggers.missing(connection)
    if absent:
        with connection.cursor() as cursor:
            for statement in triggers.statements(connection.vendor):
                cursor.execute(statement)
    click.echo(f"Put back: {', '.join(absent)}. Now run: kopir journal verify" if absent else "Every guard is in place.")


@journal.command("key")
def key() -> None:
    """Print the public key, with which anybody checks receipts."""
    click.echo(listed()[-1].pem, nl=False)


@journal.command("keys")
def keys() -> None:
    """Print the list of all public keys, with which anybody checks receipts of any time. Publish it outside Köpir, too."""
    click.echo(list_file().decode())


@journal.command("new-key")
@click.option("--reason", type=click.Choice(Key.Why.values), required=True, help="Why. It stands in the journal for everybody.")
def new_key(reason: str) -> None:
    """Replace the key that signs the journal. What the old one signed stays valid; its private file is removed."""
    key = change_key(Key.Why(reason))
    both = "" if key.signature_before else " The old key was gone: nothing but what you publish ties the new one to it."
    click.echo(f"The key {key.pk} signs the journal from the head of {key.size} entries on.{both}")
    click.echo("Now publish the list outside Köpir (kopir journal keys), make a backup, and destroy the old key's copies.")
