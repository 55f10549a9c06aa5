"""Merkle tree over a growing list of leaves, as in RFC 9162 section 2.1. Pure functions over hashes.

Only hashes of complete subtrees are ever stored, so that adding a leaf and proving one both cost about
log2(size) look-ups however large the journal is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

# The hash of the complete subtree at (level, index): level 0 holds the leaves, index counts subtrees of that level.
Nodes = Callable[[int, int], bytes]


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed_by(index: int, leaf: bytes, nodes: Nodes) -> Iterator[tuple[int, int, bytes]]:
    """The complete subtrees that exist once leaf number `index` is added: (level, index, hash), the leaf first."""
    level = 0
    yield level, index, leaf
    while index & 1:
        leaf = node_hash(nodes(level, index - 1), leaf)
        level, index = level + 1, index >> 1
        yield level, index, leaf


def _peaks(start: int, size: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that cover leaves [start, start + size), largest first; `start` is aligned."""
    while size:
        level = size.bit_length() - 1
        yield level, start >> level
        start, size = start + (1 << level), size - (1 << level)


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Hash of the peaks from right to left."""
    result = hashes[-1]
    for left in reversed(hashes[:-1]):
        result = node_hash(left, result)
    return result


def root(size: int, nodes: Nodes) -> bytes:
    """Root of the first `size` leaves; the hash of nothing when there are none."""
    if not size:
        return hashlib.sha256(b"").digest()
    return _fold([nodes(level, index) for level, index in _peaks(0, size)])


def _range_root(start: int, size: int, nodes: Nodes) -> bytes:
    return _fold([nodes(level, index) for level, index in _peaks(start, size)])


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """Hashes that lead from leaf `index` to the root of the first `size` leaves, nearest first."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    proof: list[bytes] = []
    start = 0
    while size > 1:
        half = 1 << ((size - 1).bit_length() - 1)
        if index < start + half:
            proof.append(_range_root(start + half, size - half, nodes))
            size = half
        else:
            proof.append(_range_root(start, half, nodes))
            start, size = start + half, size - half
    return proof[::-1]


def root_from_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that this proof leads to (RFC 9162, 2.1.3.2). Raises ValueError when the proof cannot fit."""
    if not 0 <= index < size:
        raise ValueError("the leaf is outside the tree")
    return _climb(index, size - 1, [leaf, *proof])[1]


def consistency_proof(first: int, second: int, nodes: Nodes) -> list[bytes]:
    """Hashes that show that the tree of `second` leaves begins with that of `first` (RFC 9162, 2.1.4.1)."""
    if not 0 < first <= second:
        raise ValueError(f"a tree of {second} does not begin with one of {first}")
    proof: list[bytes] = []
    start, rest, size = 0, first, second
    while rest != size:
        half = 1 << ((size - 1).bit_length() - 1)
        if rest <= half:
            proof.append(_range_root(start + half, size - half, nodes))
            size = half
        else:
            proof.append(_range_root(start, half, nodes))
            start, rest, size = start + half, rest - half, size - half
    return ([_range_root(start, size, nodes)] if start else []) + proof[::-1]


def roots_from_proof(first: int, second: int, root: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The roots of both trees that this proof leads to (RFC 9162, 2.1.4.2); `root`: that of the first, as it was kept.
    Raises ValueError when the proof cannot fit."""
    if not 0 < first <= second:
        raise ValueError("the first head covers more than the second, or nothing")
    if first == second:
        return _climb(0, 0, [root, *proof])
    steps = [root, *proof] if first & (first - 1) == 0 else list(proof)
    if not steps:
        raise ValueError("the proof is too short")
    old, new = first - 1, second - 1
    while old & 1:
        old, new = old >> 1, new >> 1
    return _climb(old, new, steps)


def _climb(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    """From steps[0] up to the roots of the tree that ends with it and of the whole one. `old`: its place on its level; `new`: the
    last place there. Raises ValueError when there are too few steps or too many."""
    before = after = steps[0]
    for step in steps[1:]:
        if new == 0:
            raise ValueError("the proof is too long")
        if old & 1 or old == new:
            before, after = node_hash(step, before), node_hash(step, after)
            while not old & 1 and old:
                old, new = old >> 1, new >> 1
        else:
            after = node_hash(after, step)
        old, new = old >> 1, new >> 1
    if new:
        raise ValueError("the proof is too short")
    return before, after


class Frontier:
    """Root of a tree read leaf by leaf, in memory of log2(size): for checking a whole journal."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        level = 0
        while self._peaks and self._peaks[-1][0] == level:
            leaf = node_hash(self._peaks.pop()[1], leaf)
            level += 1
        self._peaks.append((level, leaf))
        self.size += 1

    def root(self) -> bytes:
        return _fold([peak for _, peak in self._peaks]) if self._peaks else hashlib.sha256(b"").digest()
