"""Word for word from Kazakh: which entry of the glossary a word, or several in a row, stand under, and the text said with the
entries' Russian or English words. No translation, but near enough for an encoder that knows those languages.

The longest entry that begins at a word is taken. Of the readings of a word the one with an entry of the glossary is taken, and
of several the longest headword, for it has lost the fewest endings: аудандық is an entry of its own before it is аудан.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kopir.base.loaded import loaded_once
from kopir.search.glossary import Entry, entries
from kopir.search.language import analyse
from kopir.search.language.kazakh.analyser import readings
from kopir.search.language.kazakh.headwords import VERB
from kopir.search.language.kazakh.sounds import plain
from kopir.search.language.lemmas import from_latin

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W\d_]+)*|[.!?;:]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zəɵäöüñğşçıūŋ]", re.I)
_STOP = frozenset(".!?;:")
_BREAK = re.compile(r"([.!?;:]|\s+)")


class Said(NamedTuple):
    """A word or several in a row as they stand in the text, and their entry."""

    text: str
    entry: Entry | None


def glossed(text: str) -> list[Said]:
    """The words of a Kazakh text in their order, with or without entries; signs that end a sentence stay."""
    words = _TOKEN.findall(in_cyrillic(text))
    said, at = [], 0
    while at < len(words):
        length, entry = _longest(words, at)
        said.append(Said(" ".join(words[at : at + length]), entry))
        at += length
    return said


def in_language(said: list[Said], language: str) -> str:
    """The glosses as a text. Of a word without an entry its lemma stays, for it may be a name or a loan."""
    parts = [one.entry.words(language)[0] if one.entry else _own(one.text) for one in said]
    return re.sub(r" (?=[.!?;:])", "", " ".join(parts))


def in_cyrillic(text: str) -> str:
    """A Kazakh text in Latin letters as Cyrillic without the Kazakh letters, which the analyser does not need."""
    if _CYRILLIC.search(text) or not _LATIN.search(text):
        return text
    return "".join(part if part in _STOP or part.isspace() else from_latin(part) for part in _BREAK.split(text))


def _own(word: str) -> str:
    return word if word in _STOP or word[0].isdigit() else analyse(word).lemma


# ---- Looking up ------------------------------------------------------------------------------------------

Key = tuple[str, ...]


@loaded_once
def _phrases() -> tuple[dict[Key, Entry], dict[str, int]]:
    """Entries of several words by the lemmas of their words; first lemma → words of the longest entry that begins so."""
    found: dict[Key, Entry] = {}
    longest: dict[str, int] = {}
    for entry, synonym in _synonyms():
        words = synonym.split()
        if len(words) == 1:
            continue
        for first in _forms(words[0]):
            key = (first, *(_lemma(word) for word in words[1:]))
            found.setdefault(key, entry)
            longest[first] = max(longest.get(first, 0), len(words))
    return found, longest


def _synonyms() -> list[tuple[Entry, str]]:
    """The first of each entry, then the second ones, so that nobody's second stands before another's first."""
    ranked = [(place, entry, word) for entry in entries() for place, word in enumerate(entry.words("kk"))]
    return [(entry, word) for _, entry, word in sorted(ranked, key=lambda one: one[0])]


@loaded_once
def _words() -> dict[str, Entry]:
    """Entries of one word by their plain spelling; a verb also by its stem."""
    found: dict[str, Entry] = {}
    single = [(entry, word) for entry, word in _synonyms() if " " not in word]
    for entry, word in single:
        found.setdefault(plain(word), entry)
    for entry, word in single:
        if entry.kind == "v":
            for stem in _stems(word):
                found.setdefault(f"{stem}-", entry)
    return found


def _stems(infinitive: str) -> set[str]:
    """Stems of which this is the infinitive: оқу → оқы; of an unlisted verb, the word without its у."""
    read = {plain(one.lemma) for one in readings(infinitive) if one.part == VERB and one.suffixes}
    return read or {plain(infinitive)[:-1]}


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """A word as it stands and all headwords it may be a form of, plain; the longest first."""
    found = {plain(one.lemma) for one in readings(word.lower())} | {plain(word.lower()), _lemma(word)}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    return plain(analyse(word).lemma)


@lru_cache(maxsize=100_000)
def entry_of(word: str) -> Entry | None:
    """The entry a single word stands under."""
    words = _words()
    if (exact := words.get(plain(word.lower()))) is not None:
        return exact
    best: tuple[tuple[int, int], Entry] | None = None
    for one in _all_readings(word):
        key = f"{one[0]}-" if one[1] == VERB else one[0]
        entry = words.get(key) or words.get(one[0])
        rank = (len(one[0]), -one[2])
        if entry is not None and (best is None or rank > best[0]):
            best = rank, entry
    return best[1] if best else None


def _all_readings(word: str) -> Iterator[tuple[str, str, int]]:
    """Plain lemma, part of speech, number of endings; a word of several parts by its last."""
    for one in readings(word.lower()):
        yield plain(one.lemma), one.part, len(one.suffixes)
    one = analyse(word)
    yield plain(one.lemma), one.part, len(one.suffixes)


def _longest(words: list[str], at: int) -> tuple[int, Entry | None]:
    phrases, longest = _phrases()
    forms = [form for form in _forms(words[at]) if form in longest]
    most = max((longest[form] for form in forms), default=1)
    for length in range(min(most, len(words) - at), 1, -1):
        rest = tuple(_lemma(word) for word in words[at + 1 : at + length])
        for form in forms:
            if (entry := phrases.get((form, *rest))) is not None:
                return length, entry
    return 1, None if words[at] in _STOP else entry_of(words[at])
