"""Words that say nothing of what is looked for: prepositions, conjunctions and particles. `в Семее` asks for Семей."""

from __future__ import annotations

from kopir.base.fold import fold
from kopir.search.language import russian
from kopir.search.language.kazakh.analyser import analyse
from kopir.search.language.typed import CYRILLIC, KAZAKH_LETTER

_PARTS = frozenset(("PREP", "CONJ", "PRCL"))
_KAZAKH = "және мен бен пен үшін туралы жайлы бойынша арқылы ма ме ба бе па пе да де та те ғой ал бірақ немесе не"
_ENGLISH = "a an the of in on at to for from by with and or but is are was were be as into about near"
KAZAKH, ENGLISH = (frozenset(map(fold, words.split())) for words in (_KAZAKH, _ENGLISH))


def telling(words: list[str]) -> list[str]:
    """The words without those that say nothing; all of them when none would be left. In a query with a Kazakh letter what is a
    word of Kazakh too stays: `от` is fire there."""
    is_kazakh = any(map(KAZAKH_LETTER.search, words))
    return [word for word in words if not _says_nothing(word, is_kazakh=is_kazakh)] or words


def _says_nothing(word: str, *, is_kazakh: bool) -> bool:
    folded = fold(word)
    if not CYRILLIC.search(folded):
        return folded in ENGLISH
    if folded in KAZAKH:
        return True
    return russian.part_of_speech(folded) in _PARTS and not (is_kazakh and analyse(folded).is_known)
