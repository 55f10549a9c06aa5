"""The glossary by its Russian or English words, and a text said with them in another language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from kopir.search.glossary import Entry, entries
from kopir.search.language import lemma

WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+|[.!?;:]")


@cache
def longest(language: str) -> dict[str, int]:
    """First word → how many words the longest entry has that begins so."""
    found: dict[str, int] = {}
    for key in listed(language):
        found[key[0]] = max(found.get(key[0], 1), len(key))
    return found


@cache
def listed(language: str) -> dict[tuple[str, ...], list[Entry]]:
    """Entries by the lemmas of each of their synonyms in a language."""
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries():
        for synonym in entry.words(language):
            if key := tuple(lemma_of(word, language) for word in WORD.findall(synonym)):
                found[key].append(entry)
    return dict(found)


@lru_cache(maxsize=100_000)
def lemma_of(word: str, language: str) -> str:
    return lemma(word, language)


def said_in(text: str, language: str, other: str) -> str:
    """Word for word from one language to the other; a word without an entry stays as it is."""
    words = _TOKEN.findall(text)
    keys = [lemma_of(word, language) for word in words]
    parts, at = [], 0
    while at < len(words):
        length, entry = _entry(keys, at, language)
        parts.append(entry.words(other)[0] if entry else words[at])
        at += length
    return re.sub(r" (?=[.!?;:])", "", " ".join(parts))


def _entry(keys: list[str], at: int, language: str) -> tuple[int, Entry | None]:
    """The longest entry that begins in this place, and its number of words."""
    for length in range(min(longest(language).get(keys[at], 1), len(keys) - at), 0, -1):
        if found := listed(language).get(tuple(keys[at : at + length])):
            return length, found[0]
    return 1, None
