"""`kopir search …`: the index over what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kopir.operation.answers import OfInstallation

if TYPE_CHECKING:
    from kopir.search.models import Rebuild


@click.group(cls=OfInstallation)
def search() -> None:
    """Look after the search index."""


@search.command()
def rebuild() -> None:
    """Make the index anew from the database, while it stays in use. Interrupted, it goes on where it stopped. Of texts that
    have not changed, what they mean is kept, unless another encoder is in use."""
    from kopir.search import keeping
    from kopir.search.meaning import client, making

    count = keeping.rebuild(_tell)
    with client.here():
        making.make(lambda done, total: click.echo(f"meanings: {done} of {total}"))
    click.echo(f"Indexed: {count}")


def _tell(state: Rebuild) -> None:
    click.echo(f"{state.kind}: {state.done} of {state.total}")


@search.command()
def status() -> None:
    """How many documents of each kind are in the index, and how far it is behind the journal."""
    from kopir.search import keeping

    now = keeping.standing()
    for kind, (indexed, wanted) in now.kinds.items():
        click.echo(f"{kind}: {indexed} indexed of {wanted}")
    click.echo(f"Entries not read yet: {now.behind} sealed, {now.unsealed} waiting for their seal")
    click.echo(f"Documents whose meaning is still to be made: {now.awaiting_meaning}")
    if now.rebuild is not None:
        last = now.rebuild
        ended = f"ended {last.ended_at:%Y-%m-%d %H:%M}" if last.ended_at else "not finished"
        click.echo(f"Rebuild of {last.began_at:%Y-%m-%d %H:%M}: {last.done} of {last.total}, {ended}")
    _tell_of_meanings()


def _tell_of_meanings() -> None:
    from kopir.search.meaning import client, making

    click.echo(f"Documents that wait to be read for their meaning: {making.awaited()}")
    try:
        state = client.ask("state")
    except client.Absent:
        click.echo("What texts mean: nobody answers; the search goes by words alone")
    else:
        encoder = state["encoder"] or "no encoder, the search goes by words alone"
        click.echo(f"What texts mean: {encoder}; passages in memory: {state['passages']}")
