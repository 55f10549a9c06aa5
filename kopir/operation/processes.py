"""Keeping processes together: children that end with their parent, and a watch that starts the dead ones again."""

from __future__ import annotations

import _thread
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger()
PR_SET_PDEATHSIG = 1
GRACE = 8.0  # seconds a child may take to finish what it is doing
LIVED_WELL = 60.0  # seconds after which an end is a new misfortune, not the same one again
PAUSES = (0.5, 1, 2, 5, 10, 30)  # seconds before starting a dead child again


def die_with_parent(parent: int, by: int = signal.SIGTERM) -> None:
    """Ask Linux to end this process when its parent, of that number, is gone, however it went and even if it is gone
    already; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:
            os.kill(os.getpid(), by)


def stop_on_signal() -> threading.Event:
    """An event that SIGTERM or SIGINT sets, from a thread of its own: the signal may come just while the main thread holds
    the event's lock, and would then wait for itself for ever."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _thread.start_new_thread(stop.set, ()))
    return stop


@dataclass(slots=True)
class Child:
    """`starts_at`: monotonic time before which it is not started again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    starts_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        """In a group of its own: Ctrl-C in a terminal is for the parent, which then stops its children in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, process_group=0)  # noqa: S603

    def look_after(self) -> None:
        """Start it when it is not running and its pause is over."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            self.deaths = 1 if now - self.started > LIVED_WELL else self.deaths + 1
            pause = PAUSES[min(self.deaths, len(PAUSES)) - 1]
            log.error("process ended", process=self.name, code=code, again_in=pause)
            self.process, self.starts_at = None, now + pause
        if self.process is None and now >= self.starts_at:
            self.start()

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass(slots=True)
class Watch:
    """Runs the children until told to stop, then stops them all. However it ends, `stop` is set."""

    children: Sequence[Child]
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                for child in self.children:
                    child.look_after()
                self.stop.wait(0.2)
        finally:
            self.stop.set()
            self.end()

    def end(self) -> None:
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and any(child.runs for child in self.children):
            time.sleep(0.02)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        for child in self.children:
            if child.process is not None and child.runs:
                child.process.send_signal(number)
