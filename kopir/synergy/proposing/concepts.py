"""What a text speaks of, in any of the three languages, as concepts: entries of the glossary, or lemmas it does not have."""

from __future__ import annotations

from functools import cache

from kopir.base.fold import fold
from kopir.base.tongue import LANGUAGES
from kopir.search.glossary import Entry, entries
from kopir.search.language import lemma, lemmas
from kopir.search.meaning.found import people_rows

TELLING = frozenset({"n", "adj", "v", "name"})
SHORTEST = 4


def concepts(text: str, language: str) -> frozenset[str]:
    """Of the words that tell something; a concept is named by the lemma of its Kazakh headword, or by the lemma itself."""
    table, found = _table(), set[str]()
    for one in lemmas(text, language):
        entry = table.get((language, one))
        if entry is not None and entry.kind in TELLING:
            found.add(_concept(entry))
        elif entry is None and len(one) >= SHORTEST and not one.isdigit():
            found.add(one)
    return frozenset(found)


def in_words(concept: str) -> dict[str, str]:
    """A concept by language; what the glossary does not have stands as it is."""
    entry = _by_headword().get(concept)
    return {code: entry.words(code)[0] if entry else concept for code in LANGUAGES}


@cache
def of_people() -> frozenset[str]:
    """Concepts that name people: children, villagers, volunteers."""
    return frozenset().union(*(concepts(row[f"words_{code}"], code) for row in people_rows() for code in LANGUAGES))


@cache
def _concept(entry: Entry) -> str:
    """Entries that say the same in Russian and in English are one concept: ерікті and волонтёр. It is named by the first."""
    first = _synonyms().get(_said(entry), entry)
    return _one(first.kk, "kk")


@cache
def _synonyms() -> dict[tuple[str, str], Entry]:
    """The commonest Russian and English words → the first entry that has both."""
    return {_said(entry): entry for entry in reversed(entries()) if entry.kind in TELLING}


def _said(entry: Entry) -> tuple[str, str]:
    return _one(entry.words("ru")[0], "ru"), _one(entry.words("en")[0], "en")


def _one(words: str, language: str) -> str:
    """A headword in the plural is the same as its singular."""
    return fold(words) if " " in words else lemma(words, language)


@cache
def _by_headword() -> dict[str, Entry]:
    """Concept → the entry whose headword it is, else the first that stands for it."""
    found = {fold(entry.kk): entry for entry in reversed(entries())}
    for entry in entries():
        found.setdefault(_concept(entry), entry)
    return found


@cache
def _table() -> dict[tuple[str, str], Entry]:
    """Language and lemma → the entry; of several entries the one whose commonest word it is. A phrase says more than its
    single word in another language: `су тасқыны` does not stand for every `flood`."""
    found: dict[tuple[str, str], Entry] = {}
    for place in range(3):
        for entry in (one for one in entries() if one.kind != "phrase"):
            for language in LANGUAGES:
                words = entry.words(language)
                if place < len(words) and " " not in words[place]:
                    found.setdefault((language, lemma(words[place], language)), entry)
    return found
