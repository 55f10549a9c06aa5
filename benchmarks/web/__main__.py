"""How quickly pages come: `python -m benchmarks.web --json`, over a world that `python -m benchmarks.world` made in KOPIR_DATA.

Real HTTP against `kopir serve`, at 1 and 16 clients, in three languages, different places and matters each time (rows "kept": one
address again and again, as all readers but the first get it while nobody acts); and against
a bare Django view with a template of the same size, and a bare insert, served the same way in the same run. Clients share the
machine with the server. Writes are real: drafts are made first, then sent, and matters handed over; so a world is measured
once, or a copy of it. `--json` prints one line of JSON last; the table goes into docs/proof.md unless `--dry`.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.options import one_or_more

if TYPE_CHECKING:
    from benchmarks.web.clients import Ask

SEED = 20261125
MANY = 16
HEADER = (
    "page", "p50 at 1", "p95 at 1", "p50 at 16", "p95 at 16", "requests/s at 16", "bytes sent", "bare p50", "times the bare one",
)  # fmt: skip
TARGETS = {1: 30, MANY: 150}  # milliseconds at the 95th of a hundred
WRITES = ("sending a matter", "a hand-off")  # measured against the bare insert alone
SIGNED_IN = ("desk inbox", "sending a matter", "a hand-off")
MOST_TIMES = {True: 10, False: 4}
MOST_MEMORY = 250


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.add_argument("--requests", type=one_or_more, default=160, help="at 16 clients; a quarter of them at one")
    parser.add_argument("--seconds", type=float, default=8, help="at most for each page and number of clients")
    parser.add_argument("--settle", type=float, default=60, help="seconds to wait at most for the background work")
    parser.add_argument("--dry", action="store_true", help="leave docs/proof.md as it is")
    options = parser.parse_args()
    if not os.environ.get("KOPIR_DATA"):
        raise SystemExit("Say with KOPIR_DATA which world is measured.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end too
    found = measured(options)
    show(found)
    if not options.dry:
        keep(found)
    if options.as_json:
        print(json.dumps(found, ensure_ascii=False))


# ---- Measuring -------------------------------------------------------------------------------------------


def measured(options: argparse.Namespace) -> dict[str, Any]:
    from kopir.operation.begin import set_up_django

    set_up_django()
    from django.db import connection, connections

    from benchmarks.web import bare, pages, serving
    from kopir.interactions.models import Matter
    from kopir.operation.setup import changes_to_make, collect_static

    if changes_to_make() or not Matter.objects.exists():
        raise SystemExit("There is no world of this release; make one with `python -m benchmarks.world`, or run `kopir setup`.")
    collect_static()
    here = pages.world(Random(SEED))
    asks = pages.reads(here, options.requests) | {
        "sending a matter": pages.submissions(here, options.requests + options.requests // 4)
    }
    counted = {"matters": Matter.objects.count(), "database": connection.vendor}
    found: dict[str, Any] = {}
    port, bare_port, key = serving.free_port(), serving.free_port(), Matter.objects.latest("pk").pk
    bare.make_table()
    connections.close_all()
    with (
        serving.served(["kopir.cli", "serve"], port, "/health/") as (pid, seconds),
        serving.served(["benchmarks.web.bare", str(bare_port)], bare_port, f"/page/{key}/"),
    ):
        first = _first(port)
        settled = serving.settle(pid, options.settle)
        for name, some in asks.items():
            found[name] = _compared(_page(port, some, options), bare_port, key, options)
        handed = pages.hand_offs(here, options.requests + options.requests // 4)
        found["a hand-off"] = _compared(_page(port, handed, options), bare_port, key, options)
        memory = serving.megabytes(serving.web_processes(pid))
        export = _export(port, serving.web_processes(pid))
    bare.drop_table()
    started = {"start_seconds": round(seconds, 2), "first_page_seconds": round(first, 2), "settled": settled}
    return counted | started | {"memory_mb": memory, "export": export, "pages": found}


def _first(port: int) -> float:
    from benchmarks.web.clients import Ask, measure

    return measure(port, [Ask("/kk/")], 1, 60).times[0] / 1000


def _page(port: int, asks: list[Ask], options: argparse.Namespace) -> dict[str, Any]:
    """Reads are asked once beforehand; of writes the first quarter goes to the one client."""
    from benchmarks.web.clients import measure, weight

    if len(asks) < 8:
        return {}
    alone, together = asks[: len(asks) // 5], asks[len(asks) // 5 :]
    if asks[0].values is None:
        sent, raw = weight(port, asks[0])
        measure(port, asks[:2], 1, options.seconds)
    else:
        sent = raw = 0
    return {
        "1": measure(port, alone, 1, options.seconds).said(),
        "16": measure(port, together, MANY, options.seconds).said(),
        "sent": sent,
        "raw": raw,
    }


def _export(port: int, pids: list[int]) -> dict[str, Any]:
    """All matters as CSV: rows a second, and what it adds to the memory."""
    import time

    from benchmarks.web import serving
    from benchmarks.web.clients import streamed

    before, most, rows, began = serving.megabytes(pids), 0.0, 0, time.perf_counter()
    for part in streamed(port, "/kk/interactions.csv"):
        rows, most = rows + part, max(most, serving.megabytes(pids))
    seconds = time.perf_counter() - began
    return {"rows": rows - 1, "rows_a_second": round(rows / seconds), "adds_mb": round(most - before, 1)}


def _compared(one: dict[str, Any], port: int, key: int, options: argparse.Namespace) -> dict[str, Any]:
    """With the bare view for the page's size, or the bare insert, asked right after it: machines are not equally quick all the
    time. `times`: the median of one client over the median of one client."""
    from benchmarks.web.clients import Ask, measure

    if not one:
        return one
    path = f"/page/{key}/?size={one['raw']}" if one["raw"] else "/insert/"
    measure(port, [Ask(path)] * 3, 1, 5)
    bare = measure(port, [Ask(path)] * (options.requests // 4), 1, 5).said()
    return one | {"bare": bare, "times": round(one["1"]["p50_ms"] / max(bare["p50_ms"], 0.1), 1)}


# ---- Telling ---------------------------------------------------------------------------------------------


def lines_of(found: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (
            name, *(one[clients][cut] for clients in ("1", "16") for cut in ("p50_ms", "p95_ms")), one["16"]["a_second"],
            one["sent"] or "", one["bare"]["p50_ms"], one["times"],
        )
        for name, one in found["pages"].items()
        if one
    ]  # fmt: skip


def shortfalls(found: dict[str, Any]) -> list[str]:
    """What misses its target, in words."""
    said = [] if found["settled"] else ["the background work went on all the time: pages could hardly be kept"]
    for name, one in found["pages"].items():
        if not one:
            said.append(f"{name}: not measured, the world holds too few for it")
            continue
        for clients, most in TARGETS.items():
            if name not in WRITES and (took := one[str(clients)]["p95_ms"]) > most:
                said.append(f"{name}: p95 {took} ms at {clients} clients, wished at most {most}")
        if one["times"] > (most := MOST_TIMES[name in SIGNED_IN]):
            said.append(f"{name}: {one['times']} times the bare one, wished at most {most}")
        said += [f"{name}: {one[clients]['wrong']} wrong answers" for clients in ("1", "16") if one[clients].get("wrong")]
    if found["memory_mb"] > MOST_MEMORY:
        said.append(f"a web process took {found['memory_mb']} MB, wished at most {MOST_MEMORY}")
    return said


def keep(found: dict[str, Any]) -> None:
    from benchmarks import proof

    export = found["export"]
    summary = (
        f"{found['matters']} matters on {found['database']}; times in milliseconds. The server answered"
        f" {found['start_seconds']} s after its start, its first page took {found['first_page_seconds']} s; a web process held"
        f" {found['memory_mb']} MB. All matters as CSV: {export['rows']} rows, {export['rows_a_second']} a second,"
        f" {export['adds_mb']} MB more memory."
    )
    missed = [f"- {one}" for one in shortfalls(found)] or ["- nothing"]
    lines = ["Short of its target:", "", *missed, "", summary, "", *proof.table(HEADER, lines_of(found))]
    title = f"Pages over HTTP, {proof.about(found['matters'])} matters, {found['database']}"
    proof.write(title, "KOPIR_DATA=<a world> python -m benchmarks.web --json", lines)


def show(found: dict[str, Any]) -> None:
    for row in (HEADER, *lines_of(found)):
        print("  ".join(f"{cell!s:>16}" if at else f"{cell!s:22}" for at, cell in enumerate(row)))
    print("\n".join(shortfalls(found)))


if __name__ == "__main__":
    main()
