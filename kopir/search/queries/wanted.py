"""What is looked for: the words of the box, what they are narrowed to, and the queries they become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kopir.base.fold import fold, skeleton, spellings
from kopir.search.backends import Wanted
from kopir.search.called import also_called
from kopir.search.documents import in_small_letters, joined
from kopir.search.language.silent import telling
from kopir.search.language.typed import TELLING, lemmas_of
from kopir.territories.models import Territory

WORDS = 12
LONGEST = 200
LONGEST_WORD = 60
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,4}")


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
    """Every word that says something in any of its forms; None when there is none."""
    words = words_of(text)
    if not words:
        return None
    words = words if in_names else telling(words)
    terms = [_forms(word) for word in words]
    by_lemma = [] if in_names else [lemmas_of(word) for word in words]
    begun = in_names or not _ABBREVIATION.fullmatch(words[-1])  # ШҚО is not the beginning of школа
    return Wanted(terms, in_small_letters(" ".join(words)).split(), lemmas=by_lemma, in_names=in_names, may_go_on=begun)


def _forms(word: str) -> Sequence[str]:
    """With a hyphen also without it: the name may be written in one word."""
    return tuple(dict.fromkeys((*spellings(word), *map(fold, joined(word)))))


def tries(text: str) -> Iterator[tuple[str, Wanted]]:
    """All words; then names that sound so; then all in any of the three languages; then any of the words, the same way."""
    every = all_words(text)
    if every is None:
        return
    yield "every", every
    words = telling(words_of(text))
    sounds = skeleton(" ".join(words)).split()
    if sounds and min(map(len, sounds)) >= TELLING:
        yield "sound", replace(every, sounds=sounds, by_sound=True)
    called = [also_called(word, own) for word, own in zip(words, every.lemmas, strict=True)]
    if called != every.lemmas:
        yield "translated", replace(every, lemmas=called)
    longer = [at for at, forms in enumerate(every.terms) if len(forms[0]) >= TELLING]
    if len(every.terms) > 1 and longer:
        terms, by_lemma = [every.terms[at] for at in longer], [called[at] for at in longer]
        yield "some", replace(every, terms=terms, lemmas=by_lemma, every=False)
