"""English: the Snowball stemmer. `stories`, `story` → `stori`: a key for finding, not a word to show."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer


@cache
def _stemmer() -> EnglishStemmer:
    from snowballstemmer import stemmer  # loaded by the first English word

    return stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word.lower()))
