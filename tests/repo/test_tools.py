"""What the tools of the project find must be nothing: the order of the rooms, the messages, the page of settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kopir import cli, environment
from tests.repo.tracked import ROOT
from tools import settings_page

BIN = Path(sys.executable).parent


def run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_rooms_import_downwards_only() -> None:
    run(BIN / "lint-imports", "--no-cache")


@pytest.mark.slow
def test_every_message_is_translated_and_compiled() -> None:
    run(sys.executable, "-m", "tools.messages", "check")


def test_the_page_of_settings_is_current() -> None:
    assert settings_page.PAGE.read_text() == settings_page.page(), "run: python -m tools.settings_page"


def test_every_setting_is_documented_in_words() -> None:
    assert [setting.name for setting in environment.SETTINGS if not (setting.wanted and setting.meaning)] == []


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    module, attribute = cli.COMMANDS[name]
    command = getattr(__import__(module, fromlist=[attribute]), attribute)
    assert command.help


@pytest.mark.parametrize("script", ["run", "test", "lock"])
def test_the_scripts_are_plain_shell(script: str) -> None:
    run("sh", "-n", ROOT / "scripts" / script)
