"""The postman is killed for real, again and again: every letter leaves exactly once, or a person is asked."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.smtp import Server, mail_server

pytestmark = pytest.mark.slow
LETTERS = 12
ROUNDS = 4

PREPARE = f"""
from django.db import transaction
from kopir.notices.acts import tell
from kopir.people.models import Person
with transaction.atomic():
    for number in range({LETTERS}):
        person = Person.objects.create_user(f"p{{number}}@example.kz", None, name="P", language="en")
        tell("notices.test", key=f"k{{number}}", path="/", weight="legal", person=person)
"""
# The lease of the killed process has run out, and what failed is due again.
DELIVER = """
from django.utils import timezone
from kopir.notices.models import Letter
from kopir.notices.sending import deliver
Letter.objects.filter(state__in=["sending", "waiting"]).update(next_at=timezone.now())
print("ready", flush=True)
deliver()
"""
STATES = """
from kopir.notices.models import Letter
print(",".join(sorted(Letter.objects.values_list("state", flat=True))))
"""
SET_UP = "import django; django.setup()\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    run("from django.core.management import call_command; call_command('migrate', verbosity=0)", folder)
    run(PREPARE, folder)
    return folder


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    yield shutil.copytree(prepared, tmp_path / "data")


def start(code: str, data: Path, mail: str = "folder") -> subprocess.Popen[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
    environment = {
        **given, "KOPIR_DATA": str(data), "KOPIR_MAIL": mail, "KOPIR_LOG": "error",
        "DJANGO_SETTINGS_MODULE": "kopir.settings",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", SET_UP + code], env=environment, stdout=subprocess.PIPE, text=True)


def run(code: str, data: Path, mail: str = "folder") -> str:
    process = start(code, data, mail)
    output, _ = process.communicate(timeout=600)
    assert process.returncode == 0
    return output.strip()


def kill_while_delivering(data: Path, mail: str, seconds: float) -> None:
    process = start(DELIVER, data, mail)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=600)


def received(server: Server) -> list[str]:
    return [str(letter["Message-ID"]) for letter in server.letters]


def test_through_a_folder_every_letter_arrives_once(data: Path) -> None:
    chance = random.Random(5)
    for _round in range(ROUNDS):
        kill_while_delivering(data, "folder", chance.uniform(0, 0.08))
    run(DELIVER, data)
    assert run(STATES, data).split(",") == ["sent"] * LETTERS
    assert len(list((data / "mail").glob("*.eml"))) == LETTERS


def test_through_a_mail_server_no_letter_arrives_twice(data: Path) -> None:
    chance = random.Random(7)
    with mail_server("accept") as server:
        for _round in range(ROUNDS):
            kill_while_delivering(data, f"smtp://127.0.0.1:{server.port}", chance.uniform(0, 0.08))
        run(DELIVER, data, f"smtp://127.0.0.1:{server.port}")
        arrived = received(server)
    assert len(arrived) == len(set(arrived))
    states = run(STATES, data).split(",")
    assert set(states) <= {"sent", "unsure"}
    assert states.count("sent") <= len(arrived) <= LETTERS


def test_a_process_killed_while_the_server_has_the_letter_leaves_it_to_a_person(data: Path) -> None:
    with mail_server("stall") as server:
        mail = f"smtp://127.0.0.1:{server.port}"
        process = start(DELIVER, data, mail)
        while not server.letters:
            time.sleep(0.01)
        process.kill()
        process.communicate(timeout=600)
        first = received(server)
        server.behaviour = "accept"
        run(DELIVER, data, mail)
        arrived = received(server)
    assert (len(first), arrived.count(first[0]), len(set(arrived))) == (1, 1, LETTERS)
    assert run(STATES, data).split(",") == ["sent"] * (LETTERS - 1) + ["unsure"]
