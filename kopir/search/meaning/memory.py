"""All passages in memory, to be compared with one text at once.

Vectors are compared by one product of a matrix (100,000 × 256: some 15 ms); words by an inverted list. New rows are read
by their ids, which only grow, and form a small block; a block is joined to the one before it unless that is far larger, so
that there are few and joining costs little. Rows of documents that were made anew are struck out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kopir.search.meaning.encoders import Array
from kopir.search.models import Passage

SCALE = 127.0
BATCH = 5000
Numbers = NDArray[np.uint32]
Row = tuple[int, int, bytes, bytes]


def packed(vectors: Array) -> list[bytes]:
    """Unit vectors as signed bytes; each is stretched to use the whole range, for only its direction counts."""
    highest = np.abs(vectors).max(axis=1, keepdims=True)
    return [row.tobytes() for row in np.rint(vectors / np.maximum(highest, 1e-9) * SCALE).astype(np.int8)]


def unpacked(blobs: Sequence[bytes], dimension: int) -> Array:
    """Unit vectors; an empty blob gives zeros, which are like nothing."""
    joined = b"".join(blob if len(blob) == dimension else bytes(dimension) for blob in blobs)
    vectors = np.frombuffer(joined, np.int8).astype(np.float32).reshape(len(blobs), dimension)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


@dataclass(slots=True)
class Block:
    """Some rows, never changed but for `alive`. `terms` sorted; the rows of `terms[i]` are `rows[starts[i]:starts[i + 1]]`."""

    documents: NDArray[np.int64]
    vectors: Array
    alive: NDArray[np.bool_]
    lengths: NDArray[np.float32]
    terms: Numbers
    starts: NDArray[np.int64]
    rows: Numbers

    @classmethod
    def of(
        cls, documents: NDArray[np.int64], vectors: Array, words: Sequence[bytes]
    ) -> Block:
        counts = np.fromiter((len(one) // 4 for one in words), np.int64, len(words))
        every = np.frombuffer(b"".join(words), np.uint32)
        owners = np.repeat(np.arange(len(words), dtype=np.uint32), counts)
        order = np.argsort(every, kind="stable")
        terms, starts = np.unique(every[order], return_index=True)
        ends = np.append(starts, len(every)).astype(np.int64)
        alive = np.ones(len(documents), np.bool_)
        return cls(documents, vectors, alive, counts.astype(np.float32), terms, ends, owners[order])

    def rows_of(self, term: int) -> Numbers:
        at = int(np.searchsorted(self.terms, term))
        if at == len(self.terms) or self.terms[at] != term:
            return self.rows[:0]
        return self.rows[self.starts[at] : self.starts[at + 1]]

    def words(self) -> list[bytes]:
        """The terms of each row, as they came."""
        every = np.repeat(self.terms, np.diff(self.starts))
        order = np.argsort(self.rows, kind="stable")
        parts = np.split(every[order], np.cumsum(self.lengths.astype(np.int64))[:-1])
        return [part.tobytes() for part in parts]


def joined(blocks: Sequence[Block]) -> Block:
    """One block of the living rows of several."""
    kept = [block.alive for block in blocks]
    words = [one for block in blocks for one, lives in zip(block.words(), block.alive, strict=True) if lives]
    documents = np.concatenate([block.documents[alive] for block, alive in zip(blocks, kept, strict=True)])
    vectors = np.concatenate([block.vectors[alive] for block, alive in zip(blocks, kept, strict=True)])
    return Block.of(documents, vectors, words)


class Memory:
    """`refresh` before each question. Questions may come from several threads."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self.blocks: list[Block] = []
        self._last = 0
        self._lock = threading.Lock()

    def refresh(self) -> int:
        """Read what is new; answers how many rows came."""
        with self._lock:
            came = 0
            for rows in self._new_rows():
                self._add(rows)
                came += len(rows)
            return came

    def _new_rows(self) -> Iterator[list[Row]]:
        wanted = Passage.objects.order_by("pk").values_list("pk", "document_id", "vector", "terms")
        rows: list[Any] | None = None
        while rows is None or len(rows) == BATCH:
            rows = list(wanted.filter(pk__gt=self._last)[:BATCH])
            if rows:
                self._last = rows[-1][0]
                yield rows

    def _add(self, rows: Sequence[Row]) -> None:
        documents = np.array([row[1] for row in rows], np.int64)
        self._strike_out(documents)
        vectors = unpacked([bytes(row[2]) for row in rows], self.dimension)
        blocks = [*self.blocks, Block.of(documents, vectors, [bytes(row[3]) for row in rows])]
        while len(blocks) > 1 and len(blocks[-2].documents) <= 2 * len(blocks[-1].documents):
            blocks[-2:] = [joined(blocks[-2:])]
        self.blocks = blocks

    def _strike_out(self, documents: NDArray[np.int64]) -> None:
        """Older rows of documents whose passages were made anew."""
        for block in self.blocks:
            block.alive &= ~np.isin(block.documents, documents)

    @property
    def size(self) -> int:
        return sum(int(block.alive.sum()) for block in self.blocks)
