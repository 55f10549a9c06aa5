"""What a territory can be found by: its names, the classifier's spelling, former names, other usual spellings."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kopir.base.fold import fold, skeleton
from kopir.territories.models import Territory

ALIASES = Path(__file__).parent / "reference" / "aliases.csv"


@cache
def aliases() -> dict[str, list[str]]:
    """Former and other usual names by code. They serve finding only: nothing is claimed about when they were in force."""
    found: dict[str, list[str]] = defaultdict(list)
    with ALIASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["code"]].append(row["name"])
    return dict(found)


def refresh(territory: Territory, former: Iterable[str] = ()) -> None:
    """Set `folded` and `skeletons` anew, after `set_names`. `former`: names from TerritoryName, in any language."""
    names = [
        *territory.names.values(),
        territory.official_kk,
        territory.official_ru,
        *aliases().get(territory.code, ()),
        *former,
    ]
    names = [name for name in dict.fromkeys(names) if name]
    territory.folded = " ".join(dict.fromkeys(map(fold, names)))
    territory.skeletons = "\n".join(["", *dict.fromkeys(map(skeleton, names)), ""])
