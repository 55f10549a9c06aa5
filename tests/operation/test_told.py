"""`kopir --help` speaks the language of the terminal; every command is told in Kazakh and Russian."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from kopir import cli
from kopir.operation.told import in_language

CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүһі")


def commands(group: click.Group, name: str) -> Iterator[click.Command]:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    yield command
    if isinstance(command, click.Group):
        for below in command.list_commands(click.Context(command)):
            yield from commands(command, below)


def all_commands() -> list[click.Command]:
    return [command for name in cli.COMMANDS for command in commands(cli.main, name)]


@pytest.mark.parametrize(("terminal", "said"), [("kk_KZ.UTF-8", "Пәрмендер:"), ("ru_RU.UTF-8", "Команды:")])
def test_the_list_of_commands_is_told_in_the_language_of_the_terminal(terminal: str, said: str) -> None:
    result = CliRunner().invoke(cli.main, ["--help"], env={"LC_ALL": terminal, "LANGUAGE": None})
    assert (result.exit_code, said in result.stdout) == (0, True)
    listed = [line for line in result.stdout.split(said)[1].splitlines() if line.strip()]
    assert len(listed) == len(cli.COMMANDS)
    assert [line for line in listed if not CYRILLIC & set(line)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_command_and_option_is_told(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_KZ.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
    untold = []
    for command in all_commands():
        in_language(command)
        words = command.get_help(click.Context(command))
        helps = [option.help for option in command.params if isinstance(option, click.Option) and option.help]
        untold += [text for text in [words, *helps] if not CYRILLIC & set(text)]
    assert untold == []
