"""`kopir import …`: registers and classifiers from files. Each command lives in a module of its own."""

from __future__ import annotations

from importlib import import_module

import click

from kopir.operation.answers import OfInstallation
from kopir.operation.told import in_language

COMMANDS = {
    "territories": ("kopir.operation.import_territories", "territories"),
    "organisations": ("kopir.operation.import_organisations", "organisations"),
    "indicators": ("kopir.operation.import_indicators", "indicators"),
    "readings": ("kopir.operation.import_indicators", "readings"),
}


class Imports(OfInstallation):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        command: click.Command = getattr(import_module(module), attribute)
        return in_language(command)


import_ = Imports("import", help="Bring in registers and classifiers from files.")
