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


@given(st.integers(1, 80), st.data())
def test_a_tree_that_only_grew_is_shown_to_begin_with_the_earlier_one(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    tree = Tree([str(number).encode() for number in range(second)])
    before, after = merkle.root(first, tree), merkle.root(second, tree)
    proof = merkle.consistency_proof(first, second, tree)
    assert merkle.roots_from_proof(first, second, before, proof) == (before, after)
    for harmed in ([*proof, before], proof[:-1]):
        assert harmed == proof or not leads(first, second, before, harmed, after)


@given(st.integers(2, 60), st.data())
def test_no_proof_of_a_rewritten_tree_leads_from_the_earlier_root(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second - 1))
    changed = data.draw(st.integers(0, first - 1))
    contents = [str(number).encode() for number in range(second)]
    before = merkle.root(first, Tree(contents))
    rewritten = Tree([b"other" if number == changed else content for number, content in enumerate(contents)])
    proof = merkle.consistency_proof(first, second, rewritten)
    assert not leads(first, second, before, proof, merkle.root(second, rewritten))


def leads(first: int, second: int, before: bytes, proof: list[bytes], after: bytes) -> bool:
    try:
        return merkle.roots_from_proof(first, second, before, proof) == (before, after)
    except ValueError:
        return False


def test_the_proof_between_known_trees_is_that_of_the_known_vectors() -> None:
    tree = Tree(LEAVES)
    assert merkle.consistency_proof(1, 1, tree) == []
    assert merkle.consistency_proof(6, 8, tree) == [tree(1, 2), tree(1, 3), tree(2, 0)]
    assert merkle.consistency_proof(2, 5, tree) == [tree(1, 1), tree(0, 4)]


@given(st.integers(0, 200))
def test_reading_leaf_by_leaf_gives_the_same_root(size: int) -> None:
    contents = [str(number).encode() for number in range(size)]
    frontier = merkle.Frontier()
    for content in contents:
        frontier.add(merkle.leaf_hash(content))
    assert frontier.root() == merkle.root(size, Tree(contents))
