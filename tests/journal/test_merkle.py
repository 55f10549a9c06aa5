"""The tree of RFC 9162: known roots, and every proof leads to the root."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from kopir.journal import merkle

# Leaves of the well-known test vectors of certificate transparency.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


class Tree:
    """All complete subtrees in a dict."""

    def __init__(self, contents: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        for index, content in enumerate(contents):
            for level, place, value in merkle.completed_by(index, merkle.leaf_hash(content), self):
                self.nodes[level, place] = value

    def __call__(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert merkle.root(0, Tree([])) == hashlib.sha256(b"").digest()


def test_roots_are_those_of_the_known_vectors() -> None:
    tree = Tree(LEAVES)
    assert {size: merkle.root(size, tree).hex() for size in ROOTS} == ROOTS


@given(st.integers(1, 80), st.data())
def test_every_proof_leads_to_the_root(size: int, data: st.DataObject) -> None:
    contents = [str(number).encode() for number in range(size)]
    tree, index = Tree(contents), data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, tree)
    leaf = merkle.leaf_hash(contents[index])
    assert merkle.root_from_proof(leaf, index, size, proof) == merkle.root(size, tree)
    assert merkle.root_from_proof(merkle.leaf_hash(b"other"), index, size, proof) != merkle.root(size, tree)


@given(st.integers(0, 200))
def test_reading_leaf_by_leaf_gives_the_same_root(size: int) -> None:
    contents = [str(number).encode() for number in range(size)]
    frontier = merkle.Frontier()
    for content in contents:
        frontier.add(merkle.leaf_hash(content))
    assert frontier.root() == merkle.root(size, Tree(contents))
