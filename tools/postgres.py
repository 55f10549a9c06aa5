"""A PostgreSQL cluster for tests, made anew and thrown away: `python -m tools.postgres COMMAND …` runs the command beside it.

The command finds its address in KOPIR_DATABASE. Listens on a free port of this machine only, with a password of its own.
Settings that trade safety for speed, so never for real data. `Node` is one server of several, which may follow, be killed and
be promoted.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kopir.operation.processes import die_with_parent

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "log_min_messages=fatal",
)
# What the benchmark of several machines asks: nothing acknowledged may be lost, and a standby catches up by itself.
SAFE = ("max_connections=100", "log_min_messages=panic", "hot_standby_feedback=on", "wal_receiver_timeout=5s")


class NoPostgres(Exception):
    """The words say what to install."""


def programs() -> Path:
    """The folder of initdb and pg_ctl: the newest of Debian's, else wherever the path leads."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _version(path.parent.name), reverse=True)
    found = next((folder for folder in folders if (folder / "initdb").exists()), None)
    elsewhere = shutil.which("initdb")
    if found is None and elsewhere is None:
        raise NoPostgres("There is no PostgreSQL server here. On Debian or Ubuntu: apt-get install postgresql")
    return found or Path(str(elsewhere)).resolve().parent


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


@dataclass
class Node:
    """One server with its folder and port; `password` is that of the user kopir."""

    folder: Path
    password: str
    settings: tuple[str, ...]
    user: str | None = field(default_factory=lambda: _unprivileged())
    port: int = field(default_factory=lambda: free_port())
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, pwd.getpwnam(self.user).pw_gid)

    @property
    def address(self) -> str:
        return f"postgresql://kopir:{self.password}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self.user:
            os.chown(secret, pwd.getpwnam(self.user).pw_uid, -1)
        secret.chmod(0o600)
        self.run(
            "initdb", "--pgdata", str(self.folder / "data"), "--username", "kopir", "--pwfile", str(secret),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip

    def copy(self, primary: Node, name: str, follows: str) -> None:
        """A hot standby under `name`; `follows`: addresses of libpq's kind, of which it takes the one that may be written to."""
        self.run("pg_basebackup", "--pgdata", str(self.folder / "data"), "--dbname", primary.address, "--checkpoint", "fast",
                 "--no-sync")  # fmt: skip
        (self.folder / "data" / "standby.signal").touch()
        self.settings += (f"primary_conninfo={follows} application_name={name}",)

    def start(self) -> None:
        """Returns when it answers."""
        settings = (*self.settings, f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}")
        command = [str(programs() / "postgres"), "-D", str(self.folder / "data")]
        for setting in settings:
            command += ["-c", setting]
        together = partial(die_with_parent, os.getpid(), signal.SIGINT)  # no server stays behind, however its starter went
        self.server = subprocess.Popen(  # type: ignore[call-overload]
            command, cwd=self.folder, start_new_session=True, preexec_fn=together,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **_as(self.user),
        )  # fmt: skip
        for _ in range(300):
            if self._answers():
                return
            try:
                self.server.wait(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                continue
        self.kill()
        raise NoPostgres("The cluster did not start.")

    def _answers(self) -> bool:
        ready = [str(programs() / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(self.port)]
        return subprocess.run(ready).returncode == 0

    def stop(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # PostgreSQL's own fast way to stop
            self.server.wait(timeout=30)

    def kill(self) -> None:
        """As if the machine lost its power: every process of the server, none of which may finish anything."""
        if self.server is None or self.server.poll() is not None:
            return
        pid = self.server.pid
        os.kill(pid, signal.SIGSTOP)  # so that it starts no more of them meanwhile
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            os.kill(one, signal.SIGKILL)
        self.server.wait(timeout=30)

    def promote(self) -> None:
        self.run("pg_ctl", "promote", "--pgdata", str(self.folder / "data"), "--wait")

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs, as the user who owns the folder."""
        command = [str(programs() / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, **_as(self.user))  # type: ignore[call-overload]
        if done.returncode:
            raise NoPostgres(f"{program} failed: {done.stderr.strip()}")


@contextmanager
def ground() -> Iterator[Path]:
    """A folder for clusters that is thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kopir-postgres-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database in a running cluster, for KOPIR_DATABASE."""
    with ground() as folder:
        node = Node(folder / "only", secrets.token_hex(12), FAST)
        node.make()
        node.start()
        try:
            yield node.address
        finally:
            node.stop()


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; then somebody harmless runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _as(user: str | None) -> dict[str, object]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as address:
            return subprocess.run(command, env={**os.environ, "KOPIR_DATABASE": address}).returncode
    except NoPostgres as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
