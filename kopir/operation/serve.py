"""`kopir serve`: the web server, the worker and the process that knows what texts mean, under one process. `kopir work`: the
worker alone."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import time
from importlib import import_module
from importlib.util import find_spec

import click
import structlog
from django.conf import settings
from django.db import close_old_connections

from kopir.base import jobs
from kopir.base.models import Installation
from kopir.operation.processes import Child, Watch, stop_on_signal
from kopir.operation.setup import demand_prepared, prepare
from kopir.people.queries import has_administrator

log = structlog.get_logger()
HEAD_START = 1.0  # seconds by which the pages come before the background work, so that a small machine shows them sooner
PACE = 0.5  # seconds between two looks at what is due


@click.command()
@click.option("--setup", "set_up", is_flag=True, help="Prepare the database and the static files first.")
@click.option("--empty", is_flag=True, help="With --setup: a real installation, without the demonstration world.")
def serve(set_up: bool, empty: bool) -> None:
    """Serve pages and do the background work until stopped."""
    demand_port()
    if set_up:
        prepare(empty=empty)
    else:
        demand_prepared()
    web = _python("web", settings.KOPIR_HOST, settings.KOPIR_PORT, settings.KOPIR_WEB_PROCESSES)
    worker = Child("worker", _python("worker"), starts_at=time.monotonic() + HEAD_START)
    meaning = Child("meaning", _python("meaning"), starts_at=time.monotonic() + HEAD_START * 2)
    watch = Watch([Child("web", web), worker, meaning], stop_on_signal())
    # No daemon: a thread that loads modules or asks the database while Python ends can keep it from ending.
    threading.Thread(target=_tell_when_it_answers, args=[watch.stop]).start()
    watch.run()
    click.echo("Köpir has stopped.")


@click.command()
def work() -> None:
    """Do the background work until stopped: sealing, notices, clocks, checks."""
    demand_prepared()
    work_until(stop_on_signal())


def work_until(stop: threading.Event) -> None:
    """Run what is due, again and again. Without a database it waits a little longer each time, and never gives up."""
    pause = PACE
    while not stop.wait(pause):
        close_old_connections()
        try:
            jobs.run_due(stop=stop.is_set)
            pause = PACE
        except Exception:
            log.exception("the worker could not look for work")
            pause = min(pause * 2, 30)


def _python(module: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", f"kopir.operation.{module}", str(os.getpid()), *map(str, arguments)]


def demand_port() -> None:
    """Leave with a sentence when the address cannot be listened on."""
    host, port = settings.KOPIR_HOST, settings.KOPIR_PORT
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as error:
        raise click.ClickException(_why_not(error, host, port)) from None


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Stop that program, or choose another port: KOPIR_PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be opened by this user. Choose one above 1023 with KOPIR_PORT."
    return f"KOPIR_HOST={host!r} is not an address of this machine."


def _tell_when_it_answers(stop: threading.Event) -> None:
    """Print the address once pages can be opened, not before."""
    host = "127.0.0.1" if settings.KOPIR_HOST in ("0.0.0.0", "") else settings.KOPIR_HOST  # noqa: S104
    while not stop.is_set():
        try:
            socket.create_connection((host, settings.KOPIR_PORT), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            click.echo("\n".join(["", f"Köpir answers at {settings.KOPIR_ADDRESS}/", *greeting(), "Ctrl-C stops it.", ""]))
            return


def greeting() -> list[str]:
    """Sign-ins of the demonstration, or how to begin a real installation."""
    if not Installation.is_demonstration():
        begin = ["The first administrator: .venv/bin/kopir administrator EMAIL --name NAME"]
        return [] if has_administrator() else begin
    if find_spec("kopir.demo.signins") is None:
        return []
    return list(import_module("kopir.demo.signins").lines())
