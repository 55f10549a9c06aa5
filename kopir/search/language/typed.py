"""The lemmas of a word that somebody typed: of which language it is nobody says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kopir.base.fold import KAZAKH_LETTERS, fold
from kopir.search.language.lemmas import lemma, lemmas

TELLING = 3
"""Letters of a word that says something by itself: shorter ones are not looked for alone or by their sound."""
KAZAKH_LETTER = re.compile(f"[{KAZAKH_LETTERS}]", re.I)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def lemmas_of(word: str) -> Sequence[str]:
    """The lemma in each language the word may be of. A Latin word may be English, or Kazakh in Latin letters. What is several
    words to the index stands for itself with all of them: `Усть-Каменогорске`; a number, as `2026-000058`, has none."""
    folded = fold(word)
    if len(folded) < TELLING or (" " in folded and any(map(str.isdigit, folded))):
        return ()
    if KAZAKH_LETTER.search(word):
        found = [lemma(word, "kk")]
    elif CYRILLIC.search(word):
        found = [lemma(word, "kk"), lemma(word, "ru")]
    else:
        found = [lemma(word, "en"), " ".join(lemmas(word, "kk"))]
    return tuple(dict.fromkeys(filter(None, found)))
