"""Is anything lost when the database's machine dies: `python -m benchmarks.standbys --rounds 5`, in an empty KOPIR_DATA.

A primary, a synchronous hot standby, an asynchronous one that follows the synchronous one, and web processes of `kopir serve`,
all on the loopback. Clients hand in matters over HTTP and write down what was acknowledged; a reader without a sign-in asks for
the list of matters all the time. Each round kills every process of the primary with SIGKILL, promotes the synchronous standby and
goes on with that one as the primary; the journal, the conservation and what was acknowledged are compared afterwards. Exit status
1 when anything is missing, or when a page was older than the lag allows. The table goes into docs/proof.md unless `--dry`. The
faults that the server writes on standard error while no primary is there are part of it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.options import one_or_more
from tools.postgres import SAFE, Node, free_port, ground

COMMAND = "KOPIR_DATA=<an empty folder> python -m benchmarks.standbys --rounds"
HEADER = (
    "round", "acknowledged before", "after", "lost", "seconds to the first write", "pages read", "not answered",
    "oldest page, seconds", "catches up", "journal", "conservation",
)  # fmt: skip
DRAFTS = 300  # of each round
PATIENCE = 60.0
LAG = 5.0  # seconds: the default of KOPIR_STANDBY_LAG
SHOWN = re.compile(rb'href="/kk/interactions/([^/"?]+)/"')


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=one_or_more, default=5)
    parser.add_argument("--clients", type=one_or_more, default=4)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--dry", action="store_true", help="leave docs/proof.md as it is")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ground() as folder:
        machines = Machines(folder)
        try:
            machines.begin()
            people = prepared(options.rounds * DRAFTS)
            rows = [one_round(machines, options, number, people) for number in range(1, options.rounds + 1)]
        finally:
            machines.stop()
    bad = [row for row in rows if row["lost"] or row["oldest"] > LAG or (row["journal"], row["conservation"]) != ("good", "good")]
    if not options.dry:
        keep(rows, bad, options)
    return 1 if bad else 0


# ---- Machines --------------------------------------------------------------------------------------------


class Machines:
    """Three servers on ports that stay; which one is the primary changes from round to round."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.password, self.made = folder, secrets.token_hex(12), 0
        self.ports = [free_port() for _ in range(3)]
        self.nodes: list[Node] = []

    def begin(self) -> None:
        primary = self._node(self.ports[0])
        primary.make()
        primary.start()
        each = [f"127.0.0.1:{port}" for port in self.ports]
        one = f"postgresql://kopir:{self.password}@%s/postgres"
        os.environ |= {
            "KOPIR_DATABASE": one % ",".join(each), "KOPIR_STANDBYS": ",".join(one % host for host in each),
            "KOPIR_WEB_PROCESSES": "2", "KOPIR_ENCODER": "none",
        }  # fmt: skip

    def _node(self, port: int) -> Node:
        self.made += 1
        self.nodes.append(Node(self.folder / str(self.made), self.password, SAFE, port=port))
        return self.nodes[-1]

    def add_standbys(self) -> None:
        """Both are copied anew from the primary, which then waits for the first of them at each commit. The second follows the
        first: it never has what the first has not, so it can go on behind it when that one is promoted."""
        followed = self.nodes[0]
        for name, port in zip(("synchronous", "asynchronous"), [p for p in self.ports if p != followed.port], strict=True):
            standby = self._node(port)
            follows = f"host=127.0.0.1 port={followed.port} user=kopir password={self.password}"
            standby.copy(self.nodes[0], name, follows)
            standby.start()
            followed = standby
        for said in ("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (synchronous)'", "SELECT pg_reload_conf()"):
            ask(self.nodes[0], said)
        _until(lambda: ask(self.nodes[0], "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1)

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
class People:
    """`drafts`: complete ones of the signed-in author, the one with the highest number last."""

    drafts: list[int]
    cookies: dict[str, str]


@dataclass
class Seen:
    """What the clients saw: of acknowledged drafts when they were sent and answered; of pages when they were asked for, and the
    numbers of the matters on them."""

    acknowledged: list[tuple[int, float, float]] = field(default_factory=list)
    pages: list[tuple[float, set[str]]] = field(default_factory=list)
    no_page: int = 0
    over: threading.Event = field(default_factory=threading.Event)


def one_round(machines: Machines, options: argparse.Namespace, number: int, people: People) -> dict[str, Any]:
    machines.add_standbys()
    seen = Seen()
    killed = under_load(machines, options, Random(options.seed + number), people, seen)
    after = [answered for _, sent, answered in seen.acknowledged if sent > killed]
    row = {
        "round": number, "before": len(seen.acknowledged) - len(after), "after": len(after), "lost": lost(seen),
        "seconds": round(min(after) - killed, 1) if after else "never", "pages": len(seen.pages), "no_page": seen.no_page,
        "oldest": oldest(seen), "catches_up": "yes" if caught_up(machines) else "no", "journal": verdict("journal", "verify"),
        "conservation": verdict("check", "conservation"),
    }  # fmt: skip
    print(json.dumps(row), flush=True)
    machines.end_round()
    return row


def under_load(machines: Machines, options: argparse.Namespace, chance: Random, people: People, seen: Seen) -> float:
    """When the primary was killed, while clients wrote and read."""
    from benchmarks.web import serving

    port = serving.free_port()
    with serving.served(["kopir.cli", "serve"], port, "/kk/"):
        threads = [threading.Thread(target=hand_in, args=(port, people, seen)) for _ in range(options.clients)]
        threads.append(threading.Thread(target=read, args=(port, seen)))
        try:
            for thread in threads:
                thread.start()
            _until(lambda: len(seen.acknowledged) > options.clients)
            time.sleep(chance.uniform(LAG, 2 * LAG))
            killed = time.monotonic()
            machines.fail_over()
            _until(lambda: any(sent > killed for _, sent, _ in seen.acknowledged))
            time.sleep(LAG)
        finally:
            seen.over.set()
            for thread in threads:
                thread.join()
    return killed


def prepared(drafts: int) -> People:
    """A small country, and an author with many drafts."""
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
        made = [world.draft().pk for _ in range(drafts)]
    cookies = cookies_of(Person.objects.get(pk=world.author.person_id), f"organisation:{world.author.organisation_id}")
    connections.close_all()
    return People(made, cookies)


def hand_in(port: int, people: People, seen: Seen) -> None:
    """One after another; a draft that was not acknowledged is left, so that nothing is counted twice."""
    from benchmarks.web.pages import TOKEN

    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in people.cookies.items()), "X-CSRFToken": TOKEN}
    while not seen.over.is_set() and people.drafts:
        pk, sent = people.drafts.pop(0), time.monotonic()
        status, where, _ = asked(port, "POST", f"/kk/cabinet/matters/{pk}/send/", header)
        if status == 302 and where.endswith("/sent/"):
            seen.acknowledged.append((pk, sent, time.monotonic()))
        else:
            time.sleep(0.1)


def read(port: int, seen: Seen) -> None:
    while not seen.over.is_set():
        began = time.monotonic()
        status, _, page = asked(port, "GET", "/kk/interactions/", {})
        if status == 200:
            seen.pages.append((began, {found.decode() for found in SHOWN.findall(page)}))
        else:
            seen.no_page += 1
        time.sleep(0.05)


def asked(port: int, method: str, path: str, header: dict[str, str]) -> tuple[int, str, bytes]:
    """Status, Location and the page; 0 when no answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=header)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or "", answer.read()
    except (OSError, HTTPException):
        return 0, "", b""
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


def oldest(seen: Seen) -> float:
    """Seconds: how long before a page was asked for a matter had been acknowledged that should have stood on it and did not.
    The list shows the newest first, so all that is newer than its newest lacks."""
    from django.db import connections

    from kopir.interactions.models import Matter

    numbers = dict(Matter.objects.exclude(number=None).values_list("number", "pk"))
    connections.close_all()
    found = 0.0
    for began, shown in seen.pages:
        newest = max((numbers[one] for one in shown if one in numbers), default=0)
        lacking = (began - answered for pk, _, answered in seen.acknowledged if pk > newest and answered < began)
        found = max([found, *lacking])
    return round(found, 1)


def caught_up(machines: Machines) -> bool:
    """The asynchronous standby goes on behind the promoted one by itself."""
    place = ask(machines.nodes[1], "SELECT pg_current_wal_flush_lsn()")
    behind = f"SELECT pg_last_wal_replay_lsn() >= '{place}'"
    return _until(lambda: ask(machines.nodes[2], behind) is True, most=15)


def verdict(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", "kopir.cli", *command, "--json"], capture_output=True, text=True)
    return "good" if done.returncode == 0 else f"BAD: {done.stdout.strip()[-300:]} {done.stderr.strip()[-300:]}"


def keep(rows: list[dict[str, Any]], bad: list[dict[str, Any]], options: argparse.Namespace) -> None:
    from benchmarks import proof

    times = sorted(row["seconds"] for row in rows if row["seconds"] != "never")
    unanswered = sum(row["no_page"] for row in rows)
    missed = [f"- round {row['round']}: see the table" for row in bad] or ["- nothing was lost, and no page was too old"]
    missed += [f"- {unanswered} pages did not come while no primary was there"] if unanswered else []
    summary = (
        f"{options.clients} clients handed in {sum(row['before'] + row['after'] for row in rows)} acknowledged matters; "
        f"{sum(row['lost'] for row in rows)} of them lost. First write {times[0]} to {times[-1]} s after the kill. "
        f"All on one machine: no network between the servers, and one disk."
        if times
        else "No write came after a kill."
    )
    lines = ["Short of its target:", "", *missed, "", summary, "", *proof.table(HEADER, [list(row.values()) for row in rows])]
    proof.write("The primary is killed, the synchronous standby promoted", f"{COMMAND} {options.rounds}", lines)


if __name__ == "__main__":
    sys.exit(main())
