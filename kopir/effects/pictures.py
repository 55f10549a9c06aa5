"""Charts of effects, in the language that is read now. Pages and papers show the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.tongue import base_language, localised_field
from kopir.charts import Bar, Chart, Point, bars, columns, course
from kopir.effects.adding import Total, total
from kopir.effects.models import Measurement
from kopir.effects.queries.benefit import Benefit, Line, reached
from kopir.effects.queries.measuring import Measured, rules_of, value_of
from kopir.effects.values import amount
from kopir.effects.words import COUNTING, Agreed
from kopir.organisations.queries.funding import Mix
from kopir.organisations.words import FundingSource
from kopir.sectors.models import Sector

MOST = 8
LAST = 6


def span(found: Total) -> str:
    """`340–820`, or one number where nothing is uncertain."""
    return between(found.low, found.high)


def between(low: Decimal | None, high: Decimal | None) -> str:
    ends = list(dict.fromkeys(amount(end, 0) for end in (low, high)))
    return "–".join(ends) if low is not None and high is not None else "—"


def _short(sector: Sector) -> str:
    return localised_field(sector, "short", base_language(get_language())).text or str(sector)


# ---- What a place or a body gained ---------------------------------------------------------------------------------


def people_chart(found: Benefit) -> Chart | None:
    """By sector; of one sector by place."""
    groups = _by_place(found.lines) if found.scope.sector else [(_short(sector), lines) for sector, lines in found.by_sector()]
    rows = [Bar(name, float(one.low or 0), float(one.high or 0), span(one)) for name, one in _reached(groups)]
    if not rows:
        return None
    head = _("Place") if found.scope.sector else _("Sector")
    about = _("Bars from the longest: %(rows)s. The dark part is sure, the light part may be the same people counted twice.")
    told = "; ".join(f"{row.label}: {row.words}" for row in rows[:3])
    return bars("people", _("People reached"), about % {"rows": told}, rows[:MOST], head=head, unit=_("people reached"))


def _by_place(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(str(line.effect.territory), []).append(line)
    return list(found.items())


def _reached(groups: Iterable[tuple[str, list[Line]]]) -> list[tuple[str, Total]]:
    totals = [(name, reached(lines)) for name, lines in groups]
    return sorted([pair for pair in totals if pair[1].is_there], key=lambda pair: -(pair[1].high or Decimal(0)))


def money_chart(found: Benefit) -> Chart | None:
    rows = [Bar(str(FundingSource(source).label), tenge, words=amount(tenge)) for source, tenge in found.money.items()]
    if not rows:
        return None
    told = "; ".join(f"{row.label}: {row.words}" for row in rows[:3])
    about = _("Bars by source of money, in tenge, the longest first: %(rows)s.") % {"rows": told}
    return bars("money", _("Money by source, tenge"), about, rows[:MOST], head=_("Source"), unit=_("tenge"))


def words_chart(found: Benefit) -> Chart | None:
    """What the other party says of the cards, silence too."""
    said = found.words
    rows = [Bar(str(word.label), said.get(word, 0)) for word in Agreed] + [Bar(_("has not said anything yet"), said.get("", 0))]
    if not found.lines:
        return None
    told = "; ".join(f"{row.label}: {row.value}" for row in rows)
    about = _("Bars by what the other party says of the effect: %(rows)s.") % {"rows": told}
    return bars("said", _("What the other party says"), about, rows, head=_("Word"), unit=_("cards"))


# ---- One indicator -------------------------------------------------------------------------------------------------


def course_chart(one: Measured, name: str) -> Chart | None:
    """From the baseline by each period's total so far to the target; None while nothing counts."""
    points = _points(one)
    if not any(row.state in COUNTING for row in one.rows):
        return None
    measure, unit = one.measure, one.measure.indicator.unit.text
    target = None
    if measure.target is not None:
        target = Point(_("target"), float(measure.target), amount(measure.target))
    title = f"{measure.indicator}, {unit}" if unit else str(measure.indicator)
    about = _("From %(first)s to %(last)s.") % {"first": points[0].words, "last": points[-1].words}
    return course(name, title, about, points, target=target, unit=unit, head=_("When"))


def _points(one: Measured) -> list[Point]:
    start = one.measure.baseline
    counted = [row for row in one.rows if row.state in COUNTING]
    days = sorted({row.ends_on for row in counted})[-LAST:]
    points = [] if start is None else [Point(_("before"), float(start), amount(start))]
    totals = ((day, _until(one, counted, day)) for day in days)
    return points + [
        Point(date_format(day, "m.Y"), float(found.high), span(found) if found.is_range else amount(found.high))
        for day, found in totals
        if found.high is not None
    ]


def _until(one: Measured, rows: Sequence[Measurement], day: object) -> Total:
    return total([value_of(row) for row in rows if row.ends_on <= day], rules_of(one.measure))  # type: ignore[operator]


# ---- Sources of money ----------------------------------------------------------------------------------------------


def mix_chart(mix: Mix) -> Chart:
    """Years down, sources across; the oldest first, at most six."""
    rows = [(str(year), {str(FundingSource(code).label): float(part) for code, part in of.items()}) for year, of in mix.years]
    year, shares = mix.last
    told = "; ".join(f"{FundingSource(code).label} {amount(value)} %" for code, value in shares.items())
    about = _("One bar a year, parted by source. %(year)s: %(shares)s.") % {"year": year, "shares": told}
    return columns("mix", _("Sources of money by year, per cent"), about, rows[-LAST:], head=_("Year"), say=_percent)


def _percent(value: object) -> str:
    return amount(Decimal(str(value)), 0)


__all__ = ["between", "course_chart", "mix_chart", "money_chart", "people_chart", "span", "words_chart"]
