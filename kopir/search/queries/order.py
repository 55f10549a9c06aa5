"""In which order equally found things stand: exact before folded before beginnings before texts; words before their lemmas."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from kopir.base.fold import fold
from kopir.search.backends import Wanted, backend
from kopir.search.documents import in_small_letters
from kopir.search.models import Document, IndexRow
from kopir.search.words import Kind

RANKED = 200
"""How many of the best matches are put in order and can be paged through; beyond that one narrows the search."""
FOLDED = {0: 1, 2: 3}
KINDS = {kind: place for place, kind in enumerate(Kind)}
IN_TEXT = 5


def best(rows: QuerySet[IndexRow], query: Wanted, text: str, limit: int = RANKED) -> list[Document]:
    """The engine's best, put in order."""
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


def closeness(document: Document, query: Wanted, text: str) -> int:
    """0 the very number or name · 1 the name but for letters folded · 2 every word as typed in a name · 3 every word
    folded · 4 the last one's beginning · 5 in the text, or by lemmas."""
    names = [name for name in (document.name_kk, document.name_ru, document.name_en) if name]
    small, folded = in_small_letters(text), fold(text)
    if text.strip() == document.label or any(in_small_letters(name) == small for name in names):
        return 0
    if any(fold(name) == folded for name in names):
        return 1
    if any(set(query.exact) <= set(in_small_letters(name).split()) for name in names):
        return 2
    words = set(" ".join(fold(name) for name in names).split())
    if all(_has(words, forms) for forms in query.terms):
        return 3
    if document.kind == Kind.SECTOR:
        return 3  # found by a keyword: the field itself is what the words are about
    last = tuple(query.terms[-1])
    begun = any(word.startswith(last) for word in words)
    return 4 if begun and all(_has(words, forms) for forms in query.terms[:-1]) else IN_TEXT


def _has(words: set[str], forms: Sequence[str]) -> bool:
    return any(set(form.split()) <= words for form in forms)
