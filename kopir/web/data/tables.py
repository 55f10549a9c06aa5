"""Lists of data: one page for all of them, the whole list as CSV under the same address with `?csv=1`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kopir.web.downloads import csv_download
from kopir.web.ui.fields import chosen

if TYPE_CHECKING:
    from kopir.base.errors import Words

Rows = Iterable[Sequence[Any]]


class Link(NamedTuple):
    text: Any
    url: str

    def __str__(self) -> str:
        return str(self.text)


class State(NamedTuple):
    text: Any
    tone: str = "neutral"

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Table:
    """Cells are words, numbers, dates, Links or States; the first one heads its row. `everything` gives the rows of all
    pages for the CSV when `rows` are only one of them."""

    name: str
    columns: Sequence[Words]
    rows: Sequence[Sequence[Any]]
    empty: Words = ""
    empty_text: Words = ""
    everything: Callable[[], Rows] | None = None

    @property
    def headers(self) -> list[str]:
        return [str(column) for column in self.columns]

    @property
    def cells(self) -> list[list[dict[str, Any]]]:
        return [
            [{"column": column, **_cell(value)} for column, value in zip(self.headers, row, strict=True)] for row in self.rows
        ]


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, Link):
        return {"kind": "link", "value": value.text, "url": value.url}
    if isinstance(value, State):
        return {"kind": "state", "value": value.text, "tone": value.tone}
    if isinstance(value, date):
        return {"kind": "date", "value": value}
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return {"kind": "number" if is_number else "text", "value": "—" if value in (None, "") else value}


def table_page(
    request: HttpRequest,
    table: Table,
    *,
    title: Words,
    lead: Words,
    template: str = "data/table.html",
    **context: Any,
) -> HttpResponseBase:
    """`actions`: links drawn as buttons; `filters`: a GET form; `previous`, `next`: keys of the neighbouring pages."""
    if "csv" in request.GET:
        rows = table.everything() if table.everything else table.rows
        return csv_download(table.name, table.headers, rows)
    query = request.GET.copy()
    for name in ("after", "before", "page"):
        query.pop(name, None)
    query["csv"] = "1"
    csv_url = f"{request.path}?{query.urlencode()}"
    context.setdefault("conditions", chosen(context["filters"]) if context.get("filters") else [])
    return render(request, template, {"table": table, "title": title, "lead": lead, "csv_url": csv_url, **context})
