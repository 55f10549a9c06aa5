"""The web server: one process that `kopir serve` watches over, with its own number, the address, port and number
of workers as arguments.

It loads nothing of Köpir itself; its workers do. So pages are there sooner.
"""

from __future__ import annotations

import os
import sys

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from kopir.operation.processes import die_with_parent

# Of one web process. SQLite has one writer at a time and Python runs one thread at a time, so more would only wait.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


def main(parent: str, address: str, port: str, workers: str) -> None:
    die_with_parent(int(parent))
    Server(
        "kopir.operation.wsgi:application",
        address=address,
        port=int(port),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=int(workers),
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
