"""When nobody answers who knows meanings: the database's own index, by the longest words of the text and what the glossary
calls them in the other languages."""

from __future__ import annotations

from kopir.search.backends import Wanted, backend, by_index
from kopir.search.meaning.found import Near, Shared
from kopir.search.meaning.making import tellings
from kopir.search.meaning.shared import all_terms
from kopir.search.meaning.shared import shared as in_common
from kopir.search.meaning.terms import Term
from kopir.search.models import Document, IndexRow

WORDS = 12
LOOKED_AT = 20  # of the engine's best
WORDLESS = ("p", "n", "d")  # keys that are no lemmas


@by_index()
def near(text: str, limit: int) -> list[Near]:
    """Two queries. `words` is the plain share of words in common."""
    asked = [term for term in all_terms(text) if term.entry is not None or len(term.text) > 3]
    longest = sorted(asked, key=lambda term: -len(term.text))[:WORDS]
    forms = [found for term in longest if (found := _lemmas(term))]
    if not forms:
        return []
    wanted = Wanted([[one[0]] for one in forms], [], every=False, lemmas=forms)
    rows = IndexRow.objects.filter(backend().condition(wanted), document__holds_text=True)
    ranked = rows.annotate(rank=backend().rank(wanted)).order_by("rank", "pk").values_list("pk", flat=True)
    documents = Document.objects.in_bulk(list(ranked[: min(limit, LOOKED_AT)]))
    return [_near(document, asked) for document in documents.values()]


def _lemmas(term: Term) -> list[str]:
    parts = [key.split(":", 1) for key in term.keys]
    return [word for kind, word in parts if kind not in WORDLESS]


def _near(document: Document, asked: list[Term]) -> Near:
    held = {key for telling in tellings(document) for term in all_terms(telling) for key in term.own}
    share = sum(1 for term in asked if held & set(term.keys)) / len(asked)
    return Near(document.pk, 0.0, share, share)


def shared(text: str, other: str) -> Shared:
    return in_common(all_terms(text), all_terms(other), lambda term: float(len(term.text)))
