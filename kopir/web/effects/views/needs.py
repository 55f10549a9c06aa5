"""Needs and coverage: where help is missing, on one page of a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kopir.effects.queries import needs as queries
from kopir.effects.queries.needs import Board, Line, Square
from kopir.sectors.models import Sector
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.queries import breadcrumbs, territory_for
from kopir.web.downloads import csv_download
from kopir.web.public.maps import legend, level_of, region_tiles, thresholds
from kopir.web.public.reading import short_name

PROPOSED = 12
COLUMNS = (
    "territory", "territory_name", "sector", "sector_name", "open_matters", "indicators_compared", "indicators_worse",
    "organisations_able", "organisations_that_say_so", "people_a_year", "posts", "empty", "thin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A square as it is drawn: its shade by open matters, its words for those who hear or hover."""

    square: Square
    shade: str
    url: str

    @property
    def short(self) -> str:
        return f"{self.square.matters} / {self.square.able}" if self.square.has_need or self.square.able else "—"

    @property
    def label(self) -> str:
        return short_name(self.square.sector)

    @property
    def words(self) -> str:
        return "; ".join(words_of(self.square))


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    name: str
    url: str
    cells: list[Cell]


def words_of(square: Square) -> Iterator[str]:
    if square.matters or not square.worse:
        yield ngettext("%(n)s open matter", "%(n)s open matters", square.matters) % {"n": square.matters}
    if square.compared:
        given = {"worse": len(square.worse), "compared": square.compared}
        yield _("%(worse)s of %(compared)s indicators stand worse than beside") % given
    if square.is_empty:
        yield _("nobody who could help is known")
    else:
        yield ngettext("%(n)s organisation can help", "%(n)s organisations can help", square.able) % {"n": square.able}


@require_safe
def needs(request: HttpRequest, code: str) -> HttpResponse:
    place = territory_for(request.actor, code)  # type: ignore[attr-defined]
    board = queries.needs(place)
    sectors = list(_sectors(board))
    steps = thresholds(max((square.matters for square in board.squares), default=0))
    context = {
        "place": place,
        "above": [] if place.pk == COUNTRY else breadcrumbs(place),
        "board": board,
        "matters_url": reverse("public:interactions") + _running(place),
        "worse": [one for square in board.lines[0].squares for one in square.worse] if len(board.lines) == 1 else [],
        "rows": [_row(line, board, steps) for line in board.lines],
        "legend": list(enumerate(legend(steps))),
        "sectors": sectors,
        "needed": [one for one in sectors if one[2]["matters"] or one[2]["worse"]],
        "proposed": [_topic(square) for square in board.empty[:PROPOSED]],
        "thin": [_topic(square) for square in board.thin[:PROPOSED]],
        **_tiles(board),
    }
    return render(request, "effects/needs.html", context)


def _row(line: Line, board: Board, steps: list[int]) -> Row:
    several = len(board.lines) > 1
    name = _("what concerns all of it") if line.own and several else str(line.place)
    url = "" if line.own else reverse("public:needs", args=[line.place.pk])
    return Row(line, name, url, [_cell(square, steps) for square in line.squares])


def _cell(square: Square, steps: list[int]) -> Cell:
    shade = "k-heat__gap" if square.is_empty else f"k-level-{level_of(square.matters, steps)}"
    if not (square.has_need or square.able):
        shade = "k-heat__none"
    return Cell(square, shade, _matters_of(square) if square.matters else "")


def _running(place: Territory) -> str:
    return "?state=running" + ("" if place.pk == COUNTRY else f"&where={place.pk}")


def _matters_of(square: Square) -> str:
    return f"{reverse('public:interactions')}{_running(square.place)}&sector={square.sector.code}"


def _topic(square: Square) -> dict[str, Any]:
    """What may be done about a square: by an organisation, by anybody, by a post."""
    query = f"?where={square.place.pk}&about={square.sector.code}"
    return {
        "square": square,
        "sector": short_name(square.sector),
        "words": "; ".join(words_of(square)),
        "matters_url": _matters_of(square) if square.matters else "",
        "write_url": reverse("public:responsible") + query,
        "help_url": f"{reverse('cabinet:say_help')}{query}",
        "practices_url": f"{reverse('public:practices')}?sector={square.sector.code}",
    }


def _sectors(board: Board) -> Iterator[tuple[Sector, str, dict[str, int]]]:
    """One line a sector, all places of the page together. Organisations are counted per square, so they are not added here."""
    for n, sector in enumerate(board.sectors):
        column = [line.squares[n] for line in board.lines]
        told = {
            "matters": sum(square.matters for square in column),
            "worse": sum(len(square.worse) for square in column),
            "empty": sum(square.is_empty for square in column),
            "thin": sum(square.is_thin for square in column),
            "able": column[0].able if len(column) == 1 else -1,
        }
        yield sector, short_name(sector), told


def _tiles(board: Board) -> dict[str, Any]:
    """The country alone has a map of tiles: how many sectors of each region have a need and nobody to help."""
    if board.place.pk != COUNTRY:
        return {}
    lines = [line for line in board.lines if not line.own]
    empty = {line.place.pk[:2]: sum(square.is_empty for square in line.squares) for line in lines}
    tiles, words = region_tiles(empty, [line.place for line in lines], lambda code: reverse("public:needs", args=[code]))
    return {"tiles": tiles, "tile_legend": words}


@require_safe
def needs_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    place: Territory = territory_for(request.actor, code)  # type: ignore[attr-defined]
    return csv_download(f"needs-{place.pk}", COLUMNS, (_line(square) for square in queries.needs(place).squares))


def _line(square: Square) -> list[Any]:
    return [
        square.place.pk, square.place, square.sector.code, short_name(square.sector), square.matters, square.compared,
        len(square.worse), square.able, square.said, square.people_a_year, square.posts, int(square.is_empty),
        int(square.is_thin),
    ]  # fmt: skip


@require_safe
def load_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """What posts of each place carry."""
    place = territory_for(request.actor, code)  # type: ignore[attr-defined]
    rows = ([one.place.pk, one.place, one.post_count, one.open_count, one.each] for one in queries.needs(place).lines)
    return csv_download(f"load-{place.pk}", ("territory", "territory_name", "posts", "open_matters", "open_each"), rows)
