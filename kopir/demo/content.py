"""What is written in `reference/`: topics of matters, what parties say, invented organisations, bodies and places."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kopir.territories.models import Territory

FOLDER = Path(__file__).parent / "reference"
_SENTENCE = re.compile(r"(^|[.!?]\s+)([a-zа-яё])")


@dataclass(frozen=True)
class Writing:
    """One text about a topic, in one language; `number` is 1 or 2."""

    topic: str
    language: str
    number: int

    @property
    def of(self) -> dict[str, Any]:
        return topics()[self.topic]

    @property
    def words(self) -> dict[str, str]:
        words: dict[str, str] = self.of[self.language]
        return words

    @property
    def kind(self) -> str:
        return str(self.of["kinds"][self.number - 1])

    def about(self, place: Territory) -> dict[str, Any]:
        """Fields of a draft about that place, without its place and sector."""
        words = {"in": _in(place, self.language), "of": _of(place, self.language)}
        return {
            "title": self.words[f"t{self.number}"],
            "text": _told(self.words[f"x{self.number}"], words),
            "asked": self.words["ask"],
            "offered": self.words["give"],
            "for_whom": self.words["whom"],
            "people_concerned": self.of["people"][self.number - 1],
            "language": self.language,
        }


def writings() -> list[Writing]:
    """Every text there is, each used once."""
    return [
        Writing(code, language, number)
        for code, topic in topics().items()
        for language in ("kk", "ru", "en")
        for number in (1, 2)
        if f"t{number}" in topic.get(language, {})
    ]


@cache
def topics() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("topics_*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def phrases() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _told(text: str, words: dict[str, str]) -> str:
    """The place put in, and a capital where it begins a sentence."""
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), text.format(**words))


def _in(place: Territory, language: str) -> str:
    """Kazakh names of places end in -ы or -ы of possession, so one ending fits all of them."""
    if language == "ru":
        return _russian(place.code)["ru_in"]
    return f"{place.name_kk}нда" if language == "kk" else f"in {place.name_en}"


def _of(place: Territory, language: str) -> str:
    if language == "ru":
        return _russian(place.code)["ru_of"]
    return f"{place.name_kk}ның" if language == "kk" else f"of {place.name_en}"


def _russian(code: str) -> dict[str, str]:
    return next(row for row in rows("places") if row["code"] == code)
