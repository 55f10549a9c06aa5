"""In which order equally found things stand: exact before folded before other forms and beginnings before texts; words before
their lemmas. Of what holds some of the words only: what holds more of them, and rarer ones, first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from django.db.models import QuerySet

from kopir.base.fold import fold
from kopir.base.tongue import LANGUAGES
from kopir.search.backends import Wanted, backend
from kopir.search.documents import in_small_letters, joined
from kopir.search.language import lemmas
from kopir.search.models import Document, IndexRow
from kopir.search.words import Kind
from kopir.territories.spelling import aliases

RANKED = 200
"""How many of the best matches are put in order and can be paged through; beyond that one narrows the search."""
FOLDED = {0: 1, 2: 3}
KINDS = {kind: place for place, kind in enumerate(Kind)}
IN_TEXT = 5
COUNTED = 1000
"""Documents counted of each word: what more than so many hold is no rarer than that."""
ALL = 10_000
"""Among how many documents a word that COUNTED of them hold still tells something."""


def best(rows: QuerySet[IndexRow], query: Wanted, text: str, limit: int = RANKED) -> list[Document]:
    """The engine's best, put in order."""
    if not query.every:
        return _best_of_some(rows, query, limit)
    chosen = backend().best(rows, query, limit)
    plain = " ".join(query.exact) == fold(text)
    return sorted(chosen, key=lambda document: _place(document, closeness(document, query, text), plain))


def _place(document: Document, close: int, plain: bool) -> tuple[float, ...]:
    """Exact before folded before beginnings; then what matters more; then the engine's rank, in which a word as it was typed
    weighs more than its lemma. `plain`: the query holds no letter that folding changes, so it may stand for a Kazakh word
    typed without its letters: then folded is as good as exact, and `улан` finds the district Ұлан before a village Улан."""
    as_good = FOLDED.get(close, close) if plain else close
    rank = document.rank  # type: ignore[attr-defined]  # as the engine annotated it
    weight = -document.weight if close < IN_TEXT else 0
    return (as_good, weight, close, KINDS[Kind(document.kind)] if close < IN_TEXT else 0, rank, document.pk)


def _best_of_some(rows: QuerySet[IndexRow], query: Wanted, limit: int) -> list[Document]:
    """By how much the words say that a document holds: a rare one more than two that many hold. The engine would put a frequent
    word of a title above a rare one of a text. Those with the rarest word are among the chosen, whatever the engine prefers."""
    each = list(_each(query))
    numbers = backend().counts(rows, each, COUNTED)
    if not numbers:
        return []
    rarest = each[min(numbers, key=numbers.__getitem__)]
    chosen = list(backend().best(rows.filter(backend().condition(rarest)), query, limit))
    if len(chosen) < limit:
        chosen += backend().best(rows.exclude(pk__in=[one.pk for one in chosen]), query, limit - len(chosen))
    held = backend().held([one.pk for one in chosen], each)
    says = {at: log(ALL / number) for at, number in numbers.items()}
    return sorted(chosen, key=lambda one: (-sum(says[at] for at in held.get(one.pk, ())), one.rank, one.pk))  # type: ignore[attr-defined]


def _each(query: Wanted) -> Iterator[Wanted]:
    """Each word by itself."""
    last = len(query.terms) - 1
    for at, forms in enumerate(query.terms):
        yield replace(query, terms=[forms], lemmas=[query.lemmas_of(at)], exact=(), may_go_on=query.may_go_on and at == last)


def closeness(document: Document, query: Wanted, text: str) -> int:
    """0 the very number or name · 1 the name but for letters folded · 2 every word as typed in a name · 3 every word
    folded, or the name in another form · 4 words in another form, or the last one's beginning · 5 in the text."""
    names = [name for name, _language in _names(document)]
    small, folded = in_small_letters(text), fold(text)
    if text.strip() == document.label or any(in_small_letters(name) == small for name in names):
        return 0
    if any(fold(name) == folded for name in names):
        return 1
    if any(set(query.exact) <= set(in_small_letters(name).split()) for name in names):
        return 2
    words = set(" ".join(fold(form) for name in names for form in (name, *joined(name))).split())
    if all(_has(words, forms) for forms in query.terms):
        return 3
    if document.kind == Kind.SECTOR:
        return 3  # found by a keyword: the field itself is what the words are about
    last = tuple(query.terms[-1])
    begun = any(word.startswith(last) for word in words)
    if begun and all(_has(words, forms) for forms in query.terms[:-1]):
        return 4
    return _in_other_forms(document, query)


def _in_other_forms(document: Document, query: Wanted) -> int:
    """`Глубоковском районе` is the whole name but for its endings, `Глубоковском` a part of it."""
    if not query.lemmas or not all(query.lemmas):
        return IN_TEXT
    asked = [{one for lemma in of_term for one in lemma.split()} for of_term in query.lemmas]
    close = IN_TEXT
    for name, language in _names(document):
        held = set(lemmas(name, language))
        if all(held & of_term for of_term in asked):
            close = min(close, 3 if held <= set().union(*asked) else 4)
    return close


def _names(document: Document) -> Iterator[tuple[str, str]]:
    """Names with their languages; of a place also those by which people still call it, which may be of either."""
    named = [(getattr(document, f"name_{language}"), language) for language in LANGUAGES]
    if document.kind == Kind.TERRITORY:
        named += [(name, language) for name in aliases().get(document.key, ()) for language in LANGUAGES[:2]]
    return ((name, language) for name, language in named if name)


def _has(words: set[str], forms: Sequence[str]) -> bool:
    return any(set(form.split()) <= words for form in forms)
