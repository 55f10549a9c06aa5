"""Finding. What a reader may not know of a matter is not in the index, and is left out here too should it still be there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from kopir.base.actors import Actor
from kopir.base.fold import fold, skeleton, spellings
from kopir.interactions.words import NOT_RECEIVED, Visibility
from kopir.search.backends import Wanted, backend
from kopir.search.documents import in_small_letters
from kopir.search.marking import Piece, marked, snippet
from kopir.search.models import Document, IndexRow
from kopir.search.words import Kind
from kopir.territories.models import Territory, inside

PAGE = 20
RANKED = 200
"""How many of the best matches are put in order and can be paged through; beyond that one narrows the search."""
WORDS = 12
FOLDED = {0: 1, 2: 3}
KINDS = {kind: place for place, kind in enumerate(Kind)}
TELLING = 3
"""Letters of a word that says something by itself: shorter ones are not looked for alone or by their sound."""
LONGEST = 200
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and what it is narrowed to; empty values do not narrow. `page` counts from 1."""

    text: str = ""
    kind: str = ""
    territory: Territory | None = None
    sector: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` and `snippet` are pieces of plain text, some of them marked as found."""

    document: Document
    title: list[Piece]
    snippet: list[Piece]
    title_language: str = ""
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`how`: "every" (all words), "sound" (spelled alike), "some" (some of the words) or "" (nothing typed).

    `total` counts what the narrowing leaves. `kinds`, `regions` (by code) and `sectors` (by code) count what was found
    under each, whatever is chosen in that facet itself.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    how: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    sectors: dict[str, int] = field(default_factory=dict)
    page: int = 1
    pages: int = 0


def search(by: Actor, wanted: Search, language: str = "kk") -> Found:
    """All words first; then names that sound so; then any of the words. A few queries, however much is found."""
    text = wanted.text[:LONGEST]
    for how, query in _tries(text):
        rows = visible_to(by).filter(backend().condition(query))
        if wanted.territory:
            rows = rows.filter(inside("document__territory", wanted.territory))
        groups = _groups(rows)
        if groups:
            return _found(rows, groups, wanted, query, how, language)
    return Found()


def visible_to(by: Actor) -> QuerySet[IndexRow]:
    """Everything in the index is open, but for a matter that was restricted since it was put there."""
    still_open = Q(document__matter__visibility=Visibility.PUBLIC) & ~Q(
        document__matter__state__in=NOT_RECEIVED
    )
    return IndexRow.objects.filter(Q(document__holds_text=False) | still_open)


def _tries(text: str) -> list[tuple[str, Wanted]]:
    words = [word[:LONGEST_WORD] for word in text.split() if fold(word)][:WORDS]
    if not words:
        return []
    terms = [spellings(word) for word in words]
    exact = in_small_letters(" ".join(words)).split()
    sounds = skeleton(" ".join(words)).split()
    telling = [forms for forms in terms if len(forms[0]) >= TELLING]
    tries = [("every", Wanted(terms, exact))]
    if sounds and min(map(len, sounds)) >= TELLING:
        tries.append(("sound", Wanted(terms, exact, sounds, by_sound=True)))
    if len(terms) > 1 and telling:
        tries.append(("some", Wanted(telling, exact, every=False)))
    return tries


# ---- Counting --------------------------------------------------------------------------------------------

Group = tuple[str, str, str, int]


def _groups(rows: QuerySet[IndexRow]) -> list[Group]:
    """Kind, region, sectors and how many: one query from which every facet is added up."""
    columns = ("document__kind", "region", "document__sectors")
    grouped = rows.annotate(region=Substr("document__territory", 1, 2)).values_list(*columns).order_by()
    return list(grouped.annotate(number=Count("pk")))


def _counted(groups: Iterable[Group], wanted: Search) -> tuple[Counter[str], Counter[str], Counter[str], int]:
    kinds, regions, sectors = Counter[str](), Counter[str](), Counter[str]()
    total = 0
    for kind, region, codes, number in groups:
        right_kind, right_sector = (
            wanted.kind in ("", kind),
            not wanted.sector or f",{wanted.sector}," in codes,
        )
        if right_sector:
            kinds[kind] += number
        if right_kind:
            sectors.update({code: number for code in codes.split(",") if code})
        if right_kind and right_sector:
            total += number
            if region:
                regions[f"{region}0000000"] += number
    return kinds, regions, sectors, total


def _found(
    rows: QuerySet[IndexRow], groups: list[Group], wanted: Search, query: Wanted, how: str, language: str
) -> Found:
    kinds, regions, sectors, total = _counted(groups, wanted)
    pages = -(-min(total, RANKED) // PAGE)
    page = max(1, min(wanted.page, pages))
    best = _best(_narrowed(rows, wanted), query, wanted.text[:LONGEST])
    shown = [hit(document, query, language) for document in best[(page - 1) * PAGE : page * PAGE]]
    return Found(shown, total, how, dict(kinds), dict(regions), dict(sectors), page, pages)


def _narrowed(rows: QuerySet[IndexRow], wanted: Search) -> QuerySet[IndexRow]:
    if wanted.kind:
        rows = rows.filter(document__kind=wanted.kind)
    return rows.filter(document__sectors__contains=f",{wanted.sector},") if wanted.sector else rows


# ---- Order -----------------------------------------------------------------------------------------------


def _best(rows: QuerySet[IndexRow], query: Wanted, text: str) -> list[Document]:
    """The engine's best, put in order."""
    ranked = rows.annotate(rank=backend().rank(query)).select_related("document").order_by("rank", "pk")
    plain = " ".join(query.exact) == fold(text)
    found = sorted(ranked[:RANKED], key=lambda row: _place(row, closeness(row.document, query, text), plain))
    return [row.document for row in found]


def _place(row: IndexRow, close: int, plain: bool) -> tuple[float, ...]:
    """Exact before folded before beginnings; then what matters more; then the engine's rank. `plain`: the query holds no
    letter that folding changes, so it may stand for a Kazakh word typed without its letters: then folded is as good as
    exact, and `улан` finds the district Ұлан before a village Улан."""
    as_good = FOLDED.get(close, close) if plain else close
    document, rank = row.document, getattr(row, "rank", 0.0)
    return (as_good, -document.weight, close, KINDS[Kind(document.kind)], rank, row.pk)


def closeness(document: Document, query: Wanted, text: str) -> int:
    """0 the very number or name · 1 the name but for letters folded · 2 every word as typed in a name · 3 every word
    folded · 4 the last one's beginning · 5 in the text only."""
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
    last = tuple(form for form in query.terms[-1])
    if document.kind == Kind.SECTOR:
        return 3  # found by a keyword: the field itself is what the words are about
    begun = any(word.startswith(last) for word in words)
    return 4 if begun and all(_has(words, forms) for forms in query.terms[:-1]) else 5


def _has(words: set[str], forms: Sequence[str]) -> bool:
    return any(set(form.split()) <= words for form in forms)


# ---- Showing ---------------------------------------------------------------------------------------------


def hit(document: Document, query: Wanted, language: str) -> Hit:
    beginnings = tuple(part for forms in query.terms for form in forms for part in form.split())
    name = document.name(language)
    return Hit(
        document,
        marked(name.text[:1].upper() + name.text[1:], beginnings),
        snippet(document.text, beginnings),
        name.language,
        name.is_fallback,
    )
