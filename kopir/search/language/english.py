"""English: the Snowball stemmer. `stories`, `story` → `stori`: a key for finding, not a word to show."""

from __future__ import annotations

from functools import cached_property, lru_cache
from threading import local
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer


class _Own(local):
    """Each thread's stemmer: it keeps the word it works on in itself, so two threads would mix their words."""

    @cached_property
    def stemmer(self) -> EnglishStemmer:
        from snowballstemmer import stemmer  # loaded by the first English word

        return stemmer("english")


_own = _Own()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_own.stemmer.stemWord(word.lower()))
