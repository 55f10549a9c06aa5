"""`kopir people …`: ways of signing in that a person has lost."""

from __future__ import annotations

import click

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.operation.answers import demand_database
from kopir.people.models import Person
from kopir.privacy.factors import remove_factors as remove


@click.group()
def people() -> None:
    """Look after accounts of people."""


@people.command("remove-factors")
@click.argument("account")
@click.option("--reason", required=True, help="Why; kept in the journal, for those who may read it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_factors(account: str, reason: str, yes: bool) -> None:
    """Remove every second factor of ACCOUNT (its number or address): the phone is lost and no spare code is left."""
    demand_database()
    person = _found(account)
    if not yes:
        click.confirm(f"Remove the second factors of {person.email} and sign the person out everywhere?", abort=True)
    try:
        gone = remove(person, by=SYSTEM, reason=reason)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.reason} {refusal.next_step}".strip()) from None
    click.echo(f"Removed: {gone}. A letter tells {person.email}; where the role needs a factor, the next sign-in asks for one.")


def _found(account: str) -> Person:
    wanted = {"pk": int(account)} if account.isdecimal() else {"email__iexact": account}
    person = Person.objects.filter(**wanted).first()
    if person is None:
        raise click.ClickException(f"There is no account {account}.")
    return person
