"""What commands say when an installation cannot do what is asked."""

from __future__ import annotations

import click
from django.db import DatabaseError, connection


def demand_database() -> None:
    """Leave with a sentence when there is no database or it was never set up."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise click.ClickException(f"The database does not answer: {str(error).strip()}") from None
    if "journal_entry" not in tables:
        raise click.ClickException("There is no installation here yet. Run `kopir setup` first, or check KOPIR_DATA.")
