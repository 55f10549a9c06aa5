"""Which documents are near a text: by meaning, and by the words they share across languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kopir.search.meaning.encoders import Array
from kopir.search.meaning.found import Near
from kopir.search.meaning.memory import Block, Memory, Numbers
from kopir.search.meaning.outlines import differing, outlines
from kopir.search.meaning.terms import number

Held = list[tuple[int, Numbers]]
RAREST = 40  # groups of keys that are looked up
COMMON = 0.15  # of all documents: a group found in more of them tells nothing
FEW = 200  # documents from which on that is believed
LOOKED_AT = 2000  # rows whose vectors are multiplied, at least; and this share of all
SHARE = 20
FLOOR = 0.4  # of the weight of a document's length


def nearest(memory: Memory, vector: Array | None, groups: Sequence[Sequence[str]], limit: int) -> list[Near]:
    """The best by either measure, up to `limit` of each, in no order. `groups`: for each word the keys it may stand under."""
    blocks = memory.blocks
    if not any(len(block.documents) for block in blocks):
        return []
    words, ranks = _by_words(blocks, groups)
    by_words = _best(ranks, limit * 2)
    meaning = _by_meaning(blocks, vector, by_words)
    documents = np.concatenate([block.documents for block in blocks])
    best = {*by_words.tolist(), *_best(meaning, limit * 2).tolist()}
    found: dict[int, Near] = {}
    for place in best:
        document = int(documents[place])
        before = found.get(document)
        one = Near(document, float(meaning[place]), float(words[place]), float(ranks[place]))
        found[document] = Near(document, *map(max, zip(before[1:], one[1:], strict=True))) if before else one
    return list(found.values())


def _best(scores: Array, limit: int) -> NDArray[np.int64]:
    """Places of the largest scores above nought."""
    many = len(scores) > limit
    places = np.argpartition(scores, -limit)[-limit:] if many else np.arange(len(scores))
    return places[scores[places] > 0]


def _by_meaning(blocks: Sequence[Block], vector: Array | None, also: NDArray[np.int64]) -> Array:
    """Cosines of the rows whose outlines are nearest, and of those in the places of `also`; of all others nought."""
    scores = np.zeros(sum(len(block.documents) for block in blocks), np.float32)
    if vector is None:
        return scores
    wanted = np.union1d(_alike(blocks, vector), also)
    before = 0
    for block in blocks:
        begin, end = np.searchsorted(wanted, (before, before + len(block.documents)))
        mine = wanted[begin:end] - before
        scores[wanted[begin:end]] = (block.vectors[mine].astype(np.float32) @ vector) * block.scales[mine]
        before += len(block.documents)
    return scores


def _alike(blocks: Sequence[Block], vector: Array) -> NDArray[np.int64]:
    """Places of the rows whose outlines differ least."""
    outline = outlines(vector[None, :])
    counts = np.concatenate([differing(block.outlines, outline) for block in blocks])
    kept = max(LOOKED_AT, len(counts) // SHARE)
    return np.argpartition(counts, kept)[:kept] if kept < len(counts) else np.arange(len(counts))


def _by_words(blocks: Sequence[Block], groups: Sequence[Sequence[str]]) -> tuple[Array, Array]:
    """Each group counts once, as much as it is rare; common ones and all but the rarest are not looked up."""
    lengths = np.concatenate([block.lengths for block in blocks])
    total = int(np.count_nonzero(lengths))
    held = [_held(blocks, group) for group in groups]
    counts = [_count(one) for one in held]
    weights = [_weight(count, total) for count in counts]
    telling = [at for at, count in enumerate(counts) if total < FEW or count <= COMMON * total]
    chosen = sorted(telling, key=lambda at: -weights[at])[: RAREST * 2]
    scores = np.zeros(len(lengths), np.float32)
    seen = np.zeros(len(lengths), np.uint8)
    for mark, at in enumerate([at for at in chosen if counts[at]][:RAREST], start=1):
        _add(scores, seen, held[at], weights[at], mark)
    scores *= np.concatenate([block.alive for block in blocks])
    asked = sum(weights[at] for at in chosen) or 1.0
    typical = max(float(lengths.sum()) / max(total, 1), 1.0)
    lengthened = FLOOR + np.float32((1 - FLOOR) / typical) * lengths
    return scores / np.float32(asked), scores / lengthened


def _weight(count: int, total: int) -> float:
    return float(np.log((total + 1) / (min(count, total) + 0.5)))


def _held(blocks: Sequence[Block], group: Sequence[str]) -> Held:
    """For each key of a group the documents that hold it, with the place where their block begins."""
    terms = np.array([number(key) for key in group], np.uint32)
    found, before = [], 0
    for block in blocks:
        found += [(before, rows) for rows in block.rows_of(terms)]
        before += len(block.documents)
    return found


def _count(held: Held) -> int:
    return sum(len(rows) for _before, rows in held)


def _add(scores: Array, seen: NDArray[np.uint8], held: Held, weight: float, mark: int) -> None:
    """The weight to each document once, however many of the keys it holds. `seen`: the mark of the last group it got."""
    for before, rows in held:
        places = rows.astype(np.int64) + before
        fresh = places[seen[places] != mark] if len(held) > 1 else places
        scores[fresh] += np.float32(weight)
        seen[fresh] = mark


def rarity(memory: Memory, group: Sequence[str]) -> float:
    """How much a word tells: the rarer, the more."""
    total = sum(int(np.count_nonzero(block.lengths)) for block in memory.blocks)
    return _weight(_count(_held(memory.blocks, group)), total)
