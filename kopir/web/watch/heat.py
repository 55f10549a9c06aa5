"""The heat map of coverage: places (or posts) down, duties across; every cell has its number in words beside its shade."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kopir.posts.models import Post
from kopir.regulation.models import Duty, Reply
from kopir.regulation.queries.coverage import (
    FEWEST,
    Axis,
    CoverageFilter,
    Load,
    Tally,
    replies,
    tallies,
    workload,
)
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.queries import children, regions
from kopir.territories.words import Level

STEPS = (25, 50, 75, 90)
"""From which per cent on a cell is one shade darker."""


@dataclass(frozen=True)
class Cell:
    tally: Tally
    url: str = ""
    label: str = ""

    @property
    def level(self) -> int | None:
        return None if self.tally.share is None else bisect_right(STEPS, self.tally.share)

    @property
    def shade(self) -> str:
        if self.level is not None:
            return f"k-level-{self.level}"
        return "k-heat__few" if self.tally.counted else "k-heat__none"

    @property
    def short(self) -> str:
        if self.tally.share is not None:
            return f"{self.tally.share} %"
        return f"{self.tally.done}/{self.tally.counted}" if self.tally.counted else "—"

    @property
    def words(self) -> str:
        """Heard and shown on hovering."""
        if not self.tally.counted:
            return _("nothing was due yet")
        return _("done: %(done)s; missed: %(missed)s; past their day: %(late)s") % {
            "done": self.tally.done, "missed": self.tally.missed, "late": self.tally.late,
        }  # fmt: skip


@dataclass
class Line:
    """A place or a post. `key`: as in the tallies."""

    key: Any
    name: str
    url: str
    post: Post | None = None
    cells: list[Cell] = field(default_factory=list)
    total: Cell = field(default_factory=lambda: Cell(Tally()))
    load: Load = field(default_factory=Load)
    replies: list[Reply] = field(default_factory=list)


@dataclass(frozen=True)
class Heat:
    axis: Axis
    duties: Sequence[Duty]
    lines: list[Line]
    bottom: list[Cell]
    total: Tally


def axis_of(filters: CoverageFilter) -> Axis:
    """Regions of the country, districts of a region, else posts."""
    if filters.only_seated or filters.body or filters.posts is not None:
        return Axis.POST
    if filters.territory is None:
        return Axis.REGION
    return Axis.DISTRICT if filters.territory.level == Level.REGION else Axis.POST


def heat(filters: CoverageFilter, duties: Sequence[Duty], quarter: str) -> Heat:
    """Two queries for the counts, two for the workload, one for the names, one for the replies."""
    axis = axis_of(filters)
    counted = tallies(filters, axis, Axis.DUTY)
    lines = _lines(filters, axis, {key for key, _code in counted}, quarter)
    sums = {(line.key,): _sum(tally for (key, _code), tally in counted.items() if key == line.key) for line in lines}
    loads = workload(filters, axis, sums)
    said = replies(filters)
    for line in lines:
        line.cells = [_cell(line, duty, counted.get((line.key, duty.code), Tally())) for duty in duties]
        line.total, line.load = Cell(sums[line.key,]), loads.get(line.key, Load())
        line.replies = [row for row in said if line.post is not None and row.post_id == line.post.pk]
    bottom = [Cell(_sum(tally for (_key, code), tally in counted.items() if code == duty.code)) for duty in duties]
    return Heat(axis, duties, lines, bottom, _sum(counted.values()))


def _cell(line: Line, duty: Duty, tally: Tally) -> Cell:
    """A place leads to the same duty inside it, a post to its own page of duties."""
    url = f"{line.url}&duty={duty.code}" if line.post is None else line.url
    return Cell(tally, url, str(duty.order))


def _sum(rows: Any) -> Tally:
    return sum(rows, Tally())


def _lines(filters: CoverageFilter, axis: Axis, keys: set[Any], quarter: str) -> list[Line]:
    if axis == Axis.POST:
        return [_post(post) for post in _posts(filters, keys)]
    return list(_places(filters.territory, axis, keys, f"?quarter={quarter}"))


def _places(place: Territory | None, axis: Axis, keys: set[Any], query: str) -> Iterator[Line]:
    """First the bodies of the place itself, then what lies inside it."""
    kept = 2 if axis == Axis.REGION else 4
    own = (place.pk if place else COUNTRY)[:kept]
    rows = list(regions() if place is None else children(place))
    if own in keys:
        name = _("Bodies of the region itself") if place else _("Central bodies")
        yield Line(own, name, f"{query}&own=1" + (f"&where={place.pk}" if place else ""))
    for row in rows:
        yield Line(row.pk[:kept], str(row), f"{query}&where={row.pk}")


def _posts(filters: CoverageFilter, keys: set[Any]) -> list[Post]:
    """With obligations in this time, or standing now."""
    rows = Post.objects.filter(filters.of_posts()).select_related("organisation", "territory")
    listed = [post for post in rows.order_by("territory", "-rank", "pk") if post.pk in keys or post.state != "ended"]
    return listed[:300]


def _post(post: Post) -> Line:
    return Line(post.pk, str(post), duties_page(post), post)


def duties_page(post: Post) -> str:
    try:
        return reverse("public:post_duties", args=[post.ref])
    except NoReverseMatch:
        return reverse("public:post", args=[post.ref])


def legend() -> list[tuple[str, str]]:
    """Class and words of every shade."""
    first, *_rest = STEPS
    words = [_("under %(to)s %%") % {"to": first}]
    words += [f"{low}–{high - 1} %" for low, high in pairwise(STEPS)]
    words.append(_("%(low)s %% and more") % {"low": STEPS[-1]})
    found = [(f"k-level-{number}", text) for number, text in enumerate(words)]
    few = _("fewer than %(few)s were due: only counts, since a percentage of so few says nothing") % {"few": FEWEST}
    return [*found, ("k-heat__few", few), ("k-heat__none", _("nothing was due yet"))]
