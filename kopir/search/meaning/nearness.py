"""Which documents are near a text: by meaning, and by the words they share across languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kopir.search.meaning.encoders import Array
from kopir.search.meaning.found import Near
from kopir.search.meaning.memory import Block, Memory
from kopir.search.meaning.terms import number

RAREST = 40  # groups of keys that are looked up
COMMON = 0.15  # of all documents: a group found in more of them tells nothing
FEW = 200  # documents from which on that is believed
FLOOR = 0.4  # of the weight of a document's length


def nearest(memory: Memory, vector: Array | None, groups: Sequence[Sequence[str]], limit: int) -> list[Near]:
    """The best by either measure, up to `limit` of each, in no order. `groups`: for each word the keys it may stand under."""
    blocks = memory.blocks
    if not any(len(block.documents) for block in blocks):
        return []
    meaning = _by_meaning(blocks, vector)
    words, ranks = _by_words(blocks, groups)
    documents = np.concatenate([block.documents for block in blocks])
    best = {place for scores in (meaning, ranks) for place in _best(scores, limit * 2)}
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


def _by_meaning(blocks: Sequence[Block], vector: Array | None) -> Array:
    if vector is None:
        return np.zeros(sum(len(block.documents) for block in blocks), np.float32)
    return np.concatenate([(block.vectors @ vector) * block.alive for block in blocks])


def _by_words(blocks: Sequence[Block], groups: Sequence[Sequence[str]]) -> tuple[Array, Array]:
    """Each group counts once, as much as it is rare; common ones and all but the rarest are not looked up."""
    lengths = np.concatenate([block.lengths for block in blocks])
    total = int((lengths > 0).sum())
    held = [_held(blocks, group) for group in groups]
    counts = [sum(map(len, one)) for one in held]
    weights = [_weight(count, total) for count in counts]
    telling = [at for at, count in enumerate(counts) if total < FEW or count <= COMMON * total]
    chosen = sorted(telling, key=lambda at: -weights[at])[: RAREST * 2]
    scores = np.zeros(len(lengths), np.float32)
    for at in [at for at in chosen if counts[at]][:RAREST]:
        scores[_each_once(held[at])] += weights[at]
    scores *= np.concatenate([block.alive for block in blocks])
    asked = sum(weights[at] for at in chosen) or 1.0
    typical = max(float(lengths.sum()) / max(total, 1), 1.0)
    lengthened = (FLOOR + (1 - FLOOR) * lengths / typical).astype(np.float32)
    return scores / np.float32(asked), scores / lengthened


def _weight(count: int, total: int) -> float:
    return float(np.log((total + 1) / (min(count, total) + 0.5)))


def _held(blocks: Sequence[Block], group: Sequence[str]) -> list[NDArray[np.int64]]:
    """For each key of a group the places of the documents that hold it."""
    numbers = [number(key) for key in group]
    parts, before = [], 0
    for block in blocks:
        found = [rows for one in numbers if len(rows := block.rows_of(one))]
        parts += [rows.astype(np.int64) + before for rows in found]
        before += len(block.documents)
    return parts


def _each_once(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))


def rarity(memory: Memory, group: Sequence[str]) -> float:
    """How much a word tells: the rarer, the more."""
    total = sum(int((block.lengths > 0).sum()) for block in memory.blocks)
    return _weight(sum(map(len, _held(memory.blocks, group))), total)
