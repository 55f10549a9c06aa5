"""The glossary: words of the field and of every day in three languages, to be read, searched and downloaded."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from kopir.base.fold import fold, sort_key
from kopir.search.glossary import Entry, entries
from kopir.web.downloads import csv_download
from kopir.web.public import reading

PAGE = 100
# By the name of the file a word stands in.
SECTORS = {
    "civil_society": _("Civil society"), "government": _("State and administration"), "law": _("Law"),
    "projects": _("Projects and money"), "social_work": _("Social work"), "disability": _("Disability and accessibility"),
    "health": _("Health"), "education": _("Education"), "family_work": _("Family and work"), "sport_youth": _("Sport and youth"),
    "culture": _("Culture and heritage"), "ecology": _("Nature"), "housing_city": _("Housing and city"), "village": _("Village"),
    "places": _("Places"), "nouns": _("Everyday: nouns"), "adjectives": _("Everyday: adjectives"), "verbs": _("Everyday: verbs"),
    "function_words": _("Everyday: small words"),
}  # fmt: skip
KINDS = {
    "n": pgettext_lazy("part of speech", "noun"), "adj": pgettext_lazy("part of speech", "adjective"),
    "v": pgettext_lazy("part of speech", "verb"), "adv": pgettext_lazy("part of speech", "adverb"),
    "num": pgettext_lazy("part of speech", "numeral"), "pron": pgettext_lazy("part of speech", "pronoun"),
    "conj": pgettext_lazy("part of speech", "conjunction"), "post": pgettext_lazy("part of speech", "postposition"),
    "phrase": pgettext_lazy("part of speech", "phrase"), "name": pgettext_lazy("part of speech", "name"),
}  # fmt: skip
COLUMNS = ("kk", "ru", "en", "kind", "sector")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    pages = -(-len(found) // PAGE)
    page = max(1, min(reading.number(request, "page") or 1, pages))
    shown = found[(page - 1) * PAGE : page * PAGE]
    text, sector = request.GET.get("q", "")[:60], request.GET.get("sector", "")
    context = {
        "rows": [(row, KINDS.get(row.kind, row.kind), sector_name(row.sector)) for row in shown],
        "text": text, "sector": sector, "sectors": _sectors(),
        "conditions": [*([f"«{text}»"] if text else []), *([sector_name(sector)] if sector else [])],
        "total": len(found), "all": len(entries()), "page": page, "pages": pages, "earlier": page - 1, "later": page + 1,
    }  # fmt: skip
    return render(request, "public/glossary.html", context)


@require_safe
def glossary_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_download("glossary", COLUMNS, ([*row] for row in _found(request)))


def sector_name(name: str) -> str:
    return str(SECTORS.get(name, name))


def _sectors() -> list[tuple[str, str]]:
    there = {row.sector for row in entries()}
    return [(name, sector_name(name)) for name in [*SECTORS, *sorted(there - SECTORS.keys())] if name in there]


def _found(request: HttpRequest) -> list[Entry]:
    """Narrowed by words and sector; what begins so comes first, then in the order of the reader's language."""
    wanted, sector = fold(request.GET.get("q", "")[:60]), request.GET.get("sector", "")
    rows = [
        (row, words)
        for row, words in _sorted(reading.language())
        if (not sector or row.sector == sector) and (not wanted or any(wanted in one for one in words))
    ]
    if wanted:
        rows.sort(key=lambda pair: not any(one.startswith(wanted) for one in pair[1]))
    return [row for row, _words in rows]


@cache
def _sorted(language: str) -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    """Every entry with its folded words, in the order of a language."""
    rows = sorted(entries(), key=lambda row: sort_key(getattr(row, language), language))
    return tuple((row, tuple(fold(text) for text in (row.kk, row.ru, row.en))) for row in rows)
