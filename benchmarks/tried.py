"""Is what was tried found in the other languages? `python -m benchmarks.tried --ideas FILE [--distractors N]`.

FILE has one idea a line: {"id", "sector", "kk": {"title", "text"}, "ru": …, "en": …}, told in other words in each language. The
ideas are stored as closed matters in one language among N distractors and asked for in the other two, through the queries
that the pages use and the process that `kopir serve` starts; then in the next language. Distractors come from two files of
charities' missions (`--data`) and from recombinations of their sentences. Their encodings are kept in `--cache` between runs:
without them 100,000 take a quarter of an hour of one processor. `filling_seconds` says how long it took this time, `processor_ms`
what a question takes of the processors on average, whatever else the machine does. `shown_without_answer` is the share of
questions for which something else is shown: as much would be shown if the idea had not been tried, for each document is kept or
left out by itself.

Runs on SQLite; on PostgreSQL with `python -m tools.postgres python -m benchmarks.tried …`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

LANGUAGES = ("kk", "ru", "en")
SHOWN = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ideas", type=Path, required=True)
    parser.add_argument("--distractors", type=int, default=5_000)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "kopir" / "encodings.sqlite3")
    parser.add_argument("--as-typed", choices=("kazakh", "plain", "latin"), default="kazakh", help="letters of Kazakh queries")
    parser.add_argument("--show", action="store_true", help="name the ideas that do not come first")
    options = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="kopir-benchmark-") as folder:
        os.environ["KOPIR_DATA"] = folder
        print(json.dumps(measured(options), ensure_ascii=False))


def measured(options: argparse.Namespace) -> dict[str, Any]:
    from benchmarks import ideas as made

    made.prepare()
    from kopir.search.meaning import making  # needs the settings

    ideas, shelf = made.read(options.ideas), made.Shelf()
    shelf.put_without_words(made.distractors(options.data, options.distractors) if options.distractors else [])
    seconds = made.read_all(options.cache)
    print(f"Filled in {seconds:.0f} s; now asking.", file=sys.stderr, flush=True)
    rows = shelf.put([shelf.matter("", "", "en", idea["sector"]) for idea in ideas])
    ranks: dict[str, list[int]] = {}
    times: list[float] = []
    others: dict[str, float] = {}
    busy = 0.0
    with made.answering() as process:
        pids = (process.pid, os.getpid())
        for stored in LANGUAGES:
            shelf.say(rows, ideas, stored)
            making.make()
            for asked in LANGUAGES:
                if asked != stored:
                    before = sum(map(made.processor_seconds, pids))
                    way = f"{asked}-{stored}"
                    ranks[way], others[way] = ask(ideas, rows, asked, options.as_typed, times, show=options.show)
                    busy += sum(map(made.processor_seconds, pids)) - before
        memory = made.megabytes(process.pid)
    return report(ranks, times) | {
        "shown_without_answer": others,
        "documents": options.distractors + len(ideas),
        "database": vendor(),
        "filling_seconds": round(seconds),
        "processor_ms": round(busy * 1000 / len(times), 1),
        "memory_mb": memory,
        "asking_process_mb": made.megabytes(os.getpid()),
    }


def vendor() -> str:
    from django.db import connection

    return connection.vendor


Ranks = tuple[list[int], float]


def ask(ideas: Any, rows: Any, language: str, as_typed: str, times: list[float], *, show: bool = False) -> Ranks:
    """The place of each right answer, from 0; SHOWN when it is not shown. And the share of questions with something else."""
    from benchmarks.letters import typed
    from kopir.base.actors import VISITOR
    from kopir.search.tried import tried

    places, others = [], 0
    for idea, row in zip(ideas, rows, strict=True):
        text = f"{idea[language]['title']}\n{idea[language]['text']}"
        text = typed(text, as_typed) if language == "kk" else text
        began = time.perf_counter()
        found = tried(VISITOR, text, limit=SHOWN)
        times.append((time.perf_counter() - began) * 1000)
        shown = [one.subject.pk for one in found.finished]
        places.append(shown.index(row.pk) if row.pk in shown else SHOWN)
        others += any(pk != row.pk for pk in shown)
        if show and places[-1]:
            print(f"{language}-{row.language} {idea['id']}: {places[-1]}", *(one.why for one in found.finished[:1]))
    return places, round(others / len(places), 3)


def report(ranks: dict[str, list[int]], times: list[float]) -> dict[str, Any]:
    cuts = quantiles(times, n=100)
    return {
        "recall_at_1": {way: share(places, 1) for way, places in ranks.items()},
        "recall_at_10": {way: share(places, SHOWN) for way, places in ranks.items()},
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
    }


def share(places: list[int], most: int) -> float:
    return round(sum(place < most for place in places) / len(places), 3)


if __name__ == "__main__":
    main()
