"""What the effects of a place, a state body or a sector come to: a page, two pages of paper, sheets for the wall, a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.errors import Refused
from kopir.effects import pictures
from kopir.effects.benefit_paper import benefit_paper, lead, rule
from kopir.effects.models import Effect
from kopir.effects.queries.benefit import Aim, Line, Scope, benefit, is_better
from kopir.organisations.queries import organisation_for
from kopir.organisations.words import Kind
from kopir.papers import Paper
from kopir.sectors.queries import sector_for
from kopir.territories.models import COUNTRY
from kopir.territories.queries import territory_for
from kopir.web.downloads import csv_download
from kopir.web.papers import paper_download
from kopir.web.public.reading import language, short_name

FIRST = 6
COLUMNS = (
    "ref", "title", "need", "what_changed", "territory", "territory_name", "sector", "sector_name", "organisation",
    "organisation_name", "post", "post_name", "people_low", "people_high", "tenge",
    "tenge_each_low", "tenge_each_high", "other_word", "later_check", "evidence_adequate", "counted_as_met",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """`kind` and `key`: how the address names it; `url`: of its own page; `query`: narrows the list of cards to it."""

    kind: str
    key: str
    name: str
    url: str
    scope: Scope
    query: str

    def address(self, route: str, *more: str) -> str:
        return reverse(f"public:{self.kind}_{route}", args=[self.key, *more])


def _territory(request: HttpRequest, key: str) -> Whose:
    place = territory_for(request.actor, key)  # type: ignore[attr-defined]
    query = "?" if place.pk == COUNTRY else f"?where={place.pk}"
    return Whose("territory", place.pk, str(place), reverse("public:territory", args=[place.pk]), Scope(territory=place), query)


def _body(request: HttpRequest, key: str) -> Whose:
    body = organisation_for(request.actor, key)  # type: ignore[attr-defined]
    if body.kind != Kind.STATE_BODY:
        raise Refused("not_found", _("This page is for state bodies."), hidden=True)
    url = reverse("public:organisation", args=[body.ref])
    return Whose("organisation", body.ref, str(body), url, Scope(body=body), "")


def _sector(request: HttpRequest, key: str) -> Whose:
    sector = sector_for(key)
    url = reverse("public:sector", args=[sector.code])
    return Whose("sector", sector.code, short_name(sector), url, Scope(sector=sector), f"?sector={sector.code}")


FIND: dict[str, Callable[[HttpRequest, str], Whose]] = {"territory": _territory, "organisation": _body, "sector": _sector}


# ---- Pages ---------------------------------------------------------------------------------------------------------


@require_safe
def page(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    return render(request, "effects/benefit.html", _context(FIND[kind](request, key)))


@require_safe
def sheets(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The same to be shown on a wall: one thing a sheet."""
    context = _context(FIND[kind](request, key))
    context["address"] = request.build_absolute_uri(context["page_url"])
    return render(request, "effects/sheets.html", context | {"sheets": list(_sheets(context))})


def _sheets(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What has nothing to show is left out."""
    yield {"kind": "start"}
    if told["found"].lines:
        yield {"kind": "numbers"}
    yield from ({"kind": "need", "line": line} for line in told["met"][:3])
    if told["people_chart"] is not None:
        yield {"kind": "people"}
    if told["words_chart"] is not None:
        yield {"kind": "said"}
    if told["otherwise"]:
        yield {"kind": "otherwise"}
    if told["found"].practices:
        yield {"kind": "practices"}
    yield {"kind": "end"}


def _context(whose: Whose) -> dict[str, Any]:
    found = benefit(whose.scope, language())
    return {
        "whose": whose,
        "found": found,
        "lead": lead(found),
        "rule": rule(),
        "met_of": _("%(met)s of %(all)s") % {"met": len(found.confirmed), "all": len(found.lines)},
        "moved_of": _("%(met)s of %(all)s") % {"met": found.moved, "all": len(found.plan)},
        "people": pictures.span(found.people),
        "people_confirmed": pictures.span(found.people_confirmed),
        "cost": found.cost,
        "each": pictures.between(found.cost.low, found.cost.high) if found.cost else "",
        "people_chart": pictures.people_chart(found),
        "money_chart": pictures.money_chart(found),
        "words_chart": pictures.words_chart(found),
        "met": found.confirmed[:FIRST],
        "otherwise": [line for line in found.confirmed if line.text and line.text.otherwise][:FIRST],
        "page_url": whose.address("benefit"),
        "cards_url": reverse("public:effects") + whose.query if whose.query else "",
        "csv_url": whose.address("benefit_csv"),
        "aims_csv_url": whose.address("benefit_aims_csv"),
        "needs_url": reverse("public:needs", args=[whose.key]) if whose.kind == "territory" else "",
        "sheets_url": whose.address("benefit_sheets"),
        "papers": [(code, whose.address("benefit_paper", code)) for code in ("kk", "ru")],
    }


# ---- Files ---------------------------------------------------------------------------------------------------------


@require_safe
def table(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    whose = FIND[kind](request, key)
    return csv_download(f"benefit-{whose.key}", COLUMNS, map(_cells, benefit(whose.scope, language()).lines))


def parties(effect: Effect) -> list[Any]:
    """Code and name of the place, the sector, the organisation and the post."""
    place, sector, own, post = effect.territory, effect.sector, effect.organisation, effect.post
    pairs = ((place and place.pk, place), (sector and sector.code, sector), (own and own.ref, own), (post and post.ref, post))
    return [value or "" for pair in pairs for value in pair]


def _cells(line: Line) -> list[Any]:
    effect, text, each = line.effect, line.text, line.per_person
    return [
        effect.ref, effect.title.text, text.need if text else "", text.changed if text else "", *parties(effect),
        line.people.low, line.people.high, line.tenge,
        *([round(one) for one in each] if each else ["", ""]), line.said, line.later or "", line.shown_by, line.is_confirmed,
    ]  # fmt: skip


@require_safe
def aims(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Goals and indicators that came nearer, one row a card that measured them."""
    whose = FIND[kind](request, key)
    rows = (row for aim in benefit(whose.scope, language()).aims for row in _moves(aim))
    columns = ("library", "code", "name", "card", "baseline", "low", "high", "target", "moved")
    return csv_download(f"benefit-aims-{whose.key}", columns, rows)


def _moves(aim: Aim) -> Iterator[list[Any]]:
    named = [aim.of.library, aim.of.code, aim.of]
    measured = {one.measure.effect_id: one for one in aim.moves}
    for line in aim.lines:
        one = measured.get(line.effect.pk)
        told = [one.measure.baseline, one.total.low, one.total.high, one.measure.target, is_better(one)] if one else [""] * 5
        yield [*named, line.effect.ref, *told]


@require_safe
def paper(request: HttpRequest, key: str, kind: str, tongue: str) -> HttpResponse:
    """Two pages to take along."""
    return paper_download(f"benefit-{key}", "pdf", tongue, partial(_described, request, key, kind))


def _described(request: HttpRequest, key: str, kind: str, tongue: str) -> Paper:
    with translation.override(tongue):
        whose = FIND[kind](request, key)
        address = request.build_absolute_uri(whose.address("benefit"))
        return benefit_paper(benefit(whose.scope, tongue), whose.name, tongue, address)
