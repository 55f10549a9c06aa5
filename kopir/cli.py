"""The `kopir` command. Each group of commands is a module of `kopir.operation`.

`verify-receipt` and `verify-heads` need neither settings nor a database; everything else sets Django up first.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from kopir.operation.begin import set_up_django
from kopir.operation.told import in_language

# command -> module that holds it, imported only when it is called, so that `kopir --help` is quick.
COMMANDS = {
    "verify-receipt": ("kopir.journal.offline", "verify_receipt"),
    "verify-heads": ("kopir.journal.offline", "verify_heads"),
    "setup": ("kopir.operation.setup", "setup"),
    "serve": ("kopir.operation.serve", "serve"),
    "work": ("kopir.operation.serve", "work"),
    "administrator": ("kopir.operation.setup", "administrator"),
    "backup": ("kopir.operation.backup", "backup"),
    "restore": ("kopir.operation.restore", "restore"),
    "import": ("kopir.operation.imports", "import_"),
    "journal": ("kopir.operation.journal", "journal"),
    "check": ("kopir.operation.checks", "check"),
    "posts": ("kopir.operation.posts", "posts"),
    "regulation": ("kopir.operation.regulation_status", "regulation"),
    "practices": ("kopir.operation.practices", "practices"),
    "mail": ("kopir.operation.mail", "mail"),
    "search": ("kopir.operation.search", "search"),
    "privacy": ("kopir.operation.privacy", "privacy"),
    "people": ("kopir.operation.people", "people"),
    "demo": ("kopir.operation.demo", "demo"),
    "django": ("kopir.operation.django", "django"),
}
WITHOUT_DJANGO = {"verify-receipt", "verify-heads", "restore"}


class Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        if name not in WITHOUT_DJANGO:
            set_up_django()
        module, attribute = COMMANDS[name]
        command: click.Command = getattr(import_module(module), attribute)
        return in_language(command)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        in_language(self)
        return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """What the machine lacks is said in a sentence; faults of the program keep their trace."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            said = import_module("kopir.operation.lacks").in_words(error)
            if said is None:
                raise
            raise click.ClickException(said) from None


@click.group(cls=Lazy)
@click.version_option(package_name="kopir")
def main() -> None:
    """Köpir: the working mechanism between state bodies and non-governmental organisations."""


if __name__ == "__main__":
    main()
