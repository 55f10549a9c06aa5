"""Figures with their definitions, and pieces that several public pages share: `{% load public %}`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.fields import Named
from kopir.base.tongue import LocalisedText, localised_field
from kopir.organisations.models import Organisation
from kopir.posts.models import Post, TierRule
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
from kopir.web.public.definitions import DEFINITIONS
from kopir.web.public.opening import through
from kopir.web.public.reading import language, short_name
from kopir.web.ui import addresses

register = template.Library()


@register.inclusion_tag("ui/components/figure.html")
def counted(code: str, number: Any, date: Any = None, url: str = "") -> dict[str, Any]:
    """{% counted "open" counts.open date=counts.at url=… %}: a figure with the words of its definition. Without a date the
    page itself says when and from what its figures were counted."""
    one = DEFINITIONS[code]
    return {
        "number": number, "label": one.name, "definition": one.rule, "source": one.source if date else "", "date": date,
        "url": url,
    }  # fmt: skip


@register.filter
def short(sector: Sector) -> str:
    """{{ sector|short }}: its short name in the reader's language."""
    return short_name(sector)


@register.simple_tag(takes_context=True)
def opening(context: dict[str, Any], url: str) -> str:
    """{% opening one.url %}: the same, by way of the `draft` that is written or the matter one is `working_on`, if any."""
    return through(url, context.get("draft"), context.get("working_on"))


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: str | None) -> str:
    """{% query about=sector.code page=None %}: this page's query with some values set, and those given as None dropped."""
    request: HttpRequest | None = context.get("request")
    return addresses.with_query(request, **{name: None if value is None else str(value) for name, value in changes.items()})


@register.simple_tag(takes_context=True)
def query_with(context: dict[str, Any], name: str, value: str | None = None) -> str:
    """{% query_with facet.name value %}: the same with one value whose name is known only here, and from the first page."""
    return addresses.with_query(context.get("request"), **{name: value, "page": None})


@register.simple_tag(takes_context=True)
def csv_address(context: dict[str, Any], name: str) -> str:
    """{% csv_address "public:posts_csv" as url %}: the same table, narrowed in the same way, as a file."""
    request: HttpRequest = context["request"]
    narrowed = request.GET.copy()
    for place in ("after", "before", "page"):
        narrowed.pop(place, None)
    kept = {name: [value for value in values if value] for name, values in narrowed.lists()}
    narrowed.clear()
    for key, values in kept.items():
        if values:
            narrowed.setlist(key, values)
    return f"{reverse(name)}?{narrowed.urlencode()}" if narrowed else reverse(name)


@register.simple_tag(takes_context=True)
def csv_by(context: dict[str, Any], name: str, by: str) -> str:
    """{% csv_by "public:memory_figures_csv" "sector" as url %}: the same, with the lines of one axis only."""
    url = csv_address(context, name)
    return f"{url}{'&' if '?' in url else '?'}by={by}"


@register.simple_tag(takes_context=True)
def narrowed_to(context: dict[str, Any], pair: str) -> str:
    """{% narrowed_to "sector=3" %}: this page narrowed to one line of its table."""
    name, _equals, value = pair.partition("=")
    return addresses.with_query(context.get("request"), **{name: value, "page": None})


@register.filter
def reception(post: Post) -> LocalisedText:
    """{{ post|reception }}: reception hours in the reader's language or another one; empty text when none are published."""
    return localised_field(post, "reception", language())


@register.filter
def about_of(organisation: Organisation) -> LocalisedText:
    return localised_field(organisation, "about", language())


@register.filter
def telephone(text: str) -> str:
    """Digits and plus only, for a `tel:` address; the first number when there are several."""
    return "".join(sign for sign in re.split(r"[,;]", text)[0] if sign in "+0123456789")


@register.filter
def rule_words(rule: TierRule) -> LocalisedText:
    return localised_field(rule, "words", language())


@register.inclusion_tag("public/parts/definition.html")
def definition(code: str) -> dict[str, Any]:
    """{% definition "one_source" %}: the rule of a remark or a chart, to unfold."""
    return {"one": DEFINITIONS[code]}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def place_crumbs(above: Iterable[Territory], place: Territory) -> dict[str, Any]:
    """{% place_crumbs above place %}: home, all territories, what holds the place, the place."""
    pairs = [(_("Home"), reverse("public:home")), (_("Territories"), reverse("public:territories"))]
    pairs += [(str(one), reverse("public:territory", args=[one.pk])) for one in above if one.level]
    return {"items": [*pairs, (str(place), "")]}


@register.simple_tag
def place_query(place: Territory) -> str:
    """{% place_query place as here %}: the query that narrows a list to the place; the country narrows nothing."""
    return f"?where={place.pk}" if place.level else "?"


@register.filter
def own_name(row: Named) -> LocalisedText:
    """{% localised row|own_name %}: the name in the reader's language, or in another one and labelled; as a title begins."""
    name = row.name(language())
    return LocalisedText(name.text[:1].upper() + name.text[1:], name.language, name.is_fallback)


@register.inclusion_tag("public/parts/language_mark.html")
def language_mark(code: str) -> dict[str, Any]:
    """{% language_mark "ru" %}: "in Russian", after a text that stands in another language."""
    return {"code": code}
