"""`kopir search …`: the index over what is stored."""

from __future__ import annotations

import click

from kopir.operation.answers import demand_database


@click.group()
def search() -> None:
    """Look after the search index."""
    demand_database()


@search.command()
def rebuild() -> None:
    """Make the index anew from the database."""
    from kopir.search import jobs

    count = jobs.rebuild()
    click.echo(f"Indexed: {count}" if count is not None else "The index is new.")
