"""Pieces that the pages of effects share: `{% load showing %}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from kopir.charts import Chart
from kopir.effects import pictures
from kopir.effects.adding import Total
from kopir.effects.values import amount
from kopir.effects.words import Standing
from kopir.web.effects.templatetags.asking import STANDINGS
from kopir.web.public.definitions import DEFINITIONS
from kopir.web.ui.numbers import say_number
from kopir.web.ui.templatetags.charts import chart

register = template.Library()


@register.filter
def plain(value: Decimal | None) -> str:
    """{{ reading.value|plain }}: without zeros at its end, as the reader's language writes it."""
    return "—" if value is None else say_number(shortened(value))


@register.filter
def span(found: Total) -> str:
    """{{ line.people|span }}: `340–820`, or one number where nothing is uncertain."""
    return pictures.span(found)


@register.filter
def fact(found: Total) -> str:
    """{{ one.total|fact }}: of an indicator of any kind; a range of people in whole numbers."""
    return pictures.span(found) if found.is_range else amount(found.high)


@register.filter
def round_plain(value: Decimal) -> str:
    return say_number(round(value))


@register.inclusion_tag("ui/components/tag.html")
def later_tag(standing: str) -> dict[str, str]:
    """{% later_tag line.later %}: what the newest later check says."""
    words = _("later: %(said)s") % {"said": Standing(standing).label}
    return {"words": words, "tone": STANDINGS[Standing(standing)]}


def shortened(value: Decimal) -> int | float:
    """At most two digits after the point."""
    rounded = round(value, 2)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


@register.inclusion_tag("ui/components/chart.html")
def chart_of(code: str, drawn: Chart, date: Any = None, url: str = "") -> dict[str, Any]:
    """{% chart_of "people_reached" drawn date=today url=csv_url %}: a chart with the words of its definition."""
    one = DEFINITIONS[code]
    return chart(drawn, definition=f"{one.rule} {one.inputs}", source=str(one.source), date=date, url=url)
