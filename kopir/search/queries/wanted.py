"""What is looked for: the words of the box, what they are narrowed to, and the queries they become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kopir.base.fold import fold, skeleton, spellings
from kopir.search.backends import Wanted
from kopir.search.documents import in_small_letters
from kopir.search.language import lemma, lemmas
from kopir.territories.models import Territory

WORDS = 12
LONGEST = 200
LONGEST_WORD = 60
TELLING = 3
"""Letters of a word that says something by itself: shorter ones are not looked for alone or by their sound."""
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.I)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and what it is narrowed to; empty values do not narrow. `state`: a kind and its state,
    `matter:open`. `period`: a year. `since_document`: only what came into the index after this one. `page` counts from 1.
    `as_typed`: errors of typing are not mended."""

    text: str = ""
    kind: str = ""
    territory: Territory | None = None
    sector: str = ""
    language: str = ""
    state: str = ""
    period: str = ""
    since_document: int = 0
    page: int = 1
    as_typed: bool = False

    @property
    def is_narrowed(self) -> bool:
        narrowed = (self.kind, self.territory, self.sector, self.language, self.state, self.period)
        return any(narrowed) or bool(self.since_document)

    def without_newness(self) -> Search:
        return replace(self, since_document=0, page=1)

    def with_text(self, text: str) -> Search:
        return replace(self, text=text)

    @property
    def years(self) -> tuple[date, date] | None:
        """First and last day of the period; None without one."""
        year = int(self.period) if self.period.isascii() and self.period.isdecimal() else 0
        return (date(year, 1, 1), date(year, 12, 31)) if 1900 < year < 2200 else None


def words_of(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in text[:LONGEST].split() if fold(word)][:WORDS]


def all_words(text: str, *, in_names: bool = False) -> Wanted | None:
    """Every word in any of its forms; None when there is none."""
    words = words_of(text)
    if not words:
        return None
    terms = [spellings(word) for word in words]
    by_lemma = [] if in_names else [lemmas_of(word) for word in words]
    return Wanted(terms, in_small_letters(" ".join(words)).split(), lemmas=by_lemma, in_names=in_names)


def tries(text: str) -> Iterator[tuple[str, Wanted]]:
    """All words; then names that sound so; then any of the words."""
    every = all_words(text)
    if every is None:
        return
    yield "every", every
    sounds = skeleton(" ".join(words_of(text))).split()
    if sounds and min(map(len, sounds)) >= TELLING:
        yield "sound", replace(every, sounds=sounds, by_sound=True)
    telling = [at for at, forms in enumerate(every.terms) if len(forms[0]) >= TELLING]
    if len(every.terms) > 1 and telling:
        terms, by_lemma = [every.terms[at] for at in telling], [every.lemmas[at] for at in telling]
        yield "some", replace(every, terms=terms, lemmas=by_lemma, every=False)


def lemmas_of(word: str) -> Sequence[str]:
    """The lemma in each language the word may be of. A Latin word may be English, or Kazakh in Latin letters. What is several
    words to the index, as `2026-000058`, has none: half of it does not stand for it."""
    folded = fold(word)
    if len(folded) < TELLING or " " in folded:
        return ()
    if _KAZAKH.search(word):
        found = [lemma(word, "kk")]
    elif _CYRILLIC.search(word):
        found = [lemma(word, "kk"), lemma(word, "ru")]
    else:
        found = [lemma(word, "en"), *lemmas(word, "kk")]
    return tuple(dict.fromkeys(one for one in found if one and " " not in one))
