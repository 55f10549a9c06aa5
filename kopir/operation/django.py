"""`kopir django …`: the framework's own commands, for developers."""

import click
from django.core.management import call_command


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run a command of Django, e.g. `kopir django makemigrations`."""
    call_command(*arguments)
