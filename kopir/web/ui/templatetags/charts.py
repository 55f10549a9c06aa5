"""A chart with everything that belongs to it: `{% load charts %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from kopir.charts import Chart, svg

register = template.Library()


@register.inclusion_tag("ui/components/chart.html")
def chart(drawn: Chart, definition: str = "", source: str = "", date: Any = None, url: str = "") -> dict[str, Any]:
    """{% chart people definition=d.rule source=d.source date=today url=csv_url %}: the picture, the same as a table, how it is
    counted, where from. Its SVG is made by Köpir alone and holds the words of people only as escaped text."""
    picture = mark_safe(svg(drawn, "page", get_language() or "kk"))  # noqa: S308
    return {"chart": drawn, "svg": picture, "definition": definition, "source": source, "date": date, "url": url}
