"""The library of practices, one card, and the rule of the levels of evidence."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.journal import access
from kopir.practices import levels as evidence_levels
from kopir.practices import queries
from kopir.practices.acts.reviewing import lacking
from kopir.practices.forms import About, Text
from kopir.practices.models import Card
from kopir.practices.queries.cards import CSV_COLUMNS
from kopir.practices.words import EvidenceLevel, Repeated
from kopir.web.downloads import csv_download
from kopir.web.practices.actions import possible
from kopir.web.practices.filters import Cards
from kopir.web.public.maps import region_tiles
from kopir.web.public.opening import note_while_writing
from kopir.web.public.reading import language, number

PAGE = 24


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    form = Cards(request)
    rows = queries.list_cards(form.filter(), after=number(request, "after"), limit=PAGE + 1)
    following = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "form": form,
        "rows": rows[:PAGE],
        "following": following,
        "total": queries.count_cards(form.filter()),
    }
    return render(request, "practices/cards.html", context)


@require_safe
def cards_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("practices", CSV_COLUMNS, queries.csv_rows(Cards(request).filter(), language()))


@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    rows = [(level, evidence_levels.RULES[level], evidence_levels.NEXT.get(level, "")) for level in EvidenceLevel]
    return render(request, "practices/levels.html", {"rows": rows})


@require_safe
def card(request: HttpRequest, ref: str) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    found = queries.card_for(by, ref)
    if not found.is_public:
        access.looked(by, found, request.path)
    note_while_writing(by, found)
    return render(request, "practices/card.html", {**words_of(request, found), **_around(by, found), **_spread(found)})


def words_of(request: HttpRequest, found: Card) -> dict[str, Any]:
    """The text in the reader's language, or in the one asked for by `?text=`."""
    rows = {row.language: row for row in found.texts.all() if row.title}
    return {
        "card": found,
        "text": rows.get(request.GET.get("text", "")) or found.text_in(language()),
        "languages": list(rows),
    }


def _around(by: Actor, found: Card) -> dict[str, Any]:
    may_do = possible(by, found)
    return {
        "evidence": queries.evidence_of(found),
        "level": EvidenceLevel(found.level),
        "level_rule": evidence_levels.RULES[EvidenceLevel(found.level)],
        "level_next": evidence_levels.NEXT.get(EvidenceLevel(min(found.level + 1, 5)), "") if found.level < 5 else "",
        "reviews": list(found.reviews.select_related("post", "organisation")),
        "asks": list(found.asks.select_related("post", "organisation")),
        "used": found.uses.count(),
        "story": queries.story(found) if found.is_public else [],
        "primary": [one for one in may_do if one.action.is_first],
        "others": [one for one in may_do if not one.action.is_first],
        "steps_to_go": _to_go(found) if any(one.action.name == "discard" for one in may_do) else [],
    }


def _to_go(found: Card) -> list[str]:
    """What a review would still miss, in words."""
    names = {**Text.base_fields, **About.base_fields}
    labels = {"territory": _("Place"), **{name: str(field.label) for name, field in names.items()}}
    return [labels[name] for name in lacking(found)]


def _spread(found: Card) -> dict[str, Any]:
    rows = queries.adoptions_of(found)
    if not rows:
        return {"adoptions": []}
    spread = queries.spread(rows)
    tiles, legend = region_tiles(queries.by_region(rows))
    answers = [(Repeated(code).label, spread.counts[code]) for code in Repeated.values]
    return {"adoptions": rows, "spread": spread, "answers": answers, "tiles": tiles, "legend": legend}
