"""`kopir privacy …`: rules of keeping, and forgetting a person."""

from __future__ import annotations

import json

import click

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.operation.answers import demand_database
from kopir.people.models import Person
from kopir.privacy import acts, retention


@click.group()
def privacy() -> None:
    """What is kept about people, and for how long."""


@privacy.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def keep(dry_run: bool, as_json: bool) -> None:
    """Carry out the rules of keeping, which the worker also does daily."""
    demand_database()
    rows = retention.report() if dry_run else retention.keep()
    if as_json:
        click.echo(json.dumps([{"rule": rule.name, "days": rule.days, "rows": number} for rule, number in rows]))
        return
    for rule, number in rows:
        age = f"older than {rule.days} days" if rule.days else "kept for ever"
        click.echo(f"{rule.name:<12} {age:<22} {'would go' if dry_run else 'gone'}: {number}   {rule.words}")


@privacy.command("forget")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; kept in the journal, for those who may read it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(number: int, reason: str, yes: bool) -> None:
    """Erase for ever what is personal of the closed account NUMBER."""
    demand_database()
    person = Person.objects.filter(pk=number).first()
    if person is None:
        raise click.ClickException(f"There is no account {number}.")
    if not yes:
        click.confirm(f"Erase the personal data of {person.email} for ever?", abort=True)
    try:
        done = acts.forget(person, by=SYSTEM, reason=reason)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.reason} {refusal.next_step}".strip()) from None
    click.echo(
        f"{done.rows} rows are deleted; personal values beside {done.entries} entries are erased. The number {number} stays."
    )
