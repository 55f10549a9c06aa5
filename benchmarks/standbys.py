"""Is anything lost when the database's machine dies: `python -m benchmarks.standbys --rounds 5`, in an empty KOPIR_DATA.

A primary, a synchronous and an asynchronous hot standby on the loopback, and web processes of `kopir serve`. Clients hand in
matters over HTTP and write down what was acknowledged; a reader without a sign-in asks for pages all the time. Each round kills
every process of the primary with SIGKILL, promotes the synchronous standby and goes on with that one as the primary; the journal,
the conservation and what was acknowledged are compared afterwards. Exit status 1 when anything is missing. The table goes into
docs/proof.md unless `--dry`.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any

from tools.postgres import SAFE, Node, free_port, ground

COMMAND = "KOPIR_DATA=<an empty folder> python -m benchmarks.standbys --rounds"
HEADER = (
    "round", "acknowledged before", "after", "lost", "seconds to the first write", "pages read", "not answered", "catches up",
    "journal", "conservation",
)  # fmt: skip
DRAFTS = 1500
PATIENCE = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--dry", action="store_true", help="leave docs/proof.md as it is")
    options = parser.parse_args()
    with ground() as folder:
        machines = Machines(folder)
        try:
            rows = [one_round(machines, options, number) for number in range(1, options.rounds + 1)]
        finally:
            machines.stop()
    bad = [row for row in rows if row["lost"] or row["journal"] != "good" or row["conservation"] != "good"]
    if not options.dry:
        keep(rows, bad, options)
    return 1 if bad else 0


# ---- Machines --------------------------------------------------------------------------------------------


class Machines:
    """Three servers on ports that stay; which one is the primary changes from round to round."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.password = folder, secrets.token_hex(12)
        self.ports = [free_port() for _ in range(3)]
        self.nodes: list[Node] = []
        self.made = 0
        primary = self._node(self.ports[0])
        primary.make()
        primary.start()
        self.nodes = [primary]
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        each = ",".join(f"postgresql://kopir:{self.password}@127.0.0.1:{port}/postgres" for port in self.ports)
        database = f"postgresql://kopir:{self.password}@{hosts}/postgres"
        os.environ |= {"KOPIR_DATABASE": database, "KOPIR_STANDBYS": each, "KOPIR_WEB_PROCESSES": "2", "KOPIR_ENCODER": "none"}

    def _node(self, port: int) -> Node:
        self.made += 1
        return Node(self.folder / str(self.made), self.password, SAFE, port=port)

    def add_standbys(self) -> None:
        """Both are copied anew from the primary, which then waits for the first of them at each commit."""
        primary = self.nodes[0]
        ports = ",".join(map(str, self.ports))
        follows = (
            f"host=127.0.0.1,127.0.0.1,127.0.0.1 port={ports} user=kopir password={self.password} target_session_attrs=read-write"
        )
        for name, port in zip(("synchronous", "asynchronous"), [p for p in self.ports if p != primary.port], strict=True):
            standby = self._node(port)
            standby.copy(primary, name, follows)
            standby.start()
            self.nodes.append(standby)
        for said in ("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (synchronous)'", "SELECT pg_reload_conf()"):
            ask(primary, said)
        _until(lambda: ask(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1)

    def fail_over(self) -> None:
        """The primary is gone at once; the synchronous standby takes its place and waits for nobody until it has a standby."""
        self.nodes[0].kill()
        self.nodes[1].promote()

    def end_round(self) -> None:
        self.nodes[2].stop()
        self.nodes = [self.nodes[1]]

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()


def ask(node: Node, said: str) -> Any:
    import psycopg

    with psycopg.connect(node.address, autocommit=True) as connection:
        found = connection.execute(said)  # type: ignore[call-overload]
        return (found.fetchone() or (None,))[0] if found.description else None


def _until(holds: Any, most: float = PATIENCE) -> bool:
    end = time.monotonic() + most
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


# ---- One round -------------------------------------------------------------------------------------------


@dataclass
class Seen:
    """What the clients saw: of acknowledged drafts when they were sent and answered; of pages how many came."""

    acknowledged: list[tuple[int, float, float]] = field(default_factory=list)
    pages: int = 0
    no_page: int = 0
    over: threading.Event = field(default_factory=threading.Event)


def one_round(machines: Machines, options: argparse.Namespace, number: int) -> dict[str, Any]:
    from benchmarks.web import serving

    drafts, cookies = prepared()
    machines.add_standbys()
    chance, seen, port = Random(options.seed + number), Seen(), serving.free_port()
    with serving.served(["kopir.cli", "serve"], port, "/kk/"):
        people = [threading.Thread(target=hand_in, args=(port, drafts, cookies, seen)) for _ in range(options.clients)]
        people.append(threading.Thread(target=read, args=(port, seen)))
        for person in people:
            person.start()
        _until(lambda: len(seen.acknowledged) > options.clients)
        time.sleep(chance.uniform(1, 3))
        killed = time.monotonic()
        machines.fail_over()
        _until(lambda: any(sent > killed for _, sent, _ in seen.acknowledged))
        time.sleep(2)
        seen.over.set()
        for person in people:
            person.join()
    after = [answered for _, sent, answered in seen.acknowledged if sent > killed]
    row = {
        "round": number, "before": len(seen.acknowledged) - len(after), "after": len(after), "lost": lost(seen),
        "seconds": round(min(after) - killed, 1) if after else "never", "pages": seen.pages, "no_page": seen.no_page,
        "catches_up": "yes" if caught_up(machines) else "no", "journal": verdict("journal", "verify"),
        "conservation": verdict("check", "conservation"),
    }  # fmt: skip
    print(json.dumps(row), flush=True)
    machines.end_round()
    return row


def prepared() -> tuple[list[int], dict[str, str]]:
    """Drafts that are complete, and the session of their author."""
    from kopir.operation.begin import set_up_django

    set_up_django()
    from django.db import connections, transaction

    from benchmarks.web.pages import cookies_of
    from kopir.operation.setup import collect_static, migrate
    from kopir.people.models import Person
    from tests.interactions.world import World

    migrate()
    collect_static()
    with transaction.atomic():
        world = World()
        drafts = [world.draft().pk for _ in range(DRAFTS)]
    cookies = cookies_of(Person.objects.get(pk=world.author.person_id), f"organisation:{world.author.organisation_id}")
    connections.close_all()
    return drafts, cookies


def hand_in(port: int, drafts: list[int], cookies: dict[str, str], seen: Seen) -> None:
    """One after another; a draft that was not acknowledged is left, so that nothing is counted twice."""
    from benchmarks.web.pages import TOKEN

    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": TOKEN}
    while not seen.over.is_set() and drafts:
        pk, sent = drafts.pop(), time.monotonic()
        status, where = asked(port, "POST", f"/kk/cabinet/matters/{pk}/send/", header)
        if status == 302 and where.endswith("/sent/"):
            seen.acknowledged.append((pk, sent, time.monotonic()))
        else:
            time.sleep(0.1)


def read(port: int, seen: Seen) -> None:
    while not seen.over.is_set():
        if asked(port, "GET", "/kk/interactions/", {})[0] == 200:
            seen.pages += 1
        else:
            seen.no_page += 1
        time.sleep(0.05)


def asked(port: int, method: str, path: str, header: dict[str, str]) -> tuple[int, str]:
    """Status and Location; 0 when no answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=header)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""
    except (OSError, HTTPException):
        return 0, ""
    finally:
        connection.close()


# ---- What is left ----------------------------------------------------------------------------------------


def lost(seen: Seen) -> int:
    """Acknowledged, and not there with a number."""
    from django.db import connections

    from kopir.interactions.models import Matter

    wanted = {pk for pk, _, _ in seen.acknowledged}
    there = Matter.objects.filter(pk__in=wanted).exclude(number=None).count()
    connections.close_all()
    return len(wanted) - there


def caught_up(machines: Machines) -> bool:
    """The asynchronous standby follows the new primary by itself."""
    place = ask(machines.nodes[1], "SELECT pg_current_wal_flush_lsn()")
    behind = f"SELECT pg_last_wal_replay_lsn() >= '{place}'"
    return _until(lambda: ask(machines.nodes[2], behind) is True, most=15)


def verdict(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", "kopir.cli", *command, "--json"], capture_output=True, text=True)
    return "good" if done.returncode == 0 else f"BAD: {done.stdout.strip()[-300:]} {done.stderr.strip()[-300:]}"


def keep(rows: list[dict[str, Any]], bad: list[dict[str, Any]], options: argparse.Namespace) -> None:
    from benchmarks import proof

    times = sorted(row["seconds"] for row in rows if row["seconds"] != "never")
    summary = (
        f"{options.clients} clients handed in {sum(row['before'] + row['after'] for row in rows)} acknowledged matters; "
        f"{sum(row['lost'] for row in rows)} of them lost. First write {times[0]} to {times[-1]} s after the kill."
        if times
        else "No write came after a kill."
    )
    missed = [f"- round {row['round']}: see the table" for row in bad] or ["- nothing"]
    missed += [
        f"- {errors} pages did not come while no primary was there" for errors in [sum(r["no_page"] for r in rows)] if errors
    ]
    lines = ["Short of its target:", "", *missed, "", summary, "", *proof.table(HEADER, [list(row.values()) for row in rows])]
    proof.write("The primary is killed, the synchronous standby promoted", f"{COMMAND} {options.rounds}", lines)


if __name__ == "__main__":
    sys.exit(main())
