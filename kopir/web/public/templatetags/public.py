"""Figures with their definitions, and pieces that several public pages share: `{% load public %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from kopir.sectors.models import Sector
from kopir.web.public.definitions import DEFINITIONS
from kopir.web.public.reading import short_name
from kopir.web.ui import addresses

register = template.Library()


@register.inclusion_tag("ui/components/figure.html")
def counted(code: str, number: Any, date: Any = None, url: str = "") -> dict[str, Any]:
    """{% counted "open" counts.open date=counts.at url=… %}: a figure with the words of its definition."""
    one = DEFINITIONS[code]
    return {
        "number": number, "label": one.name, "definition": one.rule, "source": one.source, "date": date, "url": url,
    }  # fmt: skip


@register.filter
def short(sector: Sector) -> str:
    """{{ sector|short }}: its short name in the reader's language."""
    return short_name(sector)


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: str | None) -> str:
    """{% query about=sector.code page=None %}: this page's query with some values set, and those given as None dropped."""
    request: HttpRequest | None = context.get("request")
    return addresses.with_query(request, **{name: None if value is None else str(value) for name, value in changes.items()})


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
