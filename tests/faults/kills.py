"""Kills writers and workers in the middle of their work, again and again, and then counts what is left.

    KOPIR_DATA=/tmp/empty python -m tests.faults.kills --runs 100

Each run starts a writer (drafts, sends, hands over, answers, closes) and a worker (seals, delivers letters to a real
mail server on the loopback), and kills both with SIGKILL at a random moment. A writer says on a pipe what was
acknowledged, after the act has returned. Prints one JSON object; exit status 1 when anything was lost, half done, or
told twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command

from tests.smtp import Server

PATIENCE = 60  # seconds until a writer has done its first act


def main() -> int:
    arguments = _arguments()
    server = Server("accept")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ["KOPIR_MAIL"] = f"smtp://127.0.0.1:{server.port}"
    os.environ["KOPIR_LOG"] = "error"
    django.setup()
    call_command("migrate", verbosity=0)
    world = _world()
    chance = random.Random(arguments.seed)
    acknowledged: list[tuple[str, str]] = []
    for _ in range(arguments.runs):
        acknowledged += _interrupted_run(world, chance)
    result = {"runs": arguments.runs, "acknowledged": len(acknowledged), **_losses(acknowledged)}
    _finish_letters()
    result |= _letters([str(letter["Message-ID"]) for letter in server.letters])
    result["good"] = not any(result[name] for name in ("lost", "half_done", "journal_problems", "twice"))
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0 if result["good"] else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261123)
    return parser.parse_args()


def _world() -> Any:
    from tests.interactions.world import World

    return World()


def _interrupted_run(world: Any, chance: random.Random) -> list[tuple[str, str]]:
    """One writer and one worker, both killed; what the writer had said was done."""
    from django.db import connections

    connections.close_all()  # a forked process must not share a connection
    reading, writing = os.pipe()
    seed = chance.random()
    children = [_fork(lambda: _write_for_ever(world, seed, writing)), _fork(_work_for_ever)]
    os.close(writing)
    if chance.random() < 0.8:  # of the others some are killed before they have done anything
        select.select([reading], [], [], PATIENCE)
    time.sleep(chance.uniform(0.02, 0.6))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")[:-1]  # the last line may be cut
    return [(line.split()[0], line.split()[1]) for line in lines]


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(3)


def _write_for_ever(world: Any, seed: float, pipe: int) -> None:
    """Whole lives of matters, one act after another; each line is written only after its act has returned."""
    from kopir.interactions import acts

    chance = random.Random(seed)

    def acknowledge(matter: Any) -> None:
        os.write(pipe, f"{matter.number} {matter.state}\n".encode())

    while True:
        matter = acts.submit(world.draft(), by=world.author)
        acknowledge(matter)
        if chance.random() < 0.5:
            offer = acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Көрші ауданның мәселесі")
            acts.refuse(offer, by=world.neighbour, reason="Бұл біздің аумақ емес")
            matter.refresh_from_db()
        world.answer(matter)
        acknowledge(matter)
        word = chance.choice(["confirmed", "partly", "contested"])
        acts.give_word(matter, by=world.author, word=word, text="Өз көзімізбен көрдік")
        acknowledge(matter)


def _work_for_ever() -> None:
    from kopir.notices.delivery import deliver_due

    from kopir.journal.sealing import seal

    while True:
        seal()
        deliver_due()


ORDER = ["open", "answered", "contested", "closed"]


def _is_before(state: str, acknowledged: str) -> bool:
    return ORDER.index(state) < ORDER.index(acknowledged)


def _losses(acknowledged: list[tuple[str, str]]) -> dict[str, Any]:
    """What was acknowledged and is not there; what is half done; what the journal says."""
    from kopir.interactions import conservation
    from kopir.interactions.models import Matter
    from kopir.journal.verification import verify

    states = dict(Matter.objects.exclude(number=None).values_list("number", "state"))
    lost = [line for line in acknowledged if line[0] not in states or _is_before(states[line[0]], line[1])]
    count, report = conservation.check(), verify()
    return {
        "lost": lost,
        "half_done": [] if count.good else count.details or [count.as_dict()],
        "matters": count.received,
        "entries": report.entries,
        "journal_problems": report.problems,
    }


def _finish_letters() -> None:
    """What still waits is delivered now; what was being sent when its process died is left for a person to decide."""
    from kopir.notices.sending import deliver

    while deliver().sent:
        pass


def _letters(received: list[str]) -> dict[str, Any]:
    """What the mail server got against what Köpir believes."""
    from kopir.notices.models import Letter

    seen = Counter(received)
    states = Counter(Letter.objects.values_list("state", flat=True))
    return {
        "letters": dict(states),
        "received": len(received),
        "twice": [key for key, n in seen.items() if n > 1],
    }


if __name__ == "__main__":
    sys.exit(main())
