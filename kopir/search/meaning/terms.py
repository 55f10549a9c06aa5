"""The words of a text across languages. What a document holds are its words in its own language; what a query asks for are its
words and, by the glossary, what they are called in the other two.

A key names a word with its language: `kk:кокыс` (plain spelling), `ru:мусор`, `en:wast`. `p:` and a Kazakh headword is an entry
of several words, found in any language. `n:` and a spelling skeleton is a word that no glossary holds, mostly a name; `d:` a
number.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kopir.base.fold import skeleton
from kopir.search.glossary import Entry
from kopir.search.language import lemma
from kopir.search.language.kazakh.analyser import lemma as kazakh_lemma
from kopir.search.language.kazakh.sounds import plain
from kopir.search.meaning.glosses import glossed
from kopir.search.meaning.listing import WORD, lemma_of, listed, longest

SILENT = frozenset(("pron", "conj", "post"))  # kinds of words that say nothing of what a text is about
SILENT_WORDS = frozenset(  # of English, as far as the glossary leaves them out
    re.findall(
        r"\w+",
        "all also and any are been but can each for from had has have her his into its more not one our out over own she such "
        "than that the their them then there these they this those too was were which who will with would you your",
    )
)  # fmt: skip
SHORTEST = 3
FEWEST_DIGITS = 2
OTHERS = {"kk": ("ru", "en"), "ru": ("kk", "en"), "en": ("kk", "ru")}


class Term(NamedTuple):
    """`text`: as it stands. `own`: keys that a document with this word holds. `others`: keys of the same in other languages.
    `entry`: of the glossary, the first when there are several."""

    text: str
    own: tuple[str, ...]
    others: tuple[str, ...] = ()
    entry: Entry | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return self.own + self.others


def terms(text: str, language: str) -> list[Term]:
    """The telling words of a text, each once, in their order."""
    found: dict[tuple[str, ...], Term] = {}
    for term in _kazakh(text) if language == "kk" else _other(text, language):
        found.setdefault(term.own, term)
    return list(found.values())


def number(key: str) -> int:
    """A key as it is stored: 32 bits."""
    return zlib.crc32(key.encode())


# ---- Kazakh ----------------------------------------------------------------------------------------------


def _kazakh(text: str) -> Iterator[Term]:
    for said in glossed(text):
        if said.entry is not None:
            if said.entry.kind not in SILENT:
                yield _of_entry(said.text, said.entry)
                yield from _inside(said.text)
        elif said.text[0].isdigit():
            yield from _number(said.text)
        elif len(said.text) >= SHORTEST:
            yield _unlisted(said.text, "kk")


def _of_entry(text: str, entry: Entry) -> Term:
    return Term(text, (_kazakh_key(entry),), tuple(_translations(entry, OTHERS["kk"])), entry)


def _inside(text: str) -> Iterator[Term]:
    """The words of a phrase by themselves, for the other side may name them apart."""
    if " " in text:
        for word in text.split():
            yield from _kazakh(word)


@lru_cache(maxsize=20_000)
def _unlisted(word: str, language: str) -> Term:
    """A word without an entry may be a name, which is spelled alike everywhere."""
    own = kazakh_lemma(word.lower()) if language == "kk" else lemma(word, language)
    key = plain(own) if language == "kk" else own
    names = dict.fromkeys((f"n:{skeleton(own)}", f"n:{skeleton(word)}"))
    return Term(word, (f"{language}:{key}", *names))


def _number(word: str) -> Iterator[Term]:
    digits = re.sub(r"\D", "", word)
    if len(digits) >= FEWEST_DIGITS:
        yield Term(word, (f"d:{digits}",))


# ---- Russian and English ---------------------------------------------------------------------------------


def _other(text: str, language: str) -> Iterator[Term]:
    words = WORD.findall(text)
    keys = [lemma_of(word, language) for word in words]
    yield from _phrases_in(words, keys, language)
    for word, key in zip(words, keys, strict=True):
        if word[0].isdigit():
            yield from _number(word)
        elif len(word) >= SHORTEST and word.lower() not in SILENT_WORDS:
            yield from _of_word(word, key, language)


@lru_cache(maxsize=50_000)
def _of_word(word: str, key: str, language: str) -> tuple[Term, ...]:
    found = listed(language).get((key,), [])
    telling = [entry for entry in found if entry.kind not in SILENT]
    if telling:
        others = dict.fromkeys(other for entry in telling for other in _translations(entry, OTHERS[language]))
        return (Term(word, (f"{language}:{key}",), tuple(others), telling[0]),)
    return () if found else (_unlisted(word, language),)


def _phrases_in(words: list[str], keys: list[str], language: str) -> Iterator[Term]:
    most_words = longest(language)
    for at in range(len(words)):
        most = min(most_words.get(keys[at], 1), len(words) - at)
        for length in range(most, 1, -1):
            if found := listed(language).get(tuple(keys[at : at + length])):
                others = dict.fromkeys(key for one in found for key in _translations(one, OTHERS[language]))
                yield Term(" ".join(words[at : at + length]), (_phrase(found[0]),), tuple(others), found[0])
                break


# ---- From an entry to keys -------------------------------------------------------------------------------


def _phrase(entry: Entry) -> str:
    return f"p:{entry.head}"


def _kazakh_key(entry: Entry) -> str:
    return _phrase(entry) if " " in entry.head else f"kk:{plain(entry.head)}"


@lru_cache(maxsize=20_000)
def _translations(entry: Entry, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of what the entry is called in other languages, and of the entry as a phrase."""
    return tuple(dict.fromkeys([*_keys(entry, languages), _phrase(entry)]))


def _keys(entry: Entry, languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        if language == "kk":
            yield _kazakh_key(entry)
            continue
        for synonym in entry.words(language):
            if len(WORD.findall(synonym)) == 1:
                yield f"{language}:{lemma_of(synonym, language)}"
