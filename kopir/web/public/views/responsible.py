"""“Whom do I write to?”: a place and a field lead to one post. Every state of the answer has an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kopir.interactions import queries as matters
from kopir.organisations.models import Organisation
from kopir.organisations.queries import akimat_of
from kopir.posts.queries import PostFilter, Route, list_posts, post_card, responsible_post
from kopir.posts.words import PostKind
from kopir.regulation.queries import duties_of
from kopir.search.about import Proposal, propose
from kopir.search.queries import places
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import Suggestion, breadcrumbs, children, label_all, regions, resolve
from kopir.territories.words import Level
from kopir.web.public import reading
from kopir.web.ui.widgets import Suggest

NEAR = 8
FIRST_DUTIES = 6


class Ask(forms.Form):
    """Where and about what, on the first page. `where` is set by the suggestions; what was typed counts without them."""

    place = forms.CharField(
        label=_("Where?"),
        help_text=_("Village, city, district or region, in any spelling"),
        max_length=100,
        required=False,
        widget=Suggest("public:suggest_places", target="id_where"),
    )
    where = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("About what?"),
        help_text=_("In your own words: rubbish, wheelchair ramps, a youth club …"),
        max_length=200,
        required=False,
    )


@dataclass(frozen=True)
class Asked:
    """What the address says. `choices`: places that what was typed may mean; `unknown`: nothing is called so."""

    place: Territory | None
    choices: list[Suggestion]
    unknown: str
    sector: Sector | None
    proposals: list[Proposal]
    words: str


def asked(request: HttpRequest) -> Asked:
    place, choices, unknown = _place(request)
    words = request.GET.get("words", "").strip()[:200]
    sector = reading.sector(request)
    return Asked(place, choices, unknown, sector, propose(words) if words and sector is None else [], words)


def _place(request: HttpRequest) -> tuple[Territory | None, list[Suggestion], str]:
    found, typed = reading.place(request, "where"), request.GET.get("place", "").strip()[:100]
    if found is not None or not typed:
        return found, [], ""
    named = resolve(typed)
    if isinstance(named, Territory):
        return named, [], ""
    choices = label_all(named[:NEAR]) if named else places(typed, NEAR)
    if len(choices) == 1:
        return choices[0].territory, [], ""
    return None, choices, "" if choices else typed


@require_safe
def responsible(request: HttpRequest) -> HttpResponse:
    wanted = asked(request)
    common: dict[str, Any] = {"asked": wanted, "place": wanted.place, "sector": wanted.sector}
    if wanted.place is None:
        return render(request, "public/responsible/where.html", common | _where(request))
    common["above"] = breadcrumbs(wanted.place)[1:]
    if wanted.sector is None:
        return render(request, "public/responsible/about.html", common | _about(wanted.place))
    route = responsible_post(wanted.place, wanted.sector)
    if route is None:
        return render(request, "public/responsible/nobody.html", common | _nobody(wanted.place, request))
    return render(request, "public/responsible/post.html", common | _answer(route))


def _where(request: HttpRequest) -> dict[str, Any]:
    return {"form": Ask(request.GET if request.GET.get("place") else None), "regions": regions()}


def _about(place: Territory) -> dict[str, Any]:
    deeper = children(place) if place.level <= Level.REGION else []
    return {"sectors": sectors_in_force(), "deeper": deeper}


def _answer(route: Route) -> dict[str, Any]:
    card = post_card(route.post)
    days, answers = matters.answering_days(Q(accountable=route.post))
    return {
        "route": route,
        "card": card,
        "steps": [reading.in_own_language(step) for step in route.steps],
        "days": days,
        "answers": answers,
        "counts": matters.counts(Q(accountable=route.post)),
        "duties": duties_of(route.post)[:FIRST_DUTIES],
    }


def _nobody(place: Territory, request: HttpRequest) -> dict[str, Any]:
    """What is left when no post in the tree is held: who co-ordinates, and the bodies of the place."""
    posts = list_posts(request.actor, PostFilter(kind=PostKind.COORDINATION), reading.language(), limit=3)  # type: ignore[attr-defined]
    vacant = list_posts(request.actor, PostFilter(territory=place), reading.language(), limit=3)  # type: ignore[attr-defined]
    return {"coordination": posts.rows, "vacant": vacant.rows, "bodies": _bodies(place)}


def _bodies(place: Territory) -> list[Organisation]:
    """The nearest akimat, from the place upwards."""
    for one in [place, *reversed(breadcrumbs(place))]:
        if body := akimat_of(one):
            return [body]
    return []
