"""Is anything lost when processes are killed? `python -m benchmarks.faults --kills 300 [--postgres]`.

Makes the demonstration in a folder of its own (on PostgreSQL in a cluster of its own), starts `kopir serve` with two web
processes and `kopir work` as a service manager does, and lets people work over HTTP: matters with files are written, sent, handed
over, accepted and answered, pages read, uploads broken off. Meanwhile processes are killed with SIGKILL one after another. What
was acknowledged is written down outside of Köpir and compared with what is there in the end. Exit status 1 when anything was
lost, done twice or is wrong. The last line is JSON; `--proof` writes the section of docs/proof.md.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.options import one_or_more

if TYPE_CHECKING:
    from benchmarks.faults.people import Notebook, Person, World
    from benchmarks.faults.serving import Killer
    from tools.postgres import Node

SEED = 20261126
PAGE = "/kk/journal/"  # is read from the database
PEOPLE = ("ertis-tany", "ertis-tany", "ertis-tany", "tensiz", "tensiz", "ulan", "glubokoe", "vko", "", "")
MUST_BE_EMPTY = (
    "lost", "twice", "changed", "journal_problems", "conservation_problems", "number_gaps", "letters_twice", "letters_missing",
    "not_found", "half_files_kept", "rows_without_a_file", "files_without_a_row",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=one_or_more, default=30)
    parser.add_argument("--minutes", type=float, default=60, help="at most; fewer kills when they are over")
    parser.add_argument("--pause", type=float, default=2, help="seconds of work between an answer and the next kill, on average")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL that is killed too")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--proof", action="store_true", help="write what was found into docs/proof.md")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end too
    with tempfile.TemporaryDirectory(prefix="kopir-faults-") as folder, database(options.postgres) as node:
        found = measured(options, Path(folder), node)
    found["bad"] = [name for name in MUST_BE_EMPTY if found[name]]
    if options.proof:
        keep(found)
    print(json.dumps(found, ensure_ascii=False, default=str))
    return 1 if found["bad"] else 0


@contextmanager
def database(on_postgres: bool) -> Iterator[Node | None]:
    """None for SQLite."""
    if not on_postgres:
        yield None
        return
    from tools.postgres import Node, ground

    with ground() as folder:
        node = Node(folder / "only", "faults", ("max_connections=100", "log_min_messages=panic"))
        node.make()
        node.start()
        try:
            yield node
        finally:
            node.stop()


def measured(options: argparse.Namespace, folder: Path, node: Node | None) -> dict[str, Any]:
    from tests.smtp import Server

    with Server("accept") as mail:
        threading.Thread(target=mail.serve_forever, daemon=True).start()
        port = _environment(folder, node, mail.port)
        from kopir.operation.begin import set_up_django

        set_up_django()
        from benchmarks.faults.counting import counted, settle
        from kopir.operation.setup import prepare

        prepare(empty=False)
        killer, book, waits, minutes = _under_load(options, folder, port, node)
        settled = settle()
        for service in killer.services:
            service.stop.set()
        received = [str(letter["Message-ID"]) for letter in mail.letters]
    return {
        "database": "postgresql" if node else "sqlite", "kills": killer.killed.total(), "killed": dict(killer.killed),
        "minutes": minutes, "people": len(PEOPLE), "jobs_not_finished": len(killer.begun), "waits": waits,
        "settled_seconds": settled, "odd": dict(book.odd), **counted(book, received),
    }  # fmt: skip


def _environment(folder: Path, node: Node | None, mail: int) -> int:
    """Of this process and of the servers; answers on which port they listen."""
    from benchmarks.web.serving import free_port

    for name in [one for one in os.environ if one.startswith("KOPIR_")]:
        del os.environ[name]
    port = free_port()
    os.environ |= {
        "KOPIR_DATA": str(folder / "data"), "KOPIR_DATABASE": node.address if node else "sqlite", "KOPIR_PORT": str(port),
        "KOPIR_MAIL": f"smtp://127.0.0.1:{mail}", "KOPIR_LIMITS": "no", "KOPIR_WEB_PROCESSES": "2", "KOPIR_LOG": "error",
    }  # fmt: skip
    return port


def _under_load(
    options: argparse.Namespace, folder: Path, port: int, node: Node | None
) -> tuple[Killer, Notebook, dict[str, list[float]], float]:
    from benchmarks.faults.people import Notebook
    from benchmarks.faults.serving import Killer, Service

    chance, stop, book = Random(options.seed), threading.Event(), Notebook(folder / "acknowledged")
    services = [Service(name, dict(os.environ), folder / "log") for name in ("serve", "work")]
    killer = Killer(services, node, chance)
    people = _people(port, book, stop, chance)
    threads = [threading.Thread(target=one.run) for one in services]
    for thread in threads:
        thread.start()
    try:
        until_answered(port)
        working = [threading.Thread(target=one.live) for one in people]
        for thread in working:
            thread.start()
        began = time.monotonic()
        waits = _kill(options, killer, port, book)
        minutes = round((time.monotonic() - began) / 60, 1)
        stop.set()
        for thread in working:
            thread.join()
    except BaseException:
        stop.set()
        for service in services:
            service.stop.set()
        raise
    return killer, book, waits, minutes


def _people(port: int, book: Notebook, stop: threading.Event, chance: Random) -> list[Person]:
    from benchmarks.faults.people import Browser, Person

    world = _world()
    return [Person(address, Browser(port, book, stop), world, Random(chance.random())) for address in PEOPLE]


def _world() -> World:
    """A sphere whose matters of Ulan district come to its official, and the neighbour's post."""
    from django.db import connections

    from benchmarks.faults.people import World
    from kopir.demo import signins
    from kopir.interactions.models import MatterKind
    from kopir.posts.queries import responsible_post
    from kopir.posts.queries.standing import living
    from kopir.sectors.models import Sector

    def post_of(address: str) -> Any:
        return living().filter(person__email=f"{address}@{signins.HOST}")[0].post

    mine = post_of("ulan")
    sector = next(
        one for one in Sector.objects.filter(ends_on=None)
        if (route := responsible_post(mine.territory, one)) and route.post.pk == mine.pk
    )  # fmt: skip
    kind = MatterKind.objects.get(code="proposal")
    found = World(str(kind.pk), str(sector.pk), str(post_of("glubokoe").pk))
    connections.close_all()
    return found


# ---- Killing ---------------------------------------------------------------------------------------------


def _kill(options: argparse.Namespace, killer: Killer, port: int, book: Notebook) -> dict[str, list[float]]:
    """By what was killed, the seconds until a page came again."""
    waits: dict[str, list[float]] = {}
    end = time.monotonic() + options.minutes * 60
    while killer.killed.total() < options.kills and time.monotonic() < end:
        time.sleep(killer.chance.uniform(0, 2 * options.pause))
        if kind := killer.kill():
            waits.setdefault(kind, []).append(until_answered(port))
            if killer.killed.total() % 10 == 0:
                print(f"{killer.killed.total()} kills, {book.counts()}", file=sys.stderr, flush=True)
    return waits


def until_answered(port: int) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 300:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", PAGE)
            if connection.getresponse().status == 200:
                return round(time.monotonic() - began, 2)
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise SystemExit("Köpir did not answer again within five minutes.")


# ---- Telling ---------------------------------------------------------------------------------------------


def keep(found: dict[str, Any]) -> None:
    from benchmarks import proof

    bad = [f"- {name}: {len(found[name]) if isinstance(found[name], list) else found[name]}" for name in found["bad"]]
    acts = ", ".join(f"{number} × {kind}" for kind, number in found["acknowledged"].items())
    summary = (
        f"{found['kills']} kills with SIGKILL in {found['minutes']} minutes of work by {found['people']} people over HTTP, of"
        f" `kopir serve` with two web processes and `kopir work`; {found['jobs_not_finished']} jobs of the worker were"
        f" not finished when it was killed. Acknowledged: {acts}."
        f" {found['sent_again']} times a form was sent again because no answer came."
        f" {found['settled_seconds']} s afterwards all was sealed, sent and found. {found['entries']} entries in the journal;"
        f" letters: {found['letters']}, of which the mail server received {found['letters_received']}. Files that belonged to"
        f" nothing and were removed: {found['files_without_a_row_removed']}."
    )
    good = [name.replace("_", " ") for name in MUST_BE_EMPTY if not found[name]]
    checked = f"Nothing was found by these counts: {', '.join(good)}."
    rows = [(kind, len(some), f"{statistics.median(some):.1f}", f"{max(some):.1f}") for kind, some in found["waits"].items()]
    table = proof.table(("killed", "times", "seconds until a page came, median", "worst"), rows)
    lines = ["Short of its target:", "", *(bad or ["- nothing"]), "", summary, "", checked, "", *table]
    where = "" if found["database"] == "sqlite" else " --postgres"
    command = f"python -m benchmarks.faults --kills {found['kills']}{where} --proof"
    proof.write(f"Killed processes, {found['database']}", command, lines)


if __name__ == "__main__":
    sys.exit(main())
