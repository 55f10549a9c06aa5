"""From a text to its vector: the same direction for the same meaning, whichever of the three languages it is in.

English goes to the encoder as it is, Russian with half of its English gloss added, which brings the two closer. Kazakh goes
as its glosses in both languages, added up; words that the glossary does not list add a guess from their parts, as far as
they are many. From each the mean of its language is taken, or texts would first of all be alike in their language. What is
trained of this stands in `reference/meaning` and is made by `tools/train_bridge.py`.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kopir.search.language import analyse
from kopir.search.language.kazakh.sounds import plain
from kopir.search.meaning.encoders import Array, Encoder
from kopir.search.meaning.glosses import Said, glossed, in_language
from kopir.search.meaning.listing import said_in

FOLDER = Path(__file__).parent.parent / "reference" / "meaning"
SAMPLES = FOLDER / "samples.csv"
LANGUAGES = ("kk", "ru", "en")
BUCKETS = 8192
PARTS = (3, 4, 5)  # letters of the pieces of an unlisted word
GUESS = 0.5  # beside the two glosses of a Kazakh text
GLOSS = 0.5  # beside a Russian text
_LETTERS = re.compile(r"[^\W\d_]+")


class Numbers(NamedTuple):
    """`means`: of each language. `projection`: to fewer dimensions. `guesses`: what a piece of a Kazakh word adds, by its
    bucket; empty for an encoder that knows Kazakh."""

    means: Array
    projection: Array
    guesses: Array


@cache
def shipped(name: str) -> Numbers | None:
    """Those of the packaged encoder; of another, None."""
    file = FOLDER / f"{name}.npz"
    if not file.exists():
        return None
    with np.load(file) as read:
        guesses = read["guesses"].astype(np.float32) * read["scale"]
        return Numbers(read["means"].astype(np.float32), read["projection"].astype(np.float32), guesses)


def measured(encoder: Encoder) -> Numbers:
    """For an encoder from outside: the means of our own samples in each language, all of its dimensions."""
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    means = np.stack([encoder.encode([row[one] for row in rows if row[one]]).mean(0) for one in LANGUAGES])
    return Numbers(means, np.eye(encoder.dimension, dtype=np.float32), np.zeros((0, 0), np.float32))


def vectors(encoder: Encoder, numbers: Numbers, texts: Sequence[tuple[str, str]]) -> Array:
    """Unit vectors of texts given with their languages."""
    if not texts:
        return np.zeros((0, numbers.projection.shape[1]), np.float32)
    means = numbers.means[[LANGUAGES.index(language) for _, language in texts]]
    return unit(((raw(encoder, numbers, texts) - means) @ numbers.projection).astype(np.float32))


def raw(encoder: Encoder, numbers: Numbers, texts: Sequence[tuple[str, str]]) -> Array:
    """Before the means are taken off; also what the means are made of."""
    if encoder.knows_kazakh:
        return encoder.encode([text for text, _ in texts])
    told = [_told(text, language) for text, language in texts]
    encoded = encoder.encode([part for one in told for part in one.parts])
    found, at = [], 0
    for one in told:
        found.append(one.weights @ encoded[at : at + len(one.parts)])
        at += len(one.parts)
        if one.said and len(numbers.guesses):
            found[-1] += guess(one.said, numbers.guesses)
    return np.stack(found)


class _Telling(NamedTuple):
    """What of a text goes to the encoder, and with which weights it is added up. `said`: of a Kazakh text."""

    parts: list[str]
    weights: Array
    said: list[Said]


def _told(text: str, language: str) -> _Telling:
    if language == "kk":
        said = glossed(text)
        return _Telling([in_language(said, "ru"), in_language(said, "en")], np.ones(2, np.float32), said)
    if language == "ru":
        return _Telling([text, said_in(text, "ru", "en")], np.array([1, GLOSS], np.float32), [])
    return _Telling([text], np.ones(1, np.float32), [])


def unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


# ---- Words that no entry lists ---------------------------------------------------------------------------


def guess(said: Sequence[Said], guesses: Array) -> Array:
    """What the unlisted words may mean, as heavy as their share of the text."""
    words = [one for one in said if one.text[0].isalpha()]
    unlisted = [one.text for one in words if one.entry is None]
    if not unlisted:
        return np.zeros(guesses.shape[1], np.float32)
    total = features(unlisted) @ guesses
    return unit(total) * (GUESS * len(unlisted) / len(words))


def features(words: Iterable[str]) -> Array:
    """The headword and the pieces of each word, hashed; every word weighs the same."""
    row = np.zeros(BUCKETS, np.float32)
    for word in words:
        for part in _LETTERS.findall(word.lower()):
            buckets, weights = _pieces(part)
            np.add.at(row, buckets, weights)
    length = float(np.linalg.norm(row))
    return row / length if length else row


def _pieces(word: str) -> tuple[NDArray[np.int64], Array]:
    framed = f"<{plain(word)}>"
    pieces = [framed[at : at + size] for size in PARTS for at in range(len(framed) - size + 1)]
    hashes = [zlib.crc32(piece.encode()) for piece in [f"={plain(analyse(word).lemma)}", *pieces]]
    weights = np.full(len(hashes), 0.7 / np.sqrt(max(len(pieces), 1)), np.float32)
    weights[0] = 1.0
    signs = np.array([1.0 if one >> 31 else -1.0 for one in hashes], np.float32)
    return np.array([one % BUCKETS for one in hashes], np.int64), weights * signs
