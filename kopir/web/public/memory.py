"""The use of memory as pages and tables show it: the filter, and lines with their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.memory.queries import Axis, Line, MemoryFilter, Sheet, Use, sheet
from kopir.organisations.models import Organisation
from kopir.regulation.quarters import Quarter
from kopir.sectors.models import Sector
from kopir.territories.queries import regions
from kopir.web.public.forms import Narrowing
from kopir.web.public.reading import short_name

YEAR = timedelta(days=365)
QUARTERS = 8
LAST_YEAR, ALWAYS = "", "all"


class MemoryForm(Narrowing):
    """`body` comes from links only. Without a period the last twelve months are counted."""

    period = forms.ChoiceField(label=_("Matters received"), required=False)
    body = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    field_order = ("period", "where", "sector")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.today = timezone.localdate()
        self.quarters = _quarters(self.today)
        spans = [(LAST_YEAR, _("in the last twelve months")), (ALWAYS, _("since the beginning"))]
        self.fields["period"].choices = [*spans, *((one.key, one.words) for one in self.quarters)]  # type: ignore[attr-defined]
        self.full_clean()
        ref = self.value("body")
        self.chosen_body = Organisation.objects.filter(ref=ref).first() if ref else None

    @property
    def span(self) -> tuple[date | None, date | None]:
        period = self.value("period")
        quarter = Quarter.read(period or "")
        if quarter is not None:
            return quarter.since, quarter.until
        return (None, None) if period == ALWAYS else (self.today - YEAR, None)

    def filter(self) -> MemoryFilter:
        since, until = self.span
        return MemoryFilter(self.place, self.value("sector") or "", self.chosen_body, since, until)


def _quarters(today: date) -> list[Quarter]:
    found = [Quarter.of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """`query`: what narrows the page to it."""

    name: str
    code: str
    query: str
    use: Use


def rows_of(found: Sheet, axis: Axis) -> list[Row]:
    """One query."""
    return list(_NAMED[axis](found.lines[axis]))


def _bodies(lines: list[Line]) -> Iterator[Row]:
    names = Organisation.objects.in_bulk([line.key for line in lines])
    for line in lines:
        body = names[line.key]
        yield Row(str(body), body.ref or "", f"body={body.ref}", line.use)


def _regions(lines: list[Line]) -> Iterator[Row]:
    names = {row.pk[:2]: row for row in regions()}
    for line in lines:
        place = names.get(line.key)
        code = place.pk if place else f"{line.key}0000000"
        yield Row(str(place) if place else str(_("the whole country")), code, f"where={code}", line.use)


def _sectors(lines: list[Line]) -> Iterator[Row]:
    names = Sector.objects.in_bulk([line.key for line in lines])
    for line in lines:
        yield Row(short_name(names[line.key]), names[line.key].code, f"sector={names[line.key].code}", line.use)


_NAMED = {Axis.BODY: _bodies, Axis.REGION: _regions, Axis.SECTOR: _sectors}

COLUMNS = (
    "by", "code", "name", "received", "compared", "memory_asked", "cards_opened", "solved_by_adoption", "days_saved_median",
    "days_saved_low", "days_saved_high", "days_saved_of", "repeats", "repeats_unseen",
)  # fmt: skip


def csv_rows(narrowed: MemoryFilter, axis: str = "") -> Iterator[list[Any]]:
    """The total, then the lines of one axis or of all. Medians of few are left empty, as on the page."""
    found = sheet(narrowed)
    yield ["total", "", "", *_cells(found.total)]
    for one in Axis:
        if axis in ("", one):
            for row in rows_of(found, one):
                yield [one.value, row.code, row.name, *_cells(row.use)]


def _cells(use: Use) -> list[Any]:
    saved = use.saved
    days = [saved.middle, saved.low, saved.high] if saved.is_shown else ["", "", ""]
    counts = [use.received, use.compared, use.opened, use.cards, use.adopted]
    return [*counts, *days, len(saved.values), use.repeats.whole, use.repeats.part]
