"""`kopir mail`: a person can see whether letters leave, and why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kopir.operation.mail import mail
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(mail, list(arguments))
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("behaviour", "code", "words"),
    [
        ("accept", 0, "took the letter"),
        ("550", 1, "refuses the address: 550"),
        ("data 554", 1, "refuses: 554 no"),
        ("hang up", 1, "does not answer"),
    ],
)
def test_a_test_letter_says_what_happened(behaviour: str, code: int, words: str) -> None:
    with mail_server(behaviour) as server:
        exit_code, output = run("test", "reader@example.kz", "--language", "ru")
        assert f"127.0.0.1:{server.port}, not encrypted" in output
    assert (exit_code, words in output) == (code, True)


def test_a_test_letter_to_a_folder_names_the_file(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_BACKEND = "kopir.base.mail.FolderBackend"
    settings.KOPIR_MAIL = {"channel": "folder", "folder": tmp_path}
    code, output = run("test", "reader@example.kz")
    [file] = tmp_path.glob("*.eml")
    assert (code, str(file) in output) == (0, True)


def test_a_wrong_address_is_refused() -> None:
    assert run("test", "nobody") == (1, "Error: nobody is not an e-mail address.\n")


def test_the_status_is_counted() -> None:
    code, output = run("status", "--json")
    assert (code, json.loads(output)["states"]["waiting"]) == (0, 0)
