"""What the glossary calls a word in the three languages: a query in two of them at once finds texts in any.

Words of the glossary stand in their dictionary forms, so they are looked up by lemma without analysing all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kopir.base.fold import fold
from kopir.base.loaded import loaded_once
from kopir.base.tongue import LANGUAGES
from kopir.search.glossary import Entry, entries
from kopir.search.language import lemmas

SILENT = frozenset(("pron", "conj", "post"))
MOST = 12
"""Lemmas that stand for one word: of a word with very many meanings the first ones are taken."""


@loaded_once
def _listed() -> dict[str, list[Entry]]:
    """Folded synonyms of one word, abbreviations among them, with their entries."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        for synonym in (one for language in LANGUAGES for one in entry.words(language)):
            if entry.kind not in SILENT and " " not in (folded := fold(synonym)):
                found[folded].append(entry)
    return dict(found)


def also_called(word: str, own: Sequence[str]) -> tuple[str, ...]:
    """Lemmas under which what the word says is found in any language; of several words, with spaces between. `own`: of the word
    itself."""
    return _called(fold(word), tuple(own))


@lru_cache(maxsize=5_000)
def _called(folded: str, own: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys((*own, *(one for entry in _entries_of(folded, own) for one in _lemmas_of(entry))))
    return tuple(found)[: MOST + len(own)]


def entries_of(word: str, own: Sequence[str]) -> list[Entry]:
    """The entries that the word may be of."""
    return _entries_of(fold(word), own)


def _entries_of(folded: str, own: Sequence[str]) -> list[Entry]:
    forms = dict.fromkeys((folded, *own, *(f"{one}у" for one in own)))  # verbs of Kazakh stand there in -у
    return [entry for form in forms for entry in _listed().get(form, ())]


def _lemmas_of(entry: Entry) -> Iterator[str]:
    for language in LANGUAGES:
        for synonym in entry.words(language):
            yield " ".join(lemmas(synonym, language))
