"""In which order what is near is shown, what is not shown at all, and what is likely the same.

By meaning and by words each gives its own order; the two are joined by reciprocal ranks, so that neither scale matters. The best
are then put in order by how near they are, with a little for the same place and field. Below the threshold nothing is shown:
a wrong hint costs more than a missing one. The thresholds were set on practice sets: see docs/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kopir.search.meaning.found import Near

KEPT = 50  # of all candidates
PATIENT = 60  # the usual constant of reciprocal ranks
WORDS = 1.25  # what shared words weigh beside the meaning
SHOW = 0.51  # nearness from which something is shown
SHOW_FEW = 0.6  # the same when few words were said: of them the meaning is known less surely
SAME = 0.95  # and from which it is likely the same
SAME_WORDS = 0.3  # of the words, at least
ENOUGH = 12  # words of a text: of fewer nobody can say that it is the same as another
WORDS_ALONE = 2.0  # what words weigh where meaning is not known


def fused(near: Sequence[Near]) -> list[Near]:
    """The best of both orders, joined."""
    places: dict[int, float] = {}
    for scores in (_by_meaning(near), _by_words(near)):
        for place, document in enumerate(scores):
            places[document] = places.get(document, 0.0) + 1 / (PATIENT + place)
    kept = sorted(near, key=lambda one: (-places.get(one.document, 0.0), one.document))
    return kept[:KEPT]


def _by_meaning(near: Iterable[Near]) -> list[int]:
    found = sorted((one for one in near if one.meaning > 0), key=lambda one: -one.meaning)
    return [one.document for one in found]


def _by_words(near: Iterable[Near]) -> list[int]:
    found = sorted((one for one in near if one.rank_by_words > 0), key=lambda one: -one.rank_by_words)
    return [one.document for one in found]


def nearness(one: Near, *, by_words: bool) -> float:
    """From 0, nothing in common, to 2 and more, the same text."""
    return one.words * WORDS_ALONE if by_words else one.meaning + one.words * WORDS


def is_shown(one: Near, *, by_words: bool, said: int = ENOUGH) -> bool:
    """`said`: the number of words that are compared."""
    return nearness(one, by_words=by_words) >= (SHOW if said >= ENOUGH else SHOW_FEW)


def is_likely_same(one: Near, *, by_words: bool) -> bool:
    return nearness(one, by_words=by_words) >= SAME and one.words >= SAME_WORDS
