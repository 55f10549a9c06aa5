"""`kopir serve` as people start and stop it: real processes, a real port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operation.world import Installation, command

pytestmark = pytest.mark.slow
PATIENCE = 600.0  # seconds; guards against waiting for ever, on a machine that does much else


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextlib.contextmanager
def served(installation: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command("serve", "--setup"),
        env={**installation.environ, "KOPIR_PORT": str(port), "KOPIR_LOG": "error", "KOPIR_WEB_PROCESSES": "2"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def answer(port: int, path: str = "/ready/") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until(condition: object) -> float:
    """Seconds it took."""
    began = time.monotonic()
    while not condition():  # type: ignore[operator]
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began


def below(parent: int) -> Iterator[tuple[str, int]]:
    """The part and the process number of each process that this one started."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            starter = entry.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            part = re.search(rb"\0kopir\.operation\.(\w+)\0", entry.joinpath("cmdline").read_bytes())
            if int(starter) == parent and part:
                yield part[1].decode(), int(entry.name)


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """Process numbers of the web server, the worker and the one that knows meanings."""
    return dict(below(process.pid))


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_serves_and_works_then_stops_at_once_with_all_its_processes(real: Installation) -> None:
    port = free_port()
    with served(real, port) as process:
        wait_until(lambda: answer(port) == 200)
        wait_until(lambda: len(children(process)) == 3)  # web, worker, meaning
        parts = children(process)
        assert sorted(parts) == ["meaning", "web", "worker"]
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C in a terminal does
        began = time.monotonic()
        assert process.wait(PATIENCE) == 0
        assert time.monotonic() - began < 20
        assert answer(port) == 0
        assert process.stdout is not None
        said = process.stdout.read()
        assert f"http://localhost:{port}/" in said
        assert "rror" not in said


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_part_that_dies_is_started_again(real: Installation, part: str) -> None:
    port = free_port()
    with served(real, port) as process:
        wait_until(lambda: answer(port) == 200)
        wait_until(lambda: part in children(process))
        first = children(process)[part]
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: children(process).get(part, first) != first)
        wait_until(lambda: answer(port) == 200)


def test_its_parts_end_when_it_is_killed(real: Installation) -> None:
    port = free_port()
    with served(real, port) as process:
        wait_until(lambda: answer(port) == 200)
        wait_until(lambda: len(children(process)) == 3)  # web, worker, meaning
        parts = children(process)
        process.kill()
        process.wait()
        wait_until(lambda: not any(alive(number) for number in parts.values()))
        wait_until(lambda: answer(port) == 0)


def test_workers_end_with_the_web_server_that_dies_while_they_load(real: Installation) -> None:
    """Else they would hold the port and answer from an installation that is gone."""
    with served(real, free_port()) as process:
        wait_until(lambda: "web" in children(process))
        web = children(process)["web"]
        wait_until(lambda: len(list(below(web))) == 2)
        workers = [number for _, number in below(web)]
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: not any(alive(number) for number in workers))


def test_a_port_in_use_is_told_in_one_sentence(real: Installation) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = real.kopir("serve", KOPIR_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: Port {port} is in use by another program.")


def test_a_database_of_an_earlier_release_is_told_in_one_sentence(fresh: Installation) -> None:
    """Instead of a page that breaks at every address."""
    assert fresh.kopir("setup", "--empty").returncode == 0
    assert fresh.kopir("django", "migrate", "interactions", "0005").returncode == 0
    for command_of in ("serve", "work"):
        done = fresh.kopir(command_of, KOPIR_PORT=str(free_port()))
        assert done.returncode == 1
        assert done.stderr.startswith("Error: The database does not fit this release yet: 1 change(s)")
        assert "kopir setup" in done.stderr
