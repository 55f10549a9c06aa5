"""Preparing an installation may be repeated; wrong settings are named in one sentence; the first administrator is made."""

from __future__ import annotations

import json

import pytest

from tests.operation.world import Installation

pytestmark = pytest.mark.slow


def test_preparing_again_changes_nothing(real: Installation) -> None:
    before = real.json("journal", "verify")
    done = real.kopir("setup", "--empty")
    assert (done.returncode, done.stdout) == (0, "")
    assert real.json("journal", "verify") == before


def test_the_journal_of_a_new_installation_verifies(real: Installation) -> None:
    assert real.json("journal", "verify")["problems"] == []


def test_conservation_holds_in_a_new_installation(real: Installation) -> None:
    done = real.kopir("check", "conservation", "--json")
    assert (done.returncode, json.loads(done.stdout)["good"]) == (0, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KOPIR_PORT", "eighty", "KOPIR_PORT='eighty' is wrong."),
        ("KOPIR_DATA", "/proc/nowhere", "KOPIR_DATA='/proc/nowhere' is wrong."),
        ("KOPIR_DATABASE", "mysql://me:hush@x/y", "KOPIR_DATABASE='mysql://…@x/y' is wrong."),
        ("KOPIR_STANDBYS", "postgresql://me:hush@x/y,mysql://me@z/y", "KOPIR_STANDBYS='postgresql://…@x/y,mysql://…@z/y'"),
        ("KOPIR_STANDBY_LAG", "0", "KOPIR_STANDBY_LAG='0' is wrong."),
        ("KOPIR_SECRET_KEY", "short", "KOPIR_SECRET_KEY is wrong."),
        ("KOPIR_HOSTS", "kopir.kz,http://other.kz", "KOPIR_HOSTS='kopir.kz,http://other.kz' is wrong."),
        ("KOPIR_HOSTS", "kopir.kz:8000", "KOPIR_HOSTS='kopir.kz:8000' is wrong."),
        ("KOPIR_MAIL_FROM", "kopir", "KOPIR_MAIL_FROM='kopir' is wrong."),
        ("KOPIR_SCANNER", "/nowhere/scan --quiet", "KOPIR_SCANNER='/nowhere/scan --quiet' is wrong."),
        ("KOPIR_COLOUR", "red", "there is no setting KOPIR_COLOUR"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(real: Installation, name: str, value: str, said: str) -> None:
    done = real.kopir("journal", "verify", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Köpir cannot start: {said}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command", ["journal verify", "import territories kato.csv", "administrator you@example.kz --name You --generate"]
)
def test_a_place_that_was_never_prepared_says_so(fresh: Installation, command: str) -> None:
    """As in a second terminal, in which KOPIR_DATA was not set."""
    done = fresh.kopir(*command.split())
    assert (done.returncode, done.stderr.startswith("Error: There is no installation here yet.")) == (1, True)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command", ["journal verify", "check conservation", "posts status", "practices import", "search status", "import territories"]
)
def test_what_a_command_is_for_is_told_before_there_is_an_installation(fresh: Installation, command: str) -> None:
    told = fresh.kopir(*command.split(), "--help")
    assert (told.returncode, told.stdout.startswith("Usage:")) == (0, True)


def test_a_second_administrator_is_made_only_on_purpose(real: Installation) -> None:
    asked = ("administrator", "second@example.kz", "--name", "Second")
    refused = real.kopir(*asked, stdin="correct horse battery\n")
    assert (refused.returncode, "--another" in refused.stderr) == (1, True)
    assert real.kopir(*asked, "--another", stdin="correct horse battery\n").returncode == 0


@pytest.mark.parametrize(("email", "password"), [("third@example.kz", "short"), ("third", "correct horse battery")])
def test_a_weak_password_or_a_wrong_address_makes_nobody(real: Installation, email: str, password: str) -> None:
    done = real.kopir("administrator", email, "--name", "Third", "--another", stdin=f"{password}\n")
    assert (done.returncode, done.stderr.startswith("Error: ")) == (1, True)
