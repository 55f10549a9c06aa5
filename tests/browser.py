"""A real Köpir and a real Chromium, for tests marked `browser`.

def test_it(server: Running, browser: Browser) -> None:
    server.run("from tests.factories import *; make_person(...)")   # in that installation's own process
    page = browser.new_page()
    page.goto(f"{server.address}/kk/")
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operation.world import new_installation

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600  # seconds until the server must answer; the first start makes the database and, for some, the demonstration world


@dataclass(slots=True)
class Running:
    """An installation that serves. `address` names localhost, which browsers trust like https (passkeys need it)."""

    folder: Path
    port: int
    log: Path
    database: str

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
        ours = {"KOPIR_DATA": str(self.folder), "KOPIR_PORT": str(self.port), "KOPIR_DATABASE": self.database}
        return {**plain, **ours, "DJANGO_SETTINGS_MODULE": "kopir.settings", "PYTHONPATH": str(ROOT)}

    def run(self, code: str) -> str:
        """Run Python in this installation; answers what it printed."""
        whole = f"import django; django.setup()\n{code}"
        done = subprocess.run([sys.executable, "-c", whole], env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def letters(self) -> list[str]:
        """All letters so far, the newest last."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text() for path in files]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`kopir serve --setup --empty` on a free port with a data folder of its own; one for the whole run."""
    yield from _serving(tmp_path_factory.mktemp("served"), "--empty")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same with the demonstration world, as `scripts/run` starts it on a fresh machine."""
    yield from _serving(tmp_path_factory.mktemp("demonstration"))


def _serving(folder: Path, *options: str) -> Iterator[Running]:
    data = folder / "data"
    running = Running(data, _free_port(), folder / "log", new_installation(data).database)
    command = [sys.executable, "-m", "kopir.cli", "serve", "--setup", *options]
    with running.log.open("w") as log:
        process = subprocess.Popen(command, env=running.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait(running: Running, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{running.address}/health/", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"Köpir did not begin to serve:\n{running.log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()
