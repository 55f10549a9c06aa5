"""Köpir as a service manager keeps it, and the killing of its parts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from django.db import DatabaseError, connections

from benchmarks.web.serving import descendants
from kopir.base.models import JobRun
from tools.postgres import Node

RESTART = 1.0  # seconds a service manager waits
SEALER = "a worker, which also seals"
ALONE = "the process above the web server and the worker"
WHOLE = "the whole server"
WEB, PAGES = "the web server", "a web process"


@dataclass
class Service:
    """`kopir serve` or `kopir work`, started again whenever it has ended."""

    name: str
    environment: dict[str, str]
    log: Path
    stop: threading.Event = field(default_factory=threading.Event)
    process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self.stop.is_set():
            with self.log.open("ab") as log:
                command = [sys.executable, "-m", "kopir.cli", self.name]
                self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
            while self.process.poll() is None and not self.stop.wait(0.1):
                pass
            self.stop.wait(RESTART)
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)

    def parts(self) -> dict[str, list[int]]:
        """Numbers of processes by what they are, now."""
        if self.process is None or self.process.poll() is not None:
            return {}
        if self.name == "work":
            return {SEALER: [self.process.pid]}
        found: dict[str, list[int]] = {WHOLE: [self.process.pid], ALONE: [self.process.pid]}
        for one in descendants(self.process.pid):
            with suppress(OSError):
                command = Path(f"/proc/{one}/cmdline").read_bytes()
                parent = int(Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[1])
                if b"kopir.operation.worker" in command:
                    found[SEALER] = [one]
                elif parent in found.get(WEB, []):
                    found.setdefault(PAGES, []).append(one)
                elif b"kopir.operation.web" in command:
                    found[WEB] = [one]
        return found


class Killer:
    """Kills something that lives, at a moment nobody chose. `begun`: jobs that were not finished when a worker was killed."""

    def __init__(self, services: Sequence[Service], node: Node | None, chance: Random) -> None:
        self.services, self.node, self.chance = services, node, chance
        self.killed: Counter[str] = Counter()
        self.begun: set[tuple[str, datetime]] = set()
        self.kinds = [PAGES] * 5 + [SEALER] * 5 + [WEB, WHOLE, ALONE]
        if node:
            self.kinds += ["a backend of the database"] * 2 + ["the database"] * 2

    def kill(self) -> str:
        """What was killed; "" when that was not there just now."""
        kind = self.chance.choice(self.kinds)
        if kind == "the database":
            done = self._kill_database()
        elif kind == "a backend of the database":
            done = self._kill_backend()
        else:
            done = self._kill_part(kind)
        if not done:
            return ""
        self.killed[kind] += 1
        return kind

    def _kill_part(self, kind: str) -> bool:
        victims = [one for service in self.services for one in service.parts().get(kind, ())]
        if not victims:
            return False
        victim = self.chance.choice(victims)
        for one in (victim, *(descendants(victim) if kind == WHOLE else [])):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        if kind == SEALER:
            self._look_what_was_begun()
        return True

    def _look_what_was_begun(self) -> None:
        with suppress(DatabaseError):
            self.begun.update(JobRun.objects.filter(finished_at=None).values_list("name", "started_at"))
        connections.close_all()

    def _kill_backend(self) -> bool:
        """PostgreSQL then throws all others out too, and recovers."""
        assert self.node is not None and self.node.server is not None
        children = Path(f"/proc/{self.node.server.pid}/task/{self.node.server.pid}/children").read_text().split()
        backends = []
        for one in children:
            with suppress(OSError):
                backends += [int(one)] if b"kopir" in Path(f"/proc/{one}/cmdline").read_bytes() else []
        if not backends:
            return False
        os.kill(self.chance.choice(backends), signal.SIGKILL)
        return True

    def _kill_database(self) -> bool:
        assert self.node is not None
        self.node.kill()
        time.sleep(RESTART)
        self.node.start()
        return True
