"""Passages in memory: found, renewed, given up, joined into larger blocks; as bytes and back."""

from __future__ import annotations

import numpy as np
import pytest

from kopir.search.meaning.memory import Block, Memory, joined, packed, signed, unpacked
from kopir.search.meaning.nearness import nearest
from kopir.search.meaning.terms import number
from kopir.search.models import Document, Passage

DIMENSION = 4


def stored(key: str, vector: list[float], *words: str) -> Document:
    document, _ = Document.objects.get_or_create(kind="matter", key=key, path="")
    document.passages.all().delete()
    blob = packed(np.array([vector], np.float32))[0]
    numbers = np.array(sorted(number(word) for word in words), np.uint32).tobytes()
    Passage.objects.create(document=document, part=0, language="kk", source="test", vector=blob, terms=numbers)
    return document


def near(memory: Memory, vector: list[float] | None, *words: str) -> dict[int, tuple[float, float]]:
    given = None if vector is None else np.array(vector, np.float32)
    found = nearest(memory, given, [[word] for word in words], 10)
    return {one.document: (round(one.meaning, 2), round(one.words, 2)) for one in found}


def test_bytes_keep_the_direction() -> None:
    vectors = np.random.default_rng(1).standard_normal((20, 256)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert ((unpacked(signed(packed(vectors), 256)) * vectors).sum(1) > 0.999).all()


def test_without_an_encoder_texts_have_no_vectors() -> None:
    assert packed(np.zeros((2, 0), np.float32)) == [b"", b""]


@pytest.mark.django_db
def test_what_is_near_by_meaning_or_by_words() -> None:
    first, second = stored("1", [1, 0, 0, 0], "су"), stored("2", [0, 1, 0, 0], "жол", "су")
    memory = Memory(DIMENSION)
    memory.refresh()
    assert near(memory, [1, 0, 0, 0], "жол") == {first.pk: (1.0, 0.0), second.pk: (0.0, 1.0)}


@pytest.mark.django_db
def test_a_document_made_anew_is_not_found_by_what_it_was() -> None:
    document = stored("1", [1, 0, 0, 0], "су")
    memory = Memory(DIMENSION)
    memory.refresh()
    stored("1", [0, 1, 0, 0], "жол")
    memory.refresh()
    assert near(memory, [1, 0, 0, 0], "су") == {}
    assert near(memory, [0, 1, 0, 0], "жол") == {document.pk: (1.0, 1.0)}
    assert memory.size == 1


@pytest.mark.django_db
def test_many_small_additions_make_few_blocks() -> None:
    memory = Memory(DIMENSION)
    for place in range(20):
        stored(str(place), [1, place / 10, 0, 0], "су", str(place))
        memory.refresh()
    assert (memory.size, len(memory.blocks) < 6) == (20, True)
    assert len(near(memory, None, "7")) == 1


def test_an_empty_memory_finds_nothing() -> None:
    assert nearest(Memory(DIMENSION), np.ones(DIMENSION, np.float32), [["су"]], 5) == []


def test_joining_keeps_rows_and_words_and_leaves_out_what_is_struck_out() -> None:
    def block(document: int, *words: int) -> Block:
        vectors = np.eye(DIMENSION, dtype=np.int8)[:1]
        return Block.of(np.array([document], np.int64), vectors, [np.array(words, np.uint32).tobytes()])

    one, two = block(1, 5, 9), block(2, 9)
    dead = block(3, 9)
    dead.strike_out(np.array([True]))
    both = joined([one, two, dead])
    assert both.documents.tolist() == [1, 2]
    assert [rows.tolist() for rows in both.rows_of(np.array([9, 7, 5], np.uint32))] == [[0, 1], [0]]


@pytest.mark.django_db
def test_the_nearest_of_many_are_those_that_multiplying_all_would_find() -> None:
    chance = np.random.default_rng(2)
    topics = chance.standard_normal((40, 64))
    vectors = (topics[np.arange(6000) % 40] + chance.standard_normal((6000, 64))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    memory = Memory(64)
    memory.blocks = [
        Block.of(np.arange(begin, end), signed(packed(vectors[begin:end]), 64), [b""] * (end - begin))
        for begin, end in ((0, 4000), (4000, 6000))
    ]
    memory.blocks[0].strike_out(np.arange(4000) == 7)
    asked = vectors[7]
    exact = vectors @ asked
    exact[7] = 0
    best = {one.document: one.meaning for one in nearest(memory, asked, [], 10)}
    assert set(np.argsort(-exact)[:20].tolist()) == set(best)
    assert all(abs(best[place] - exact[place]) < 0.01 for place in best)
