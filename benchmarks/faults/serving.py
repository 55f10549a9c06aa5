"""Köpir as a service manager keeps it, and the killing of its parts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.web.serving import descendants
from tools.postgres import Node

RESTART = 1.0  # seconds a service manager waits


@dataclass
class Service:
    """`kopir serve` with two web processes, started again whenever it has ended."""

    port: int
    environment: dict[str, str]
    log: Path
    stop: threading.Event = field(default_factory=threading.Event)
    process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self.stop.is_set():
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "kopir.cli", "serve"], env=self.environment, stdout=log, stderr=log
                )
            while self.process.poll() is None and not self.stop.wait(0.1):
                pass
            self.stop.wait(RESTART)
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    def parts(self) -> dict[str, list[int]]:
        """Numbers of processes by what they are, now."""
        if self.process is None or self.process.poll() is not None:
            return {}
        found: dict[str, list[int]] = {"the whole server": [self.process.pid]}
        for one in descendants(self.process.pid):
            try:
                command = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
                parent = int(Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if b"kopir.operation.worker" in command:
                found["the worker"] = [one]
            elif b"kopir.operation.web" in command:
                found["the web server"] = [one]
            elif parent in found.get("the web server", []) and any(b"spawn_main" in word for word in command):
                found.setdefault("a web process", []).append(one)
        return found


class Killer:
    """Kills something that lives, at a moment nobody chose. `in_the_middle`: jobs that the killed worker had begun."""

    def __init__(self, service: Service, node: Node | None, chance: Random) -> None:
        self.service, self.node, self.chance = service, node, chance
        self.killed: Counter[str] = Counter()
        self.in_the_middle: Counter[str] = Counter()

    def kill(self) -> bool:
        """False when what was to be killed is not there just now."""
        kinds = ["a web process"] * 3 + ["the worker"] * 3 + ["the web server", "the whole server"]
        kinds += ["a backend of the database", "the database"] if self.node else []
        kind = self.chance.choice(kinds)
        if kind == "the database":
            self._kill_database()
        elif kind == "a backend of the database":
            if not self._kill_backend():
                return False
        else:
            victims = self.service.parts().get(kind)
            if not victims:
                return False
            self._kill_part(kind, self.chance.choice(victims))
        self.killed[kind] += 1
        return True

    def _kill_part(self, kind: str, victim: int) -> None:
        below = descendants(victim) if kind == "the whole server" else []
        for one in (victim, *below):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if kind in ("the worker", "the whole server"):
            self._look_what_was_begun()

    def _look_what_was_begun(self) -> None:
        from django.db import DatabaseError, connections

        from kopir.base.models import JobRun

        with suppress(DatabaseError):
            self.in_the_middle.update(JobRun.objects.filter(finished_at=None).values_list("name", flat=True))
        connections.close_all()

    def _kill_backend(self) -> bool:
        """PostgreSQL then throws all others out too, and recovers."""
        assert self.node is not None and self.node.server is not None
        children = Path(f"/proc/{self.node.server.pid}/task/{self.node.server.pid}/children").read_text().split()
        backends = [int(one) for one in children if b"kopir" in Path(f"/proc/{one}/cmdline").read_bytes()]
        if not backends:
            return False
        os.kill(self.chance.choice(backends), signal.SIGKILL)
        return True

    def _kill_database(self) -> None:
        assert self.node is not None
        self.node.kill()
        time.sleep(RESTART)
        self.node.start()
