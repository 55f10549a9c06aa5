"""The list of effect cards, and one card."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.effects import rules
from kopir.effects.acts import lacking
from kopir.effects.models import Effect
from kopir.effects.queries import cards as queries
from kopir.effects.queries.cards import CSV_COLUMNS, UNSAID
from kopir.effects.queries.evaluating import evaluations_of
from kopir.effects.queries.evidence import evidence_of
from kopir.effects.words import Agreed, ChainLevel
from kopir.journal import access
from kopir.web.downloads import csv_download
from kopir.web.effects.actions import possible
from kopir.web.effects.filters import Effects
from kopir.web.effects.steps import label_of, writable_steps
from kopir.web.public.reading import language, number

PAGE = 24


@require_safe
def effects(request: HttpRequest) -> HttpResponse:
    form = Effects(request)
    rows = queries.list_effects(form.filter(), after=number(request, "after"), limit=PAGE + 1)
    words = queries.count_by_word(form.filter())
    context = {
        "form": form, "rows": rows[:PAGE], "following": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "total": sum(words.values()), "words": [(Agreed(code).label, words[code]) for code in Agreed.values],
        "unsaid": words[UNSAID],
    }  # fmt: skip
    return render(request, "effects/cards.html", context)


@require_safe
def effects_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("effects", CSV_COLUMNS, queries.csv_rows(Effects(request).filter(), language()))


@require_safe
def effect(request: HttpRequest, ref: str) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    found = queries.effect_for(by, ref)
    if not found.is_public:
        access.looked(by, found, request.path)
    context = {**words_of(request, found), **_said(by, found), **_shown(by, found), **_to_do(by, found)}
    return render(request, "effects/card.html", context)


def words_of(request: HttpRequest, found: Effect) -> dict[str, Any]:
    """The text in the reader's language, or in the one asked for by `?text=`."""
    rows = {row.language: row for row in found.texts.all() if row.title}
    chosen = rows.get(request.GET.get("text", "")) or found.text_in(language())
    return {"effect": found, "text": chosen, "languages": list(rows)}


def chain_of(found: Effect) -> list[dict[str, Any]]:
    """Levels that have steps, in order: dicts of `level`, `name`, `steps`."""
    steps = list(found.chain.all())
    rows = [
        {"level": level, "name": str(level.label), "steps": [row for row in steps if row.level == level]} for level in ChainLevel
    ]
    return [row for row in rows if row["steps"]]


def _said(by: Actor, found: Effect) -> dict[str, Any]:
    return {
        "sides": queries.words_of_sides(found),
        "earlier": [row for row in found.confirmations.all() if row.lapsed_at is not None],
        "gains": queries.gains_of(found),
        "evaluations": evaluations_of(by, found),
        "story": queries.story(found) if found.is_public else [],
    }


def _shown(by: Actor, found: Effect) -> dict[str, Any]:
    return {
        "levels": chain_of(found),
        "evidence": evidence_of(found),
        "money": list(found.money.all()),
        "tenge": sum(row.tenge for row in found.money.all()),
        "party": rules.party_of(by, found),
    }


def _to_do(by: Actor, found: Effect) -> dict[str, Any]:
    may_do = possible(by, found)
    writes = bool(rules.may_write(by, found))
    return {
        "primary": [one for one in may_do if one.action.is_first],
        "others": [one for one in may_do if not one.action.is_first],
        "steps": writable_steps(found) if writes else [],
        "steps_to_go": [label_of(name) for name in lacking(found)] if rules.may_publish(by, found) else [],
        "may_gain": bool(rules.may_name_gain(by, found)),
        "may_evaluate": bool(rules.may_evaluate(by, found)),
    }
