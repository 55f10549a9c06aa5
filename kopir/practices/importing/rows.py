"""What a row becomes: the words and facts of a card, or a reason why it became none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kopir.base.canonical import canonical
from kopir.base.fold import fold
from kopir.base.tongue import LANGUAGES, detect
from kopir.practices.importing.fields import NUMBERS
from kopir.practices.models import Import
from kopir.practices.models.cards import TEXTS
from kopir.practices.words import CardKind, RowFault
from kopir.sectors.models import Sector
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import recognise, resolve

LONGEST_TITLE = 200
LONGEST = 20_000
_STEP = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•*])\s+", re.MULTILINE)


class Rejected(Exception):
    """`column`: of the file, empty when it is about the whole row."""

    def __init__(self, fault: RowFault, column: str = "") -> None:
        super().__init__(fault)
        self.fault, self.column = fault, column


@dataclass(frozen=True, slots=True)
class Taken:
    """`numbers`: cost, months and people, as far as they are told."""

    kind: CardKind
    language: str
    words: dict[str, str]
    numbers: dict[str, int]
    territory_id: str | None
    sector_id: int | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(canonical([self.words, self.numbers, self.territory_id, self.sector_id])).hexdigest()


@dataclass
class Reader:
    """Reads the rows of one import. Places and sectors are looked up once each, not once a row."""

    origin: Import
    _places: dict[str, str | None] = field(default_factory=dict)

    def take(self, row: Mapping[str, str]) -> Taken:
        """Raises Rejected."""
        words = {name: self._words(name, row) for name in TEXTS}
        self._demand_words(words)
        words["steps"] = _STEP.sub("", words["steps"])
        told = f"{words['title']} {words['problem']} {words['steps']}"[:4000]
        kind = CardKind.FAILED if words["because"] and not words["results"] else CardKind.WORKED
        return Taken(
            kind,
            self.origin.language or detect(told, "ru"),
            words,
            {name: number for name in NUMBERS if (number := self._number(name, row)) is not None},
            self._place(row),
            self._sector(row),
        )

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for column, name in self.origin.mapping.items():
            found.setdefault(name, []).append(column)
        return found

    def _column(self, name: str) -> str:
        return self._columns.get(name, [""])[0]

    def _words(self, name: str, row: Mapping[str, str]) -> str:
        told = [row.get(column) or "" for column in self._columns.get(name, [])]
        return "\n\n".join(words.strip() for words in told if words.strip())

    def _demand_words(self, words: Mapping[str, str]) -> None:
        if not words["title"]:
            raise Rejected(RowFault.NO_TITLE, self._column("title"))
        if len(words["title"]) > LONGEST_TITLE:
            raise Rejected(RowFault.LONG_TITLE, self._column("title"))
        if not any(value for name, value in words.items() if name != "title"):
            raise Rejected(RowFault.NO_WORDS)
        for name, value in words.items():
            if len(value) > LONGEST:
                raise Rejected(RowFault.TOO_LONG, self._column(name))

    def _number(self, name: str, row: Mapping[str, str]) -> int | None:
        told = re.sub(r"[\s\u00a0\u202f]|[.,]0+$|₸", "", self._words(name, row))
        if not told:
            return None
        limit = {"cost_tenge": 10**13, "months": 600, "people_reached": 25_000_000}[name]
        if not (told.isascii() and told.isdecimal()) or int(told) > limit:
            raise Rejected(RowFault.NO_NUMBER, self._column(name))
        return int(told)

    def _place(self, row: Mapping[str, str]) -> str | None:
        told = self._words("place", row)
        if not told:
            return self.origin.territory_id
        if told not in self._places:
            found = resolve(told)
            one = found if isinstance(found, Territory) else recognise(told)
            self._places[told] = one.pk if one else None
        if self._places[told] is None:
            raise Rejected(RowFault.NO_PLACE, self._column("place"))
        return self._places[told]

    def _sector(self, row: Mapping[str, str]) -> int | None:
        told = fold(self._words("sector", row))
        if not told:
            return self.origin.sector_id
        if told not in self._sectors:
            raise Rejected(RowFault.NO_SECTOR, self._column("sector"))
        return self._sectors[told]

    @cached_property
    def _sectors(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in sectors_in_force():
            found |= {fold(name): row.pk for name in _names_of(row) if name}
        return found


def _names_of(sector: Sector) -> list[str]:
    names = [getattr(sector, f"{kind}_{code}") for code in LANGUAGES for kind in ("name", "short")]
    return [sector.code, *names]
