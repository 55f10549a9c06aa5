"""A PostgreSQL cluster for tests, made anew and thrown away: `python -m tools.postgres COMMAND …` runs the command beside it.

The command finds its address in KOPIR_DATABASE. Listens on a free port of this machine only, with a password of its own.
Settings that trade safety for speed, so never for real data.
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
from pathlib import Path

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "log_min_messages=fatal",
)


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


@contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database in a running cluster, for KOPIR_DATABASE."""
    bin_folder, user = programs(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="kopir-postgres-"))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    try:
        password, port = secrets.token_hex(12), _free_port()
        _make(bin_folder, folder, password, user)
        server = _start(bin_folder, folder, port, user)
        try:
            yield f"postgresql://kopir:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's own fast way to stop
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; then somebody harmless runs it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _as(user: str | None) -> dict[str, object]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _make(bin_folder: Path, folder: Path, password: str, user: str | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if user:
        os.chown(secret, pwd.getpwnam(user).pw_uid, -1)
    secret.chmod(0o600)
    command = [
        str(bin_folder / "initdb"), "--pgdata", str(folder / "data"), "--username", "kopir", "--pwfile", str(secret),
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **_as(user))  # type: ignore[call-overload]
    if done.returncode:
        raise NoPostgres(f"The cluster could not be made: {done.stderr.strip()}")


def _start(bin_folder: Path, folder: Path, port: int, user: str | None) -> subprocess.Popen[bytes]:
    settings = (*FAST, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    command = [str(bin_folder / "postgres"), "-D", str(folder / "data")]
    for setting in settings:
        command += ["-c", setting]
    server: subprocess.Popen[bytes] = subprocess.Popen(command, cwd=folder, start_new_session=True, **_as(user))  # type: ignore[call-overload]
    ready = [str(bin_folder / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    for _ in range(300):
        if subprocess.run(ready).returncode == 0:
            return server
        if server.poll() is not None:
            break
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    server.kill()
    raise NoPostgres("The cluster did not start.")


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
