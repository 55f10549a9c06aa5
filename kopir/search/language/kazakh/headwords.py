"""Headwords: the words of which all others are forms. Read once, when the first Kazakh word is analysed.

`reference/basic.txt` is written by hand; `field.txt` and `headwords.txt` are made by `tools/kazakh_headwords.py`, which says from
what. A verb stands there with a hyphen, as in grammars: `көмектес-`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from kopir.base.loaded import loaded_once
from kopir.search.language.kazakh.sounds import plain_of_small

NOUN: Final = "noun"  # and adjective, numeral, adverb: whatever takes the endings of a noun
VERB: Final = "verb"
LISTS: Final = ("basic.txt", "field.txt", "headwords.txt")
_FOLDER: Final = Path(__file__).parent / "reference"

Index = dict[str, str | tuple[str, ...]]


@loaded_once
def headwords() -> dict[str, Index]:
    """Part of speech → plain spelling → true spelling, or several: `кол` is қол and көл."""
    found: dict[str, Index] = {NOUN: {}, VERB: {}}
    for word in (word for name in LISTS for word in listed(name)):
        spelling = word.removesuffix("-")
        _put(found[NOUN if spelling == word else VERB], plain_of_small(spelling), spelling)
    return found


@cache
def basic() -> frozenset[str]:
    """The basic words, as they are listed."""
    return frozenset(listed("basic.txt"))


def is_basic(part: str, spelling: str) -> bool:
    return (f"{spelling}-" if part == VERB else spelling) in basic()


def listed(name: str) -> Iterator[str]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _put(index: Index, key: str, spelling: str) -> None:
    before = index.get(key)
    if before is None:
        index[key] = spelling
    elif spelling not in (here := (before,) if isinstance(before, str) else before):
        index[key] = (*here, spelling)


def spellings(part: str, key: str) -> tuple[str, ...]:
    """True spellings of the headwords that are written `key` without Kazakh letters."""
    found = headwords()[part].get(key, ())
    return (found,) if isinstance(found, str) else found
