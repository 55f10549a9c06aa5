"""Russian: lemmas by the dictionary of pymorphy3. The likeliest reading is taken; what surrounds the word is not looked at.
Of a word that the dictionary lacks, mostly a name, it guesses: there an adjective in -ский goes first, as of districts.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from kopir.base.loaded import loaded_once

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


@loaded_once
def _dictionary() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer  # takes 0.3 s: loaded by the first Russian word

    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # that it reads its dictionary is no news
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    small = word.lower()
    parsed = _dictionary().parse(small)
    if not is_known(small):
        parsed = sorted(parsed, key=lambda one: not (one.tag.POS == "ADJF" and one.normal_form.endswith(("ский", "цкий"))))
    return str(parsed[0].normal_form)


@lru_cache(maxsize=20_000)
def part_of_speech(word: str) -> str:
    """Of the likeliest reading, in the signs of the dictionary: `PREP`."""
    return str(_dictionary().parse(word.lower())[0].tag.POS)


def is_known(word: str) -> bool:
    return bool(_dictionary().word_is_known(word.lower()))
