"""All passages in memory, to be compared with one text at once.

Vectors stay the signed bytes they are stored as; their outlines tell which of them to multiply. Words stand in an inverted
list. New rows are read by their ids, which only grow, and form a small block; a block is joined to the one before it unless
that is far larger, so that there are few and joining costs little. Rows of documents that were made anew are struck out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kopir.search.meaning.encoders import Array
from kopir.search.meaning.outlines import Outlines, outlines
from kopir.search.models import Passage

SCALE = 127.0
BATCH = 5000
Numbers = NDArray[np.uint32]
Bytes = NDArray[np.int8]
Row = tuple[int, int, bytes, bytes]


def packed(vectors: Array) -> list[bytes]:
    """Unit vectors as signed bytes; each is stretched to use the whole range, for only its direction counts."""
    highest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)  # without an encoder there are no numbers
    return [row.tobytes() for row in np.rint(vectors / np.maximum(highest, 1e-9) * SCALE).astype(np.int8)]


def signed(blobs: Sequence[bytes], dimension: int) -> Bytes:
    """As stored; an empty blob gives zeros, which are like nothing."""
    joined = b"".join(blob if len(blob) == dimension else bytes(dimension) for blob in blobs)
    return np.frombuffer(joined, np.int8).reshape(len(blobs), dimension)


def unpacked(vectors: Bytes) -> Array:
    """Unit vectors."""
    return vectors.astype(np.float32) * _scales(vectors)[:, None]


def _scales(vectors: Bytes) -> Array:
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    return np.where(lengths > 0, 1 / np.maximum(lengths, 1), 0).astype(np.float32)


@dataclass(slots=True)
class Block:
    """Some rows, never changed but for what is struck out. `scales` make unit vectors of `vectors`. `terms` sorted; the rows
    of `terms[i]` are `rows[starts[i]:starts[i + 1]]`."""

    documents: NDArray[np.int64]
    vectors: Bytes
    scales: Array
    outlines: Outlines
    alive: NDArray[np.bool_]
    lengths: NDArray[np.float32]
    terms: Numbers
    starts: NDArray[np.int64]
    rows: Numbers

    @classmethod
    def of(cls, documents: NDArray[np.int64], vectors: Bytes, words: Sequence[bytes], known: Outlines | None = None) -> Block:
        """`known`: the outlines of the vectors, when they were made before."""
        counts = np.fromiter((len(one) // 4 for one in words), np.int64, len(words))
        every = np.frombuffer(b"".join(words), np.uint32)
        owners = np.repeat(np.arange(len(words), dtype=np.uint32), counts)
        order = np.argsort(every, kind="stable")
        terms, starts = np.unique(every[order], return_index=True)
        ends = np.append(starts, len(every)).astype(np.int64)
        alive = np.ones(len(documents), np.bool_)
        drawn = outlines(vectors.astype(np.float32)) if known is None else known
        return cls(documents, vectors, _scales(vectors), drawn, alive, counts.astype(np.float32), terms, ends, owners[order])

    def rows_of(self, terms: Numbers) -> list[Numbers]:
        """For each of these terms that is there its rows, where they stand: no copy, so that counting them costs nothing."""
        at = np.searchsorted(self.terms, terms)
        at[at == len(self.terms)] = 0
        there = at[self.terms[at] == terms] if len(self.terms) else at[:0]
        return [self.rows[self.starts[one] : self.starts[one + 1]] for one in there.tolist()]

    def strike_out(self, gone: NDArray[np.bool_]) -> None:
        self.alive &= ~gone
        self.scales *= self.alive  # its cosine with anything is nought from now on

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
    known = np.concatenate([block.outlines[:, alive] for block, alive in zip(blocks, kept, strict=True)], axis=1)
    return Block.of(documents, vectors, words, known)


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
        vectors = signed([bytes(row[2]) for row in rows], self.dimension)
        blocks = [*self.blocks, Block.of(documents, vectors, [bytes(row[3]) for row in rows])]
        while len(blocks) > 1 and len(blocks[-2].documents) <= 2 * len(blocks[-1].documents):
            blocks[-2:] = [joined(blocks[-2:])]
        self.blocks = blocks

    def _strike_out(self, documents: NDArray[np.int64]) -> None:
        """Older rows of documents whose passages were made anew."""
        for block in self.blocks:
            block.strike_out(np.isin(block.documents, documents))

    @property
    def size(self) -> int:
        return sum(int(block.alive.sum()) for block in self.blocks)
