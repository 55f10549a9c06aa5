"""`kopir demo …`: the demonstration world."""

from __future__ import annotations

from importlib import import_module

import click

from kopir.base.models import Installation
from kopir.operation.answers import demand_database
from kopir.operation.serve import greeting


@click.group()
def demo() -> None:
    """The demonstration world; `scripts/run` builds it in a new data folder."""
    demand_database()


@demo.command("sign-ins")
def sign_ins() -> None:
    """Print who may sign in to the demonstration."""
    click.echo("\n".join(greeting()))


@demo.command("code")
def code() -> None:
    """Print the six digits that the demonstration's officials are asked for; good for half a minute."""
    if not Installation.is_demonstration():
        raise click.ClickException("This is a real installation: it has no published codes.")
    click.echo(import_module("kopir.demo.signins").code())
