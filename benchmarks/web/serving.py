"""Starting the two servers, and what their processes take of the memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from kopir.operation.processes import die_with_parent

PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served(module: list[str], port: int, path: str) -> Iterator[tuple[int, float]]:
    """The number of the process, and how many seconds passed until its first page came."""
    began = time.monotonic()
    environment = {**os.environ, "KOPIR_PORT": str(port), "KOPIR_LOG": "warning", "KOPIR_LIMITS": "no"}
    process = subprocess.Popen(
        [sys.executable, "-m", *module], env=environment, stdout=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=partial(die_with_parent, os.getpid()),
    )  # fmt: skip
    try:
        _await(process, port, path)
        yield process.pid, time.monotonic() - began
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _await(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", path)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server did not answer.")


def descendants(pid: int) -> list[int]:
    """Its children and theirs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(folder.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(folder.name), *descendants(int(folder.name))]
    return found


def web_processes(pid: int) -> list[int]:
    """Those that answer requests: below the one that `kopir serve` starts as `kopir.operation.web`."""
    return [below for child in descendants(pid) if b"kopir.operation.web" in _command(child) for below in descendants(child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def megabytes(pids: list[int]) -> float:
    """The largest of them, resident."""
    return round(max((_resident(pid) for pid in pids), default=0), 1)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def settle(pid: int, most: float) -> bool:
    """Wait until the background work has little to do, at most so many seconds. False: it went on all that time."""
    end, quiet = time.monotonic() + most, 0
    while time.monotonic() < end and quiet < 3:
        before = _ticks(pid)
        time.sleep(1)
        quiet = quiet + 1 if _ticks(pid) - before < 15 else 0
    return quiet >= 3


def _ticks(pid: int) -> int:
    total = 0
    for one in descendants(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total
