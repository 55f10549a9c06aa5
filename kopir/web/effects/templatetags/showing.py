"""Pieces that the pages of effects share: `{% load showing %}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from kopir.charts import Chart
from kopir.web.public.definitions import DEFINITIONS
from kopir.web.ui.numbers import say_number
from kopir.web.ui.templatetags.charts import chart

register = template.Library()


@register.filter
def plain(value: Decimal | None) -> str:
    """{{ reading.value|plain }}: without zeros at its end, as the reader's language writes it."""
    return "—" if value is None else say_number(shortened(value))


def shortened(value: Decimal) -> int | float:
    """At most two digits after the point."""
    rounded = round(value, 2)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


@register.inclusion_tag("ui/components/chart.html")
def chart_of(code: str, drawn: Chart, date: Any = None, url: str = "") -> dict[str, Any]:
    """{% chart_of "people_reached" drawn date=today url=csv_url %}: a chart with the words of its definition."""
    one = DEFINITIONS[code]
    return chart(drawn, definition=f"{one.rule} {one.inputs}", source=str(one.source), date=date, url=url)
