"""How well errors of typing are forgiven: `python -m benchmarks.misspelt FILE.jsonl …`; on PostgreSQL behind `tools.postgres`.

Every line of the files is JSON; titles and texts anywhere in it become documents of a database made for this alone, among
`--documents` of benchmarks.search. Then words of them are asked for with one letter spoilt by chance (another one, left out, one
more, or changed with its neighbour). `right` is the share of which the word itself, or a form of it, is offered, `other` that of
which another one is, `understood` that of which something was found without mending. Then the same words are asked as they are,
half of them held by one text only: `replaced` is how many were taken for something else. Times are of the spoilt ones.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from statistics import quantiles
from typing import Any

from benchmarks.options import a_file, one_or_more
from benchmarks.search import count_values, fill, prepare

SEED = 20261126
LETTERS = {"kk": "аәбғдежзикқлмнңопрстуұүшыі", "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя", "en": "abcdefghijklmnopqrstuvwxyz"}
TOLD = ("title", "text", "context")
SHORTEST = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=a_file)
    parser.add_argument("--documents", type=one_or_more, default=5000)
    parser.add_argument("--words", type=one_or_more, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kopir-benchmark-") as folder:
        os.environ["KOPIR_DATA"] = folder
        prepare()
        fill(options.documents)
        texts = sorted(set(read(options.files)))
        keep(texts)
        count_values()
        measured = {language: ask(words, language) for language, words in chosen(texts, options.words).items()}
    for language, found in measured.items():
        print(language, json.dumps(found, ensure_ascii=False))


def read(files: list[str]) -> Iterator[str]:
    for name in files:
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                yield from told(json.loads(line))


def told(one: Any) -> Iterator[str]:
    if isinstance(one, dict):
        yield from (text for name in TOLD if isinstance(text := one.get(name), str))
        yield from (text for part in one.values() for text in told(part))


def keep(texts: list[str]) -> None:
    from kopir.base.tongue import detect
    from kopir.search.backends import backend
    from kopir.search.documents import Made
    from kopir.search.models import Document

    rows = [Document(kind="matter", key=f"t{at}", label=f"t{at}", text=text) for at, text in enumerate(texts)]
    for row in rows:
        row.language = detect(row.text, "kk")
    backend().put([Made(row).index_text() for row in Document.objects.bulk_create(rows)])


# ---- Words -----------------------------------------------------------------------------------------------


def chosen(texts: list[str], number: int) -> dict[str, list[str]]:
    """By language; half of them stand in one text only."""
    from kopir.base.tongue import detect

    chance, told_in = random.Random(SEED), {language: Counter[str]() for language in LETTERS}
    for text in texts:
        told_in[detect(text, "kk")].update(set(re.findall(r"[^\W\d_]+", text.lower())))
    return {language: some(words, language, chance, number) for language, words in told_in.items() if words}


def some(words: Counter[str], language: str, chance: random.Random, number: int) -> list[str]:
    fit = sorted(word for word in words if len(word) >= SHORTEST and set(word) <= set(LETTERS[language]))
    rare, other = [word for word in fit if words[word] == 1], [word for word in fit if words[word] > 1]
    return [*chance.sample(rare, min(number // 2, len(rare))), *chance.sample(other, min(number // 2, len(other)))]


def spoilt(word: str, language: str, chance: random.Random) -> str:
    """With one error that folding does not forgive."""
    from kopir.base.fold import fold

    while True:
        at, letter = chance.randrange(len(word)), chance.choice(LETTERS[language])
        head, tail = word[:at], word[at:]
        other = chance.choice(
            (head + letter + tail[1:], head + tail[1:], head + letter + tail, head + tail[1:2] + tail[:1] + tail[2:])
        )
        if fold(other) != fold(word) and len(other) >= SHORTEST:
            return other


# ---- Questions -------------------------------------------------------------------------------------------


def ask(words: list[str], language: str) -> dict[str, Any]:
    chance, times, found = random.Random(SEED), [], Counter[str]()
    for word in words:
        began = time.perf_counter()
        found[outcome(spoilt(word, language, chance), word)] += 1
        times.append(time.perf_counter() - began)
    replaced = sum(outcome(word, word) in ("other", "right") for word in words)
    shares = {name: round(number / len(words), 3) for name, number in sorted(found.items())}
    return {"words": len(words), **shares, "replaced": replaced, "p50_ms": at_place(times, 9), "p95_ms": at_place(times, 18)}


def outcome(typed: str, word: str) -> str:
    from kopir.base.actors import VISITOR
    from kopir.base.fold import fold
    from kopir.search.queries import Search, search
    from kopir.search.queries.wanted import lemmas_of

    found = search(VISITOR, Search(typed))
    if not found.mended:
        return "understood" if found.total else "nothing"
    return "right" if fold(found.instead) == fold(word) or set(lemmas_of(found.instead)) & set(lemmas_of(word)) else "other"


def at_place(times: list[float], place: int) -> float:
    return round(quantiles(times, n=20)[place] * 1000, 1)


if __name__ == "__main__":
    main()
