"""Are rewordings found, and only they? `python -m benchmarks.duplicates --ideas FILE --dups FILE [--hard FILE]`.

The ideas of one language stand together with the rewordings of that language ({"id", "of", "lang", "title", "text"}); each is
asked for what is likely the same, at the threshold that is shipped. A pair of a rewording and its idea is right, every other
pair is wrong: ideas of the same sector and the pairs of FILE `--hard` (ideas that share words but differ, {"ids": […]}) are
among them. All three languages are counted together.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

Pair = frozenset[str]
LANGUAGES = ("kk", "ru", "en")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ideas", type=Path, required=True)
    parser.add_argument("--dups", type=Path, required=True)
    parser.add_argument("--hard", type=Path)
    parser.add_argument("--show", action="store_true", help="name the pairs that are wrong")
    options = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory(prefix="kopir-benchmark-") as folder:
        os.environ["KOPIR_DATA"] = folder
        print(json.dumps(measured(options), ensure_ascii=False))


def measured(options: argparse.Namespace) -> dict[str, Any]:
    from benchmarks import ideas as made
    from kopir.search.meaning import client

    made.prepare()
    ideas, dups, shelf = made.read(options.ideas), made.read(options.dups), made.Shelf()
    hard = {frozenset(row["ids"]) for row in made.read(options.hard)} if options.hard else set()
    right, wrong, wanted, times, hard_found = 0, 0, 0, list[float](), 0
    with client.here():
        for language in LANGUAGES:
            reworded = [one for one in dups if one["lang"] == language]
            pairs = {frozenset((one["id"], one["of"])) for one in reworded}
            found = flagged(shelf, ideas, reworded, language, times)
            right, wanted, wrong = right + len(found & pairs), wanted + len(pairs), wrong + len(found - pairs)
            hard_found += len(found & hard)
            if options.show:
                print(language, "wrong:", sorted(map(sorted, found - pairs)), "missed:", sorted(map(sorted, pairs - found)))
    return report(right, wrong, wanted, times) | {"hard_pairs": len(hard) * 3, "hard_pairs_flagged": hard_found}


def flagged(shelf: Any, ideas: Any, reworded: Any, language: str, times: list[float]) -> set[Pair]:
    """Pairs that either side calls likely the same. What stood there before is withdrawn."""
    from kopir.base.actors import VISITOR
    from kopir.interactions.models import Matter
    from kopir.search import keeping
    from kopir.search.meaning import making
    from kopir.search.tried import duplicates
    from kopir.search.words import Kind

    before = list(Matter.objects.values_list("pk", flat=True))
    Matter.objects.update(visibility="restricted")
    keeping.index(Kind.MATTER, [str(pk) for pk in before])
    texts = [(one["id"], one[language], one["sector"]) for one in ideas] + [(one["id"], one, "1") for one in reworded]
    rows = shelf.put([shelf.matter(one["title"], one["text"], language, sector) for _, one, sector in texts])
    making.make()
    names = {row.pk: name for row, (name, _, _) in zip(rows, texts, strict=True)}
    found: set[Pair] = set()
    for row in rows:
        began = time.perf_counter()
        same = duplicates(VISITOR, row)
        times.append((time.perf_counter() - began) * 1000)
        found |= {frozenset((names[row.pk], names[one.subject.pk])) for one in same}
    return found


def report(right: int, wrong: int, wanted: int, times: list[float]) -> dict[str, Any]:
    precision, recall = right / max(right + wrong, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    cuts = quantiles(times, n=100)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "flagged": right + wrong,
        "wanted": wanted,
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
    }


if __name__ == "__main__":
    main()
