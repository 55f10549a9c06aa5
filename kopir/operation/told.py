"""What commands say of themselves, in the language of the terminal. It stands in English in their code, and in the catalogue of
`kopir.base`; needs neither Django nor settings.
"""

from __future__ import annotations

import gettext
from inspect import cleandoc
from pathlib import Path

import click

from kopir.base.terminal import terminal_language
from kopir.journal.public_keys import gettext_noop

CATALOGUE = "django", Path(__file__).parents[1] / "base" / "locale"
# Click's own words, which it looks up itself.
OF_CLICK = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("required"),
    gettext_noop("Show the version and exit."),
    gettext_noop("Show this message and exit."),
)


def in_language(command: click.Command, language: str | None = None) -> click.Command:
    """The command with its help, that of its options and of the commands below it, in `language`, else in the terminal's."""
    domain, folder = CATALOGUE
    spoken = gettext.translation(domain, folder, [language or terminal_language()], fallback=True)
    gettext.bindtextdomain(domain, folder)
    gettext.textdomain(domain)
    _tell(command, spoken)
    return command


def _tell(command: click.Command, spoken: gettext.NullTranslations) -> None:
    """Said again in the same language, it stays as it is: what is no key of the catalogue is its own translation."""
    command.help = command.help and spoken.gettext(cleandoc(command.help))
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = spoken.gettext(option.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _tell(below, spoken)
