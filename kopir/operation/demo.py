"""`kopir demo …`: the demonstration world."""

from __future__ import annotations

import click

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
