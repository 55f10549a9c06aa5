"""A country's worth of matters: `python -m benchmarks.world --interactions 1000000 --organisations 100000`.

Builds the demonstration first (its sign-ins look into this world), takes over the classifier of territories when it is given
(`--territories FILE`), lets somebody hold nearly every post, then writes organisations and five years of matters in bulk: each
with its registration, waits, parts, hand-offs, outcomes, words, entries in the order of time, sealed and verifiable, and its
place in the index of the search. The same numbers give the same world on the same day. Into KOPIR_DATA, which must be new; on
PostgreSQL into the empty database of KOPIR_DATABASE. A world that was broken off is thrown away and begun again.

Not made: notices, messages, files, proofs of duties, what texts mean (the search goes by words and lemmas).
The last line is JSON. `--check` verifies the whole journal and counts all matters afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.options import one_or_more

SEED = 20261125


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--interactions", type=one_or_more, default=10_000)
    parser.add_argument("--organisations", type=one_or_more, default=1_000)
    parser.add_argument("--territories", type=Path, help="the classifier, as `kopir import territories` takes it")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--proof", action="store_true", help="write what was measured into docs/proof.md")
    options = parser.parse_args()
    if not os.environ.get("KOPIR_DATA"):
        raise SystemExit("Say with KOPIR_DATA into which new folder the world goes.")
    found = built(options)
    if options.proof:
        keep(found)
    print(json.dumps(found, ensure_ascii=False))


def keep(found: dict[str, Any]) -> None:
    """The section of this size and database in docs/proof.md, with what it comes to for a million."""
    from benchmarks import proof

    parts = found["seconds_and_processor_seconds"]
    rows = [(name, clock, processors) for name, (clock, processors) in parts.items()]
    million = parts["matters"][1] / found["matters"] * 1e6 / 60
    checked = " Counted and verified afterwards without a fault." if found.get("journal_good") else ""
    lines = [
        f"{found['matters']} matters, {found['entries']} sealed entries, {found['documents']} documents of the search,"
        f" {found['megabytes']} MB; {found['seconds']} s by the clock beside the demonstration. By the processors' time of this"
        f" run a million matters take {million:.0f} minutes of one processor, shared by two processes.{checked}",
        "",
        *proof.table(("part", "seconds", "seconds of the processors"), rows),
    ]
    title = f"A world in bulk, {proof.about(found['matters'])} matters, {found['database']}"
    proof.write(title, "python -m benchmarks.world --interactions … --organisations … --check --proof", lines)


def built(options: argparse.Namespace) -> dict[str, Any]:
    from kopir.operation.begin import set_up_django

    set_up_django()
    from benchmarks.world import making
    from kopir.people.models import Person

    began = time.perf_counter()
    making.begin(options.territories)
    if Person.objects.filter(email__endswith="@benchmark.example").exists():
        raise SystemExit("There is a world here already; choose a new KOPIR_DATA.")
    ready = time.perf_counter()
    counts = making.make(options.interactions, options.organisations, Random(options.seed))
    done = time.perf_counter()
    return counts | {
        "before_seconds": round(ready - began, 1),
        "seconds": round(done - ready, 1),
        "matters_a_second": round(options.interactions / max(done - ready, 0.001)),
        **(making.check() if options.check else {}),
    }


if __name__ == "__main__":
    main()
