"""`kopir posts …`: the posts of a new installation, and how they stand."""

from __future__ import annotations

import json

import click

from kopir.base.actors import SYSTEM
from kopir.operation.answers import OfInstallation
from kopir.organisations.acts import create_akimats
from kopir.posts.acts import create_all, load_reference
from kopir.posts.models import Post
from kopir.posts.queries import gaps, rank_findings, standing, vacancies
from kopir.posts.words import GapKind
from kopir.territories.models import COUNTRY, Territory


@click.group(cls=OfInstallation)
def posts() -> None:
    """Look after posts."""


@posts.command("create")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def create(as_json: bool) -> None:
    """Make akimats and their authorised posts for every region and district, to be confirmed. What is there stays."""
    if not Territory.objects.filter(pk=COUNTRY).exists():
        raise click.ClickException("There are no territories yet. Run `kopir setup` or `kopir import territories FILE` first.")
    load_reference(by=SYSTEM)
    create_akimats(by=SYSTEM)
    report = create_all(by=SYSTEM)
    if as_json:
        click.echo(json.dumps(report.as_dict()))
    else:
        click.echo(f"{report.created} posts created, {report.unchanged} were there already. Confirm them in the administration.")


@posts.command("status")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> None:
    """How many posts there are, are vacant, stand too low, and where matters lead nowhere."""
    found = gaps()
    counts = {
        "posts": Post.objects.filter(standing()).count(),
        "vacant": len(vacancies()),
        "below_minimum_rank": len(rank_findings()),
        "gaps": {str(kind): sum(gap.kind == kind for gap in found) for kind in GapKind},
    }
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(f"{counts['posts']} posts, {counts['vacant']} vacant, {counts['below_minimum_rank']} below the lowest rank.")
    for kind in GapKind:
        click.echo(f"Places × sectors, {kind.label}: {counts['gaps'][str(kind)]}")  # type: ignore[index]
