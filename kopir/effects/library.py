"""A library of goals, targets and indicators, as rows of a sheet become what Köpir keeps. Reads no database.

Columns: `kind` (goal, target, indicator, national_indicator, common_indicator), `code`, `field` (title or short), `title_kk`,
`title_ru`, `title_en`, `source`. A library that knows more may add `how` (how it is measured), `better`, `counted`, `over_time`,
`over_places`, `unit_kk`…, `method_kk`…, `sector`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kopir.base.tongue import LANGUAGES
from kopir.effects.adding import USUAL, Rules, fits
from kopir.effects.sheets import Rejected, Row, Wrong, demand_fits
from kopir.effects.words import Better, Counted, Kind, Library, OverPlaces, OverTime

NEEDED = ("kind", "code", "field", "title_kk", "title_ru", "title_en")
ALSO = (
    "how", "better", "counted", "over_time", "over_places", "sector",
    *(f"{name}_{language}" for name in ("unit", "method") for language in LANGUAGES),
)  # fmt: skip
GOALS = ("goal", "target")
INDICATORS = {
    "indicator": Library.SDG,
    "national_indicator": Library.NATIONAL,
    "common_indicator": Library.OWN,
}
CODE = {
    "goal": r"\d{1,2}",
    "target": r"\d{1,2}\.[\da-z]{1,2}",
    "indicator": r"\d{1,2}(\.[\da-z]{1,2}){2,3}",
    "national_indicator": r"\d{1,2}(\.[\da-z]{1,2}){2,3}",
    "common_indicator": r"[a-z][a-z0-9-]{1,58}",
}
NAME_LIMIT, SHORT_LIMIT = 1000, 200
A_SHARE = re.compile(r"^(процентная )?доля\b|^(the )?(proportion|percentage|share) of\b", re.IGNORECASE)
"""How titles of shares begin. Of all others nobody has said yet how they are measured."""


@dataclass(slots=True)
class Wanted:
    """A goal, target or indicator as the sheet has it. `rules` and `better` are empty where the sheet does not say."""

    number: int
    kind: str
    code: str
    names: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    rules: Rules | None = None
    better: str = ""
    units: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)
    sector: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def is_goal(self) -> bool:
        return self.kind in GOALS

    @property
    def goal_code(self) -> str:
        """Of a target its goal; of an indicator its target."""
        return ".".join(self.code.split(".")[: 1 if self.kind == "target" else 2])


def wanted(rows: Iterable[Row]) -> tuple[list[Wanted], list[Rejected]]:
    """What the rows say together, goals first. The rows of one code may stand apart: a goal's short name has its own."""
    found: dict[tuple[str, str], Wanted] = {}
    rejected: list[Rejected] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        try:
            demand_fits(row)
            _demand_row(row)
            _demand_first(row, seen)
            _take(row, found)
        except Wrong as wrong:
            rejected.append(Rejected(row.number, row["code"][:60], wrong.column, wrong.reason))
    whole = [one for one in found.values() if one.names]
    rejected += [
        Rejected(one.number, one.code, "field", _("There is a short name, but no title."))
        for one in found.values()
        if not one.names
    ]
    return sorted(whole, key=lambda one: (not one.is_goal, one.kind != "goal")), rejected


def _demand_row(row: Row) -> None:
    kind = row["kind"]
    if kind not in CODE:
        raise Wrong("kind", _("This kind is not known: “%(kind)s”.") % {"kind": kind[:40]})
    if not re.fullmatch(CODE[kind], row["code"]):
        raise Wrong("code", _("The code cannot be read: “%(code)s”.") % {"code": row["code"][:60]})
    if row["field"] not in ("title", "short"):
        raise Wrong("field", _("The field is “title” or “short”, this one is “%(field)s”.") % {"field": row["field"][:40]})
    titles = [row[f"title_{language}"] for language in LANGUAGES]
    if not any(titles):
        raise Wrong("title_kk", _("There is no name."))
    limit = NAME_LIMIT if row["field"] == "title" else SHORT_LIMIT
    if max(map(len, titles)) > limit:
        raise Wrong("title_kk", _("The name is longer than %(limit)d characters.") % {"limit": limit})


def _demand_first(row: Row, seen: dict[tuple[str, str, str], int]) -> None:
    key = (row["kind"], row["code"], row["field"])
    if key in seen:
        raise Wrong("code", _("The same code stands already in row %(row)d.") % {"row": seen[key]})
    seen[key] = row.number


def _take(row: Row, found: dict[tuple[str, str], Wanted]) -> None:
    key = (row["kind"], row["code"])
    fresh = Wanted(row.number, *key)
    told = None if fresh.is_goal else (_rules(row), _better(row), row["sector"])
    one = found.setdefault(key, fresh)
    one.rows.append(row)
    if row["field"] == "short":
        one.short = _texts(row, "title")
        return
    one.names = _texts(row, "title")
    if told is not None:
        one.rules, one.better, one.sector = told
        one.units, one.methods = _texts(row, "unit"), _texts(row, "method")
        if one.rules is not None and one.rules.kind == Kind.SHARE and not any(one.units.values()):
            one.units = dict.fromkeys(LANGUAGES, "%")


def _texts(row: Row, name: str) -> dict[str, str]:
    return {language: row[f"{name}_{language}"] for language in LANGUAGES}


def _better(row: Row) -> str:
    if row["better"] and row["better"] not in Better.values:
        raise Wrong("better", _("This word is not known here: “%(word)s”.") % {"word": row["better"][:40]})
    return row["better"]


def _rules(row: Row) -> Rules | None:
    """As the sheet says; what it leaves open is usual for the kind. A title that begins as that of a share is one: the state of
    a day."""
    kind, counted = row["how"], row["counted"]
    if not kind and any(A_SHARE.match(row[f"title_{language}"]) for language in ("ru", "en")):
        kind, counted = Kind.SHARE, counted or Counted.STATE
    if not kind:
        return None
    counted = counted or Counted.PER_PERIOD
    for column, word, known in (("how", kind, Kind), ("counted", counted, Counted)):
        if word not in known.values:
            raise Wrong(column, _("This word is not known here: “%(word)s”.") % {"word": word[:40]})
    usual = USUAL[kind, counted]
    rules = Rules(kind, counted, row["over_time"] or usual[0], row["over_places"] or usual[1])
    if rules.over_time not in OverTime.values or rules.over_places not in OverPlaces.values or not fits(rules):
        raise Wrong("over_time", _("These rules of adding up do not fit how it is measured."))
    return rules


def place_of(code: str) -> int:
    """Where a code stands: 2 before 10, numbers before letters."""
    place = 0
    for part in [*code.split("."), "0", "0", "0"][:4]:
        place = place * 60 + (int(part) if part.isdecimal() else 30 + ord(part[0]) - ord("a"))
    return place


__all__ = ["ALSO", "INDICATORS", "NEEDED", "Wanted", "place_of", "wanted"]
