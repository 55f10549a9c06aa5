"""A word with one error of typing: a letter too many, one that is missing, another one, or two neighbours that changed places.

Only words that nothing holds are mended, and only by words that the reader may find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import QuerySet

from kopir.base.fold import fold, spellings
from kopir.search.backends import Wanted, backend
from kopir.search.language import is_known
from kopir.search.models import IndexRow
from kopir.search.queries.wanted import lemmas_of, words_of

SHORTEST = 5
LONGEST = 20
WORDS = 3
ENOUGH = 50
"""Documents counted of each candidate: what more than so many hold is frequent."""
LANGUAGES = ("kk", "ru")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def mended(rows: QuerySet[IndexRow], text: str) -> str:
    """The text with the likeliest word for each misspelt one; empty when there is none. One query; one more for a word of which
    nothing near is held as it was typed: then it is looked for without its endings, `лудаманиядан` as `лудомания`."""
    words = words_of(text)
    doubtful = [word for word in dict.fromkeys(words) if _may_be_misspelt(word)][:WORDS]
    if not doubtful:
        return ""
    instead = _likeliest(rows, {word: near(word) for word in doubtful})
    if not instead and (stems := {word: near(stem) for word in doubtful if (stem := _stem(word))}):
        instead = _likeliest(rows, stems)
    return " ".join(instead.get(word, word) for word in words) if instead else ""


def _may_be_misspelt(word: str) -> bool:
    """Of letters only, neither short nor long, and in no dictionary. Every Latin word is taken for one that may be."""
    folded = fold(word)
    if not (folded.isalpha() and SHORTEST <= len(folded) <= LONGEST):
        return False
    return folded.isascii() or not any(is_known(word, language) for language in LANGUAGES)


def _stem(word: str) -> str:
    """The word without its endings, as far as they show in spite of the error; empty when none do. Of Latin
    letters nobody knows whose endings they are."""
    if fold(word).isascii():
        return ""
    stems = [stem for stem in lemmas_of(word) if SHORTEST <= len(stem) < len(fold(word))]
    return min(stems, key=len, default="")


def _likeliest(rows: QuerySet[IndexRow], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each word that nothing holds what most documents hold among the words one error away."""
    asked = [(word, other) for word, others in words.items() for other in (word, *others)]
    found = backend().counts(rows, [_itself(word) if word == other else _whole(other) for word, other in asked], ENOUGH)
    held: dict[str, dict[str, int]] = {word: {} for word in words}
    for at, number in found.items():
        word, other = asked[at]
        held[word][other] = number
    best = {word: _most(word, others) for word, others in held.items() if word not in others}
    return {word: other for word, other in best.items() if other}


def _itself(word: str) -> Wanted:
    """As typed, perhaps only begun, or in another form: then it is no error."""
    return Wanted([spellings(word)], (), lemmas=[lemmas_of(word)])


def _whole(word: str) -> Wanted:
    return Wanted([[word]], (), lemmas=[[word]], may_go_on=False)


def _most(word: str, others: dict[str, int]) -> str:
    """Another form of the same word is not what was meant: by its lemma it was looked for already."""
    own = set(lemmas_of(word))
    other = max(others, key=lambda one: others[one], default="")
    return "" if own & set(lemmas_of(other)) else other


# ---- One error away --------------------------------------------------------------------------------------------


def near(word: str) -> list[str]:
    """Folded words one error away, each once; of a Latin word also in Cyrillic letters."""
    forms = spellings(word)[:2]
    return list(dict.fromkeys(other for form in forms for other in _one_error(form) if other not in forms))


def _one_error(word: str) -> Iterator[str]:
    """What is likelier comes first: neighbours changed, another letter, one missing, one too many."""
    letters = _LATIN if word.isascii() else _CYRILLIC
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1)
    yield from (head + letter + tail[1:] for head, tail in parts if tail for letter in letters)
    yield from (head + letter + tail for head, tail in parts for letter in letters)
    yield from (head + tail[1:] for head, tail in parts if tail)
