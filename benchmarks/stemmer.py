"""How well the Kazakh analyser brings forms of one word together: `python -m benchmarks.stemmer --gold FILE`.

FILE is a CSV with the columns form and lemma (others are ignored). The measure is pairwise conflation over all unordered pairs of
distinct forms of the file: a pair belongs together when the two forms have a gold lemma in common, and is brought together when
the analyser gives both the same lemma. precision = right pairs among those brought together, recall = right pairs among those
that belong together, f1 = their harmonic mean. What a lemma looks like does not count, only what it joins.

The lemmas of FILE are parted into two halves by a hash, so that rules can be made looking at one half (`dev`, misses shown by
--misses) and judged on the other (`test`); the last line gives the whole file. Baselines: every form for itself; the first five
letters. `folded` and `latin`: the same forms typed without Kazakh letters and in the Latin letters of the draft of 2021. Speed:
words a second in one process, each distinct form for the first time (cold) and again (cached).
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from kopir.base.fold import fold
from kopir.search.language.kazakh import analyser
from kopir.search.language.lemmas import from_latin

LATIN = str.maketrans(
    dict(zip("аәбвгғдежзийкқлмнңоөпрстуұүфхһцшыіэ", "aäbvgğdejziikqlmnñoöprstuūüfhhsşyıe", strict=True))
    | {"ё": "io", "ч": "ch", "щ": "şş", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "ц": "ts"}
)

Rows = list[tuple[str, str]]
Stemmer = Callable[[str], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="show what goes wrong in the dev half")
    options = parser.parse_args()
    rows = read(options.gold)
    analyser.lemma("сөз")  # the headwords are read by the first word
    speed = words_per_second([form for form, _ in rows])
    halves = {
        "dev": [row for row in rows if is_dev(row[1])],
        "test": [row for row in rows if not is_dev(row[1])],
    }
    if options.misses:
        show_misses(halves["dev"])
    stemmers: dict[str, Stemmer] = {
        "identity": str,
        "first five letters": lambda form: form[:5],
        "folded": lambda form: analyser.lemma(fold(form)),
        "latin": lambda form: analyser.lemma(from_latin(form.translate(LATIN))),
        "analyser": analyser.lemma,
    }
    for name, stemmer in stemmers.items():
        for half, some in (*halves.items(), ("all", rows)):
            print(
                f"{name:20} {half:5}",
                "  ".join(f"{key} {value:.3f}" for key, value in scores(some, stemmer).items()),
            )
    print(json.dumps({**scores(rows, analyser.lemma), "words_per_second": speed, "forms": len({form for form, _ in rows}),
                      "dev_f1": scores(halves["dev"], analyser.lemma)["f1"],
                      "test_f1": scores(halves["test"], analyser.lemma)["f1"]}))  # fmt: skip


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["form"].lower(), row["lemma"].lower()) for row in csv.DictReader(file)]


def is_dev(lemma: str) -> bool:
    return sha256(lemma.encode()).digest()[0] % 2 == 0


def scores(rows: Rows, stemmer: Stemmer) -> dict[str, float]:
    forms = sorted({form for form, _ in rows})
    together = pairs([(form, stemmer(form)) for form in forms])
    belonging = pairs(rows)
    right = len(together & belonging)
    precision = right / len(together) if together else 0.0
    recall = right / len(belonging) if belonging else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def pairs(rows: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Unordered pairs of distinct forms that share a lemma."""
    groups: dict[str, set[str]] = defaultdict(set)
    for form, lemma in rows:
        groups[lemma].add(form)
    return {(one, other) for group in groups.values() for one in group for other in group if one < other}


def words_per_second(forms: list[str]) -> dict[str, int]:
    distinct = list(dict.fromkeys(forms))
    analyser.lemma.cache_clear()
    analyser.analyse.cache_clear()
    return {"cold": _rate(distinct), "cached": _rate(distinct * 20)}


def _rate(words: list[str]) -> int:
    started = time.perf_counter()
    for word in words:
        analyser.lemma(word)
    return round(len(words) / (time.perf_counter() - started))


def show_misses(rows: Rows) -> None:
    """Forms in the order of how many pairs they spoil: their gold lemmas and what the analyser says."""
    together = pairs([(form, analyser.lemma(form)) for form, _ in rows])
    belonging = pairs(rows)
    spoilt = Counter(form for pair in together ^ belonging for form in pair)
    gold: dict[str, list[str]] = defaultdict(list)
    for form, lemma in rows:
        gold[form].append(lemma)
    for form, number in spoilt.most_common():
        found = analyser.analyse(form)
        print(f"{number:3} {form:20} {'/'.join(gold[form]):20} {found.lemma:16} {'+'.join(found.suffixes)}")


if __name__ == "__main__":
    main()
