"""From texts to rows: the vector and the terms of a text as a whole, and of each paragraph of a longer one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kopir.search.language import paragraphs
from kopir.search.language.paragraphs import Paragraph
from kopir.search.meaning import bridge
from kopir.search.meaning.encoders import Array, encoder
from kopir.search.meaning.memory import packed
from kopir.search.meaning.terms import number, terms

WHOLE = 220  # words of a text, and of a paragraph, that are read
PARAGRAPH = 120
MOST_PARAGRAPHS = 12
SHORTEST_PARAGRAPH = 8  # words: shorter ones, like titles, are alike to everything
FORMAT = 2  # grows when passages must be made anew


class Meaning(NamedTuple):
    """`vector`: signed bytes, empty without an encoder. `terms`: 32-bit numbers of the keys a document holds."""

    language: str
    vector: bytes
    terms: bytes


class Reading:
    """Texts are read with the encoder in use, or for their words alone when there is none."""

    def __init__(self) -> None:
        self.encoder = encoder()
        self.numbers = None
        if self.encoder is not None:
            self.numbers = bridge.shipped(self.encoder.name) or bridge.measured(self.encoder)
        self.dimension = self.numbers.projection.shape[1] if self.numbers else 0

    @property
    def encoder_name(self) -> str:
        return self.encoder.name if self.encoder else ""

    @property
    def source(self) -> str:
        return f"{self.encoder_name or 'words'}/{self.dimension}/{FORMAT}"

    def whole(self, texts: Sequence[str]) -> list[Meaning]:
        """Each text as a whole. One in several languages means what its paragraphs mean together."""
        parts = [_parts(text) for text in texts]
        found = self._vectors([(part.text, part.language) for one in parts for part in one])
        made, at = [], 0
        for one in parts:
            vector = _together(found[at : at + len(one)], one)
            at += len(one)
            made.append(Meaning(_main(one), vector, _numbers(one)))
        return made

    def paragraphs(self, texts: Sequence[str]) -> list[list[Meaning]]:
        """Of each text with several paragraphs, the paragraphs that say enough; of others nothing."""
        split = [_telling(text) for text in texts]
        blobs = packed(self._vectors([(part.text, part.language) for one in split for part in one]))
        rest = iter(blobs)
        return [[Meaning(part.language, next(rest), b"") for part in one] for one in split]

    def _vectors(self, texts: Sequence[tuple[str, str]]) -> Array:
        if self.encoder is None or self.numbers is None:
            return np.zeros((len(texts), 0), np.float32)
        return bridge.vectors(self.encoder, self.numbers, texts)


def _parts(text: str) -> list[Paragraph]:
    """The whole in one piece when it is in one language."""
    found = paragraphs(" ".join(text.split(" ")[:WHOLE]))
    if len({part.language for part in found}) > 1:
        return found
    return [Paragraph("\n".join(part.text for part in found), found[0].language)] if found else [Paragraph("", "kk")]


def _telling(text: str) -> list[Paragraph]:
    found = [part for part in paragraphs(text) if len(part.text.split()) >= SHORTEST_PARAGRAPH]
    if len(found) < 2:
        return []
    return [Paragraph(" ".join(part.text.split()[:PARAGRAPH]), part.language) for part in found[:MOST_PARAGRAPHS]]


def _together(vectors: Array, parts: Sequence[Paragraph]) -> bytes:
    if not vectors.shape[1]:
        return b""
    weights = np.array([len(part.text.split()) for part in parts], np.float32)
    return packed(bridge.unit((vectors * weights[:, None]).sum(0, keepdims=True)))[0] if weights.any() else b""


def _main(parts: Sequence[Paragraph]) -> str:
    return max(parts, key=lambda part: len(part.text)).language


def _numbers(parts: Sequence[Paragraph]) -> bytes:
    keys = {key for part in parts for term in terms(part.text, part.language) for key in term.own}
    return np.array(sorted({number(key) for key in keys}), np.uint32).tobytes()


def asked(text: str) -> list[tuple[str, ...]]:
    """For each telling word of a text, the keys under which it may stand in a document of any language."""
    return [term.keys for part in _parts(text) for term in terms(part.text, part.language)]
