"""The tile map of the regions: a number in each, its level, its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.territories.models import Territory
from kopir.territories.queries import regions
from kopir.web.public.reading import language

# First two digits of the code → what stands on the tile, in Kazakh, Russian and English.
SHORT = {
    "10": ("АБАЙ", "АБАЙ", "ABAI"), "11": ("АҚМ", "АКМ", "AKM"), "15": ("АҚТ", "АКТ", "AKT"), "19": ("АЛО", "АЛО", "ALR"),
    "23": ("АТЫ", "АТР", "ATY"), "27": ("БҚО", "ЗКО", "WKR"), "31": ("ЖАМ", "ЖАМ", "ZHA"), "33": ("ЖЕТ", "ЖЕТ", "ZHE"),
    "35": ("ҚАР", "КАР", "KAR"), "39": ("ҚОС", "КОС", "KOS"), "43": ("ҚЫЗ", "КЫЗ", "KYZ"), "47": ("МАҢ", "МАН", "MAN"),
    "55": ("ПАВ", "ПАВ", "PAV"), "59": ("СҚО", "СКО", "NKR"), "61": ("ТҮР", "ТУР", "TUR"), "62": ("ҰЛЫ", "УЛЫ", "ULY"),
    "63": ("ШҚО", "ВКО", "EKR"), "71": ("АСТ", "АСТ", "AST"), "75": ("АЛМ", "АЛМ", "ALM"), "79": ("ШЫМ", "ШЫМ", "SHY"),
}  # fmt: skip
LEVELS = 4


def _page_of_place(code: str) -> str:
    return reverse("public:territory", args=[code])


def region_tiles(
    values: Mapping[str, int], rows: list[Territory] | None = None, leads: Callable[[str], str] = _page_of_place
) -> tuple[list[dict[str, Any]], list[str]]:
    """Tiles for `{% tile_map %}` and the words of the levels. `values` by the first two digits of the code; `leads` answers
    the address of a tile by the whole code. One query."""
    rows = [row for row in (rows if rows is not None else regions()) if row.tile_column is not None]
    steps = thresholds(max(values.values(), default=0))
    return [_tile(row, values.get(row.pk[:2], 0), steps, leads(row.pk)) for row in rows], legend(steps)


def thresholds(largest: int) -> list[int]:
    """The smallest value of each level from 1 up: even steps up to the largest value."""
    return list(dict.fromkeys(max(1, ceil(largest * step / LEVELS)) if step else 1 for step in range(LEVELS)))


def level_of(value: int, steps: list[int]) -> int:
    return sum(value >= step for step in steps)


def legend(steps: list[int]) -> list[str]:
    words = [_("none")]
    for first, following in zip(steps, [*steps[1:], 0], strict=True):
        if not following:
            words.append(_("%(number)s and more") % {"number": first})
        else:
            words.append(str(first) if following == first + 1 else f"{first}–{following - 1}")
    return words


def _tile(row: Territory, value: int, steps: list[int], url: str) -> dict[str, Any]:
    assert row.tile_column is not None and row.tile_row is not None
    short = dict(zip(("kk", "ru", "en"), SHORT.get(row.pk[:2], (str(row)[:3].upper(),) * 3), strict=True))
    return {
        "code": row.pk, "label": str(row), "short": short[language()], "column": row.tile_column + 1, "row": row.tile_row + 1,
        "value": value, "url": url, "level": level_of(value, steps),
    }  # fmt: skip
