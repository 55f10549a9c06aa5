"""What commands say when an installation cannot do what is asked."""

from __future__ import annotations

from typing import Any

import click
from django.conf import settings
from django.db import DatabaseError, connection


def demand_database() -> None:
    """Leave with a sentence when there is no database or it was never set up."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise click.ClickException(f"The database does not answer: {str(error).strip()}") from None
    if "journal_entry" not in tables:
        raise click.ClickException(
            f"There is no installation here yet. Set KOPIR_DATA to its folder (now: {settings.KOPIR_DATA}), "
            "or run `kopir setup` first."
        )


class OfInstallation(click.Group):
    """Commands that need an installation. What they are for is told without one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        found = super().resolve_command(ctx, args)
        if not set(args) & set(ctx.help_option_names):
            demand_database()
        return found
