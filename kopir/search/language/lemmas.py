"""Lemmas of a text in any of the three languages, folded: a text is found by them in whatever form it is asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from kopir.base.fold import fold, latin_to_cyrillic_folded
from kopir.search.language import english, russian
from kopir.search.language.kazakh import analyser
from kopir.search.language.paragraphs import paragraphs

LONGEST_WORD = 60  # longer ones are no words but addresses and keys
_WORD = re.compile(r"[^\W_]+")
_WITH_HYPHENS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-z]", re.I)

# What the reading of names leaves open and Kazakh words settle: after u stands a vowel (auyl, tauı), iia is ия.
_KAZAKH_READING = (
    (re.compile(r"(?<=[uū])y"), "ы"),
    (re.compile(r"(?<=[uū])[ıi]"), "і"),
    (re.compile(r"ii(?=[au])"), "iy"),
)


def lemmas(text: str, language: str = "") -> list[str]:
    """The folded lemma of each word, in the order of the words; numbers stay as they are. A word with a hyphen gives two.

    Without a `language` each paragraph is taken in its own. A Kazakh text in Latin letters is read as Cyrillic; a Latin word
    inside a Cyrillic text is taken for English, a Cyrillic one inside an English text for Russian.
    """
    if language:
        return _of_paragraph(text, language)
    return [found for part in paragraphs(text) for found in _of_paragraph(part.text, part.language)]


@lru_cache(maxsize=100_000)
def lemma(word: str, language: str) -> str:
    """The folded lemma of one word."""
    if len(word) > LONGEST_WORD or word.isdigit():
        return fold(word)
    latin = bool(_LATIN.search(word)) and not _CYRILLIC.search(word)
    if language == "en" or latin:
        return fold(english.stem(word) if latin else russian.lemma(word))
    return fold(analyser.lemma(word) if language == "kk" else russian.lemma(word))


def is_known(word: str, language: str = "kk") -> bool:
    """Whether the word is a form of a listed headword. Of English every word is taken for known."""
    if language == "kk":
        return all(analyser.analyse(part).is_known for part in _WORD.findall(word))
    return language == "en" or all(map(russian.is_known, _WORD.findall(word)))


def from_latin(text: str) -> str:
    """A Kazakh text in Latin letters as folded Cyrillic."""
    text = text.lower()
    for pattern, letter in _KAZAKH_READING:
        text = pattern.sub(letter, text)
    return latin_to_cyrillic_folded(text)


def _of_paragraph(text: str, language: str) -> list[str]:
    if language == "kk" and not _CYRILLIC.search(text) and _LATIN.search(text):
        text = from_latin(text)
    words = _WORD if language == "en" else _WITH_HYPHENS
    return [part for word in words.findall(text) for part in lemma(word, language).split()]
