"""What two texts have in common, in words that can be shown: the same thing said in both, the same numbers, the same people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kopir.search.language import paragraphs
from kopir.search.meaning.found import LANGUAGES, Shared, people_rows
from kopir.search.meaning.terms import Term, terms

MOST = 6
_LETTER = re.compile(r"[^\W\d_]")


class Group(NamedTuple):
    """People whom a matter may concern. `keys`: of the words that speak of them."""

    code: str
    keys: frozenset[str]


def all_terms(text: str) -> list[Term]:
    return [term for part in paragraphs(text) for term in terms(part.text, part.language)]


def shared(asked: Sequence[Term], held: Sequence[Term], rarity: Callable[[Term], float]) -> Shared:
    """`rarity` of a term decides which words are shown."""
    by_key: dict[str, Term] = {}
    for term in held:
        for key in term.own:
            by_key.setdefault(key, term)
    pairs = [(term, by_key[key]) for term in asked if (key := next((k for k in term.keys if k in by_key), ""))]
    words = sorted((pair for pair in pairs if _LETTER.search(pair[0].text)), key=lambda pair: -rarity(pair[0]))
    numbers = [one.text for one, _ in pairs if not _LETTER.search(one.text)]
    return Shared(_shown(words), numbers[:MOST], sorted(people(asked) & people(held)))


def _shown(pairs: Iterable[tuple[Term, Term]]) -> list[tuple[str, str]]:
    """Each word of either side once; a phrase stands for its words."""
    chosen: list[tuple[str, str]] = []
    seen: set[str] = set()
    for one, other in pairs:
        first, second = one.text.lower(), other.text.lower()
        if not seen & {*first.split(), *second.split()}:
            chosen.append((first, second))
            seen |= {*first.split(), *second.split()}
    return chosen[:MOST]


@cache
def groups() -> tuple[Group, ...]:
    return tuple(Group(row["code"], frozenset(_keys(row))) for row in people_rows())


def _keys(row: dict[str, str]) -> Iterator[str]:
    for language in LANGUAGES:
        for term in terms(row[f"words_{language}"], language):
            yield from term.own


def people(spoken: Iterable[Term]) -> set[str]:
    """Codes of the groups that a text speaks of."""
    keys = {key for term in spoken for key in term.own}
    return {group.code for group in groups() if keys & group.keys}
